"""The page of a guardian: one child, by a code that works once."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.accounts.actions import end_guardian, invite_guardian_of_seat
from lms.accounts.actions.erasure import request_erasure
from lms.accounts.consent.views.guardian import MOST_FAILURES, MOST_LINKS
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import ConsentEvent, User
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory
from tests.support.consent import (
    ANNE,
    BEN,
    child,
    code_for,
    learning_child,
    newest_mail,
    typed_code,
)  # fmt: skip
from tests.support.mails import link_in, mails_to
from tests.support.queries import expect_statements, statements

pytestmark = pytest.mark.django_db
AGREE = {"act": "agree", "account-version": 1, "account-agrees": "on"}


def page_of(user, name="child"):
    return reverse(f"guardian:{name}", args=[user.key])


def opened(client, user):
    """A browser with the page of this child open."""
    code = code_for(user.guardians.get(), at=timezone.now())
    answer = client.post(reverse("guardian:enter"), {"code": code})
    assert (answer.status_code, answer["Location"]) == (303, page_of(user))
    return client


@pytest.fixture
def waits():
    return child(at=timezone.now())


def test_link_changes_nothing_until_its_button_is_pressed(client, waits):
    link = link_in(newest_mail())
    for _ in range(2):
        answer = client.get(link)
        assert answer.status_code == 200
        assert answer["Referrer-Policy"] == "strict-origin"
    assert waits.guardians.get().confirmed_at is None
    assert client.post(link)["Location"] == page_of(waits)
    assert waits.guardians.get().confirmed_at is not None


def test_a_used_code_is_refused_as_an_unknown_one_is(client, waits):
    code = typed_code(newest_mail())
    assert client.post(reverse("guardian:enter"), {"code": code}).status_code == 303
    other = Client()
    answers = [
        other.post(reverse("guardian:enter"), {"code": tried}) for tried in (code, "bcdf-" * 4)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert len({answer.context["form"].errors["code"][0] for answer in answers}) == 1
    assert other.get(reverse("guardian:link", args=[code])).status_code == 404
    assert other.post(reverse("guardian:link", args=[code])).status_code == 404
    assert other.get(page_of(waits)).url == reverse("guardian:enter")


def test_guessing_is_stopped_without_locking_others_out(client, waits):
    for _ in range(MOST_FAILURES):
        client.post(reverse("guardian:enter"), {"code": "bcdf-ghjk-mnpq-rstv"})
    code = typed_code(newest_mail())
    stopped = client.post(reverse("guardian:enter"), {"code": code})
    assert "Zu viele Versuche" in stopped.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(reverse("guardian:enter"), {"code": code}).status_code == 303


def test_agree_needs_a_box_ticked_by_hand(client, waits):
    opened(client, waits)
    page = client.get(page_of(waits)).content.decode()
    assert "Konto und Lernstand" in page
    assert "checked" not in re.sub(r'<input[^>]*name="band"[^>]*>', "", page)
    answer = client.post(page_of(waits), {**AGREE, "account-agrees": ""})
    assert answer.status_code == 422
    assert not ConsentEvent.objects.exists()
    assert client.post(page_of(waits), AGREE).status_code == 303
    waits.refresh_from_db()
    assert waits.pause_reason == ""
    assert ConsentEvent.objects.get().method == "link"


def test_refusal_is_shown_to_the_child(client, waits):
    opened(client, waits).post(page_of(waits), {"act": "refuse"})
    kid = Client()
    kid.force_login(User.objects.get(pk=waits.pk))
    page = kid.get(reverse("accounts:waiting")).content.decode()
    assert "Die Einwilligung wurde abgelehnt." in page


def test_withdrawal_stops_the_childs_next_request(client):
    user = learning_child(at=timezone.now())
    kid = Client()
    kid.force_login(user)
    assert kid.get("/de/lernen/").status_code == 200
    opened(client, user).post(page_of(user), {"act": "withdraw"})
    assert kid.get("/de/lernen/").url == reverse("accounts:waiting")
    assert client.post(page_of(user), AGREE).status_code == 303
    assert kid.get("/de/lernen/").status_code == 200


def test_text_that_changed_meanwhile_is_409(client, waits):
    opened(client, waits)
    answer = client.post(page_of(waits), {**AGREE, "account-version": 7})
    assert answer.status_code == 409
    assert "checked" not in re.sub(r'<input[^>]*name="band"[^>]*>', "", answer.content.decode())
    assert not ConsentEvent.objects.exists()


def test_the_twin_does_not_exist(client, waits):
    twin = learning_child(at=timezone.now())
    opened(client, waits)
    nobody = "x" * 10
    for name in ("child", "age", "password", "data", "erase", "keep", "finish"):
        own = [client.post(reverse(f"guardian:{name}", args=[key])) for key in (twin.key, nobody)]
        assert [answer.status_code for answer in own] == [404, 404]
        assert own[0].content.replace(twin.key.encode(), b"") == own[1].content.replace(
            nobody.encode(), b""
        )
    twin.refresh_from_db()
    assert (twin.pause_reason, twin.erase_at) == ("", None)
    assert twin.username not in client.get(page_of(waits)).content.decode()


def test_progress_of_the_child_without_answers(client):
    user = learning_child(at=timezone.now())
    mine, foreign = EnrolmentFactory(user=user), EnrolmentFactory()
    titles = [row.course.texts.get(locale="de") for row in (mine, foreign)]
    for text, title in zip(titles, ("Sicher im Netz", "Fremder Kurs"), strict=True):
        text.title = title
        text.save()
    page = opened(client, user).get(page_of(user)).content.decode()
    assert "Sicher im Netz" in page
    assert "Fremder Kurs" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_however_many_courses(client, number):
    user = learning_child(at=timezone.now())
    for _ in range(number):
        EnrolmentFactory(user=user)
    opened(client, user).get(page_of(user))
    with expect_statements(7):
        page = client.get(page_of(user)).content.decode()
    assert page.count("progress__bar") == number


def test_an_hour_later_or_beside_a_sign_in_the_page_is_closed(client, waits, monkeypatch):
    opened(client, waits)
    session = client.session
    session["guardian"] = {
        **session["guardian"], "until": (timezone.now() - timedelta(seconds=1)).timestamp(),
    }  # fmt: skip
    session.save()
    assert client.get(page_of(waits)).url == reverse("guardian:enter")
    assert client.get(page_of(waits), headers={"HX-Request": "true"}).status_code == 401
    opened(client, waits)
    assert client.get(page_of(waits)).status_code == 200
    client.force_login(UserFactory())
    assert client.get(page_of(waits)).url == reverse("guardian:enter")


def test_opening_signs_the_child_out(client, waits):
    client.force_login(waits)
    opened(client, waits)
    assert "_auth_user_id" not in client.session


def test_new_link_answers_the_same_for_every_address(client, waits):
    before = OutboxMessage.objects.count()
    answers = [
        client.post(reverse("guardian:new-link"), {"email": email}, follow=True)
        for email in (ANNE, BEN)
    ]
    assert len({answer.status_code for answer in answers}) == 1
    bodies = [re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", a.content) for a in answers]
    assert bodies[0] == bodies[1]
    assert OutboxMessage.objects.count() == before + 2
    assert mails_to(ANNE)[-1].kind == "guardian_link"
    assert mails_to(BEN)[-1].kind == "guardian_unknown"
    assert client.post(reverse("guardian:new-link"), {"email": "x"}).status_code == 422


def test_new_link_takes_as_long_for_every_address(client, waits):
    """One mail each, by far the slowest part; beside it the code of a known address is one row."""
    work = {}
    for email in (ANNE, BEN):
        before = OutboxMessage.objects.count()
        work[email] = statements(
            lambda to=email: client.post(reverse("guardian:new-link"), {"email": to})
        )
        assert OutboxMessage.objects.count() == before + 1
    assert 0 <= work[ANNE] - work[BEN] <= 1


def test_one_client_writes_to_few_addresses_and_sees_no_difference(client):
    def ask(browser, number):
        page = browser.post(
            reverse("guardian:new-link"), {"email": f"x{number}@fremde.example"}, follow=True
        )
        return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page.content)

    bodies = {ask(client, number) for number in range(MOST_LINKS + 5)}
    assert len(bodies) == 1
    assert OutboxMessage.objects.filter(recipient__endswith="@fremde.example").count() == MOST_LINKS
    ask(Client(REMOTE_ADDR="198.51.100.7"), "y")
    assert len(mails_to("xy@fremde.example")) == 1


def test_child_that_forgot_its_password_gets_in_again(client):
    user = learning_child(at=timezone.now())
    assert "Passwort vergessen?" in opened(client, user).get(page_of(user)).content.decode()
    assert client.get(page_of(user, "password")).status_code == 405
    answer = client.post(page_of(user, "password"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    code, page = answer.context["code"], answer.content.decode()
    assert code in page
    assert user.username in page
    kid, new = Client(), "drei neue Woerter"
    values = {"username": user.username, "code": code, "password": new}
    assert kid.post(reverse("accounts:recover"), values).url == reverse("account_login")
    entered = kid.post(reverse("account_login"), {"login": user.username, "password": new})
    assert entered.status_code == 303
    assert kid.get("/de/lernen/").status_code == 200


def test_age_can_be_answered_for_the_child(client):
    user = learning_child(at=timezone.now())
    opened(client, user)
    assert client.post(page_of(user, "age"), {"band": "adult"}).status_code == 422
    assert client.post(page_of(user, "age"), {"band": ""}).status_code == 422
    assert client.post(page_of(user, "age"), {"band": "14_15"}).status_code == 303
    user.refresh_from_db()
    assert user.age_band == "14_15"


def test_copy_deletion_and_end(client):
    user = learning_child(at=timezone.now())
    opened(client, user)
    answer = client.post(page_of(user, "data"))
    assert answer["Content-Type"] == "application/zip"
    assert client.post(page_of(user, "erase")).status_code == 303
    assert client.post(page_of(user, "erase")).status_code == 303
    user.refresh_from_db()
    assert user.erase_at is not None
    assert "Doch behalten" in client.get(page_of(user)).content.decode()
    assert client.post(page_of(user, "keep")).status_code == 303
    user.refresh_from_db()
    assert user.erase_at is None
    assert client.post(page_of(user, "finish"))["Location"] == reverse("guardian:enter")
    assert client.get(page_of(user)).url == reverse("guardian:enter")
    assert user.guardians.get().email == ""


def test_deleting_a_waiting_account_leaves_nothing(client, waits):
    opened(client, waits).post(page_of(waits, "erase"))
    assert not User.objects.exists()
    assert client.get(page_of(waits)).status_code == 302


def test_closing_needs_a_new_code(client, waits):
    opened(client, waits)
    answer = client.post(reverse("guardian:close"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(page_of(waits)).url == reverse("guardian:enter")


def test_from_16_on_the_guardian_looks_and_decides_nothing(client):
    user = learning_child(AgeBand.FROM_14, at=timezone.now())
    opened(client, user)
    User.objects.filter(pk=user.pk).update(age_band=AgeBand.FROM_16)
    page = client.get(page_of(user))
    assert page.status_code == 200
    assert "Ab 16 Jahren entscheidet" in page.content.decode()
    assert client.post(page_of(user), AGREE).status_code == 404
    assert client.post(page_of(user, "age"), {"band": "14_15"}).status_code == 404
    assert "Passwort vergessen?" not in page.content.decode()
    assert client.post(page_of(user, "password")).status_code == 404


def test_from_16_on_copy_and_deletion_are_the_young_persons_own(client):
    user = learning_child(AgeBand.FROM_14, at=timezone.now())
    opened(client, user)
    User.objects.filter(pk=user.pk).update(age_band=AgeBand.FROM_16)
    page = client.get(page_of(user)).content.decode()
    assert page_of(user, "data") not in page
    assert page_of(user, "erase") not in page
    for name in ("data", "erase", "keep"):
        assert client.post(page_of(user, name)).status_code == 404
    user.refresh_from_db()
    assert user.erase_at is None
    assert not AuditEvent.objects.filter(action="person.export").exists()


def test_from_16_on_a_guardian_cannot_keep_what_is_to_go(client):
    user = learning_child(AgeBand.FROM_14, at=timezone.now())
    opened(client, user)
    client.post(page_of(user, "erase"))
    User.objects.filter(pk=user.pk).update(age_band=AgeBand.FROM_16)
    assert "Doch behalten" not in client.get(page_of(user)).content.decode()
    assert client.post(page_of(user, "keep")).status_code == 404
    user.refresh_from_db()
    assert user.erase_at is not None


def test_a_guardian_takes_back_only_what_a_guardian_asked_for(client):
    user = learning_child(at=timezone.now())
    opened(client, user)
    client.post(page_of(user, "erase"))
    client.post(page_of(user, "keep"))
    request_erasure(user=user, keeps_certificates=False, at=timezone.now())
    page = client.get(page_of(user)).content.decode()
    assert "Dieses Konto wird am" in page
    assert "Doch behalten" not in page
    assert client.post(page_of(user, "keep")).status_code == 404
    user.refresh_from_db()
    assert user.erase_at is not None


def test_the_log_says_that_a_guardian_kept_the_account(client):
    user = learning_child(at=timezone.now())
    opened(client, user)
    client.post(page_of(user, "erase"))
    client.post(page_of(user, "keep"))
    kept = AuditEvent.objects.get(action="person.keep-account")
    assert (kept.actor_key, kept.person_key) == (user.guardians.get().key, user.key)
    assert kept.data == {"case": "", "role": "guardian"}


def test_guardian_of_a_class_may_have_the_seat_erased_and_keep_it(client):
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    _guardian, code = invite_guardian_of_seat(seat=seat, actor_key="x", at=timezone.now())
    client.post(reverse("guardian:enter"), {"code": code})
    assert client.post(page_of(seat, "data")).status_code == 200
    assert client.post(page_of(seat, "erase")).status_code == 303
    seat.refresh_from_db()
    assert seat.erase_at is not None
    assert client.post(page_of(seat, "keep")).status_code == 303
    seat.refresh_from_db()
    assert seat.erase_at is None


def test_guardian_of_a_class_sees_progress_and_is_asked_nothing(client):
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    guardian, code = invite_guardian_of_seat(seat=seat, actor_key="x", at=timezone.now())
    client.post(reverse("guardian:enter"), {"code": code})
    page = client.get(page_of(seat)).content.decode()
    assert "lernt mit seiner Klasse" in page
    assert "agrees" not in page
    assert "Die Klassenleitung druckt eine neue Karte." in page
    assert client.post(page_of(seat, "password")).status_code == 404
    assert client.post(page_of(seat), AGREE).status_code == 404
    end_guardian(guardian=guardian, actor_key="lehrkraft", at=timezone.now())
    assert client.get(page_of(seat)).url == reverse("guardian:enter")
    cache.clear()
