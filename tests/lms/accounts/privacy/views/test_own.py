import io
import json
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from lms.accounts.actions.erasure import request_erasure
from lms.accounts.models import User
from lms.accounts.privacy.register import register
from lms.accounts.privacy.registry import activities
from lms.accounts.privacy.views.own import COPIES_AN_HOUR
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory, sign_in
from tests.support.admin import signed_in
from tests.support.consent import learning_child
from tests.support.pages import words

pytestmark = pytest.mark.django_db
EXPORT = "accounts:my-data-export"


def test_the_page_tells_what_why_and_what_stays(client):
    page = sign_in(client, UserFactory()).get(reverse("accounts:my-data")).content.decode()
    assert "Anmeldung und Termine" in page
    assert "Meine Daten herunterladen" in page
    assert "Nachweispflicht (Art. 7 Abs. 1 DSGVO)" in page
    assert reverse("account_email") in page


def test_the_page_and_the_copy_speak_english(client):
    client = sign_in(client, UserFactory(language="en"))
    with translation.override("en"):
        page = unescape(words(client.get(reverse("accounts:my-data"))))
        data = b"".join(client.post(reverse(EXPORT)).streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        readme = archive.read("LIESMICH.txt").decode()
        manifest = archive.read("inhalt.json").decode()
    for processing in register():
        activity = processing.activity
        for text in (activity.title, activity.purpose, activity.basis, activity.retention):
            assert text.en in page
    account = activities()["account"]
    for text in (account.purpose, account.basis, account.recipients, account.retention):
        assert text.en in unescape(readme)
        assert text.de not in page + readme + manifest
    assert "Hash of the password" in manifest
    assert "Duty of proof (Art. 7 (1) GDPR)" in page


def test_a_copy_comes_at_once(client):
    user = UserFactory(display_name="Nadja")
    answer = sign_in(client, user).post(reverse(EXPORT))
    data = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="meine-daten-')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (row,) = json.loads(archive.read("daten/accounts.user.json"))
    assert row["display_name"] == "Nadja"


def test_a_copy_needs_the_password_anew():
    """A session that was left open gives nothing away."""
    client = signed_in(UserFactory())
    answer = client.post(reverse(EXPORT))
    assert answer.status_code in {302, 303}
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    for name in ("accounts:erase",):
        answer = client.post(reverse(name), {"keeps_certificates": "on"})
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not User.objects.exclude(erase_at=None).exists()


def test_get_makes_no_copy(client):
    assert sign_in(client, UserFactory()).get(reverse(EXPORT)).status_code == 405


def test_nobody_fetches_copies_without_end(client):
    sign_in(client, UserFactory())
    for _number in range(COPIES_AN_HOUR):
        b"".join(client.post(reverse(EXPORT)).streaming_content)
    answer = client.post(reverse(EXPORT))
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:my-data"))
    assert "Bitte warten Sie eine Stunde" in client.get(answer["Location"]).content.decode()


def test_asking_to_go_and_thinking_again(client):
    user = UserFactory()
    sign_in(client, user)
    page = reverse("accounts:erase")
    answer = client.post(page, {"keeps_certificates": "on"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    text = client.get(page).content.decode()
    assert "Konto behalten" in text
    assert "Ihre Zertifikate bleiben ohne Ihren Namen gültig." in text
    assert client.post(page, {}).status_code == 409
    answer = client.post(reverse("accounts:erase-keep"))
    assert answer.status_code == 303
    user.refresh_from_db()
    assert user.erase_at is None


def test_a_child_is_not_offered_to_keep_what_a_guardian_wants_deleted(client):
    user = learning_child(at=timezone.now())
    guardian = user.guardians.get()
    request_erasure(
        user=user, keeps_certificates=False, actor_key=guardian.key, role="guardian",
        at=timezone.now(),
    )  # fmt: skip
    sign_in(client, user)
    for name in ("accounts:erase", "accounts:my-data", "accounts:profile"):
        page = client.get(reverse(name)).content.decode()
        assert "nur diese Person kann es zurücknehmen" in page
        assert reverse("accounts:erase-keep") not in page
    answer = client.post(reverse("accounts:erase-keep"), follow=True)
    assert "wer das Löschen verlangt hat" in answer.content.decode()
    user.refresh_from_db()
    assert user.erase_at is not None


def test_signing_in_meanwhile_shows_it(client):
    user = UserFactory(erase_at=timezone.now() + timedelta(days=3))
    answer = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer["Location"] == reverse("accounts:erase")
    page = client.get(answer["Location"]).content.decode()
    assert "Konto behalten" in page
    assert "Behalten können Sie es unter „Mein Konto“." in page


def test_who_looked(client):
    from lms.accounts.actions.looks import look_at_person

    user = UserFactory()
    page = reverse("accounts:looks")
    sign_in(client, user)
    assert "Bisher niemand." in client.get(page).content.decode()
    look_at_person(
        actor=StaffFactory(), person=user, reason="Anruf am <b>Montag</b>", at=timezone.now()
    )
    assert "Anruf am &lt;b&gt;Montag&lt;/b&gt;" in client.get(page).content.decode()
    assert "Stadtverwaltung" in client.get(page).content.decode()


@pytest.mark.parametrize("looks", [1, 3])
def test_the_page_of_looks_asks_the_same_number_of_questions(
    client, looks, django_assert_num_queries
):
    from lms.accounts.actions.looks import look_at_person

    user = UserFactory()
    sign_in(client, user)
    for number in range(looks):
        look_at_person(
            actor=StaffFactory(), person=user, reason=f"Anruf Nummer {number}", at=timezone.now()
        )
    client.get(reverse("accounts:looks"))
    with django_assert_num_queries(4):
        page = client.get(reverse("accounts:looks")).content.decode()
    assert page.count("Anruf Nummer") == looks
