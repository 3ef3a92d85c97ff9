from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from lms.accounts.actions import set_data_protection_officer
from lms.accounts.actions.looks import look_at_person
from lms.accounts.models import PrivacyCase, User
from lms.accounts.privacy.register import register
from lms.accounts.privacy.registry import Words
from lms.accounts.privacy.rules import rules
from lms.records.models import IdempotencyKey
from tests.factories.accounts import StaffFactory, UserFactory, sign_in
from tests.support.admin import signed_in
from tests.support.pages import words

pytestmark = pytest.mark.django_db
PAGES = ("overview", "register", "log", "drill", "cases")


@pytest.fixture
def officer(client):
    person = UserFactory()
    set_data_protection_officer(user=person, is_officer=True, at=timezone.now())
    sign_in(client, person)
    return person


def read(client, name, query=""):
    return client.get(reverse(f"privacy:{name}") + query)


def test_the_second_factor_comes_first(officer):
    client = signed_in(User.objects.get(pk=officer.pk))
    assert read(client, "overview")["Location"].startswith(reverse("mfa_index"))


def test_figures_are_counts(client, officer):
    UserFactory(pause_reason="missing", username="verborgen")
    now = timezone.now()
    PrivacyCase.objects.create(kind="export", opened_at=now, due_at=now - timedelta(days=1))
    IdempotencyKey.objects.create(key="k", created_at=now - timedelta(days=9))
    page = read(client, "overview").content.decode()
    assert "1 Vorgang ist offen." in page
    assert "1 davon ist über der Frist." in page
    assert "Schlüssel gegen doppeltes Absenden" in page
    assert "verborgen" not in page


def test_the_register_and_its_annex(client, officer):
    page = read(client, "register").content.decode()
    assert "Klassen und Gruppen" in page
    assert "§ 65 Abs. 1 und 2 BbgSchulG" in page
    assert "Anlage zur Datenschutz-Folgenabschätzung" in page


def test_register_and_rules_speak_english(client, officer):
    with translation.override("en"):
        pages = {name: unescape(words(read(client, name))) for name in ("register", "overview")}
    for processing in register():
        for text in vars(processing.activity).values():
            if isinstance(text, Words):
                assert text.en in pages["register"]
                assert text.de == text.en or f"> {text.de} <" not in pages["register"]
    for rule in rules():
        assert rule.title.en in pages["overview"]
        assert rule.period.en in pages["overview"]
    assert "The German text is the authoritative one." in pages["register"]


def test_the_log_shows_keys_but_neither_names_nor_reasons(client, officer):
    actor, person = StaffFactory(display_name="Karla"), UserFactory(display_name="Nadja")
    look_at_person(actor=actor, person=person, reason="Anruf von Nadja", at=timezone.now())
    page = read(client, "log").content.decode()
    assert actor.key in page
    assert person.key in page
    for word in ("Karla", "Nadja", "Anruf"):
        assert word not in page


def test_the_drill_lists_who_was_open(client, officer):
    actor, person = StaffFactory(), UserFactory()
    look_at_person(actor=actor, person=person, reason="Anruf am Montag", at=timezone.now())
    local = timezone.localtime()
    since = (local - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    until = (local + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    answer = read(client, "drill", f"?since={since}&until={until}&account={actor.key}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 betroffene Person" in page
    assert person.key in page
    assert "accounts.User.email" in page
    answer = read(client, "drill", f"?since={until}&until={since}&account={actor.key}")
    assert answer.status_code == 422
    assert "Das Ende muss nach dem Beginn liegen." in answer.content.decode()


def test_nothing_can_be_changed(client, officer):
    assert read(client, "cases").status_code == 200
    assert client.post(reverse("privacy:case-new"), {"kind": "export"}).status_code == 403
    assert client.get(reverse("privacy:person-search")).status_code == 403
    assert not PrivacyCase.objects.exists()
    assert "Vorgang eröffnen" not in read(client, "cases").content.decode()


def test_for_everybody_else_there_is_nothing(client):
    sign_in(client, UserFactory())
    answers = {name: read(client, name).status_code for name in PAGES}
    assert answers == dict.fromkeys(PAGES, 404)


@pytest.mark.parametrize("looks", [1, 3])
def test_the_log_asks_the_same_number_of_questions(
    client, officer, looks, django_assert_num_queries
):
    for _number in range(looks):
        person = UserFactory()
        look_at_person(
            actor=StaffFactory(), person=person, reason="Anruf am Montag", at=timezone.now()
        )
    read(client, "log")
    with django_assert_num_queries(3):
        page = read(client, "log").content.decode()
    assert page.count("Konto für einen Vorgang angesehen") == looks
