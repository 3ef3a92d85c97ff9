"""One's own data, and the pages of the data-protection office, in a browser on a phone."""

import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from lms.accounts.actions.looks import look_at_person
from lms.accounts.models import PrivacyCase, User
from tests.factories.accounts import UserFactory
from tests.factories.cms import frame
from tests.support.barriers import problems
from tests.support.journeys import sign_in


@pytest.fixture
def person(transactional_db):
    frame()
    return UserFactory(display_name="Nadja Nowak")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_copy_then_asking_to_go_then_staying(open_browser, person, javascript):
    page = open_browser(width=320, javascript=javascript)
    sign_in(page, person)
    page.goto("/de/konto/")
    page.get_by_role("link", name="Meine Daten ansehen und herunterladen").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Meine Daten herunterladen").click()
    with zipfile.ZipFile(waiting.value.path()) as out:
        assert "Nadja Nowak" in out.read("daten/accounts.user.json").decode()
    page.get_by_role("link", name="Konto löschen").click()
    assert not page.get_by_label("Meine Zertifikate sollen gültig bleiben").is_checked()
    page.get_by_role("button", name="Konto in 14 Tagen löschen").click()
    page.get_by_text("Dieses Konto wird gelöscht").wait_for()
    assert User.objects.get(pk=person.pk).erase_at is not None
    page.get_by_role("button", name="Konto behalten").click()
    page.get_by_text("Ihr Konto bleibt.").wait_for()
    assert User.objects.get(pk=person.pk).erase_at is None


def test_the_pages_of_ones_own_data_are_free_of_barriers(open_browser, person):
    page = open_browser()
    sign_in(page, person)
    wrong = {}
    for path in ("meine-daten", "zugriffe", "loeschen"):
        wrong |= problems(page, f"/de/konto/{path}/")
    assert wrong == {}
    assert "Meine Daten" in page.goto("/de/konto/meine-daten/").text()


def test_the_office_on_phone_and_desk(open_browser, person):
    staff = UserFactory(is_city_staff=True)
    now = timezone.now()
    PrivacyCase.objects.create(kind="export", opened_at=now, due_at=now - timedelta(days=1))
    look_at_person(actor=staff, person=person, reason="Anruf am Montag", at=now)
    page = open_browser()
    sign_in(page, staff)
    wrong = {}
    for path in ("", "vorgaenge/", "verzeichnis/", "zugriffe/", "vorfall/", "person/"):
        wrong |= problems(page, f"/de/datenschutzstelle/{path}")
    assert wrong == {}
    assert "über der Frist" in page.goto("/de/datenschutzstelle/vorgaenge/").text()
