"""The one page of who waits."""

import pytest
from django.urls import reverse

from lms.accounts.actions.erasure import request_erasure
from lms.accounts.enums import AgeBand, Decision
from lms.accounts.models import Guardian, PaperForm, User
from tests.factories.accounts import UserFactory
from tests.support.consent import (
    ANNE,
    BEN,
    DAY,
    NOW,
    child,
    confirmed,
    decide,
    learning_child,
)  # fmt: skip
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(client):
    user = child(emails=(ANNE,))
    client.force_login(user)
    return user


def post(client, name, **values):
    return client.post(reverse(f"accounts:{name}"), values)


def test_page_says_what_is_missing_and_until_when(client, waits):
    page = client.get(reverse("accounts:waiting")).content.decode()
    for words in (waits.username, "Eine Einwilligung fehlt noch.", "1. Dezember 2026", "löschen"):
        assert words in page


def test_who_waits_for_nothing_goes_on(client):
    client.force_login(UserFactory())
    assert client.get(reverse("accounts:waiting")).url == reverse("accounts:profile")


def test_asking_again_and_somebody_else(client, waits):
    guardian = Guardian.objects.get().key
    assert post(client, "waiting-again", guardian=guardian).status_code == 303
    assert post(client, "waiting-ask", email=BEN).status_code == 303
    assert (len(mails_to(ANNE)), len(mails_to(BEN))) == (2, 1)
    assert Guardian.objects.count() == 2


def test_a_mistyped_address_stays_in_the_form(client, waits):
    answer = post(client, "waiting-ask", email="x@")
    assert answer.status_code == 422
    assert 'value="x@"' in answer.content.decode()


def test_after_a_no_nobody_else_is_asked(client, waits):
    decide(waits, Decision.REFUSED, guardian=confirmed(waits))
    assert post(client, "waiting-ask", email=BEN).status_code == 409
    guardian = Guardian.objects.get().key
    assert post(client, "waiting-again", guardian=guardian).status_code == 409
    assert post(client, "waiting-paper").status_code == 409
    assert Guardian.objects.count() == 1
    assert not PaperForm.objects.exists()


def test_form_is_printed_with_a_number_shown_once(client, waits):
    guardian = Guardian.objects.get()
    page = post(client, "waiting-paper", guardian=guardian.key).content.decode()
    form = PaperForm.objects.get()
    assert form.guardian == guardian
    assert "Nummer" in page
    assert form.number_hash not in page
    assert "Konto und Lernstand" in page
    assert post(client, "waiting-paper").status_code == 200
    assert Guardian.objects.filter(email="").count() == 1


def test_forms_of_other_children_do_not_exist(client, waits):
    foreign = child(emails=(BEN,)).guardians.get()
    assert post(client, "waiting-paper", guardian=foreign.key).status_code == 404
    assert post(client, "waiting-again", guardian=foreign.key).status_code == 404
    assert not PaperForm.objects.exists()


def test_own_consent_of_a_14_year_old_is_on_the_page(client):
    user = child(AgeBand.FROM_14)
    client.force_login(user)
    page = client.get(reverse("accounts:waiting")).content.decode()
    assert 'name="account-agrees"' in page
    assert "checked" not in page
    answer = post(
        client, "consents", purpose="account", act="agree",
        **{"account-version": 1, "account-agrees": "on"},
    )  # fmt: skip
    assert answer["Location"] == reverse("accounts:waiting")
    assert "account-agrees" not in client.get(answer["Location"]).content.decode()
    decide(user, guardian=confirmed(user))
    assert user.pause_reason == ""


def test_delete_at_once(client, waits):
    answer = post(client, "waiting-delete")
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_signup"))
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session


def test_delete_of_an_account_that_was_used_takes_a_fortnight(client):
    user = learning_child()
    client.force_login(user)
    assert post(client, "waiting-delete").status_code == 404
    decide(user, Decision.WITHDRAWN, guardian=user.guardians.get(), at=NOW + DAY)
    assert post(client, "waiting-delete").status_code == 303
    user.refresh_from_db()
    assert user.erase_at is not None
    assert "Doch behalten" in client.get(reverse("accounts:waiting")).content.decode()
    assert post(client, "waiting-keep").status_code == 303
    user.refresh_from_db()
    assert user.erase_at is None


def test_what_a_guardian_wants_deleted_is_not_kept_from_here(client):
    user = learning_child()
    guardian = user.guardians.get()
    decide(user, Decision.WITHDRAWN, guardian=guardian, at=NOW + DAY)
    request_erasure(
        user=user, keeps_certificates=False, actor_key=guardian.key, role="guardian", at=NOW + DAY
    )
    client.force_login(user)
    assert "Doch behalten" not in client.get(reverse("accounts:waiting")).content.decode()
    answer = client.post(reverse("accounts:waiting-keep"), follow=True)
    assert "Das Konto bleibt." not in answer.content.decode()
    user.refresh_from_db()
    assert user.erase_at is not None


def test_who_needs_no_guardian_asks_none(client):
    user = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=NOW)
    client.force_login(user)
    assert post(client, "waiting-ask", email=ANNE).status_code == 409
    assert not Guardian.objects.exists()
