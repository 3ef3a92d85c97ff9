"""The board as a page and as a file."""

import csv
import io
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import SchoolClass
from lms.records.models import AuditEvent
from tests.factories.accounts import sign_in
from tests.support.pages import words
from tests.support.queries import expect_statements
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


class Table(HTMLParser):
    """The cells of the first table, the words one sees or hears, without the signs."""

    def __init__(self):
        super().__init__()
        self.rows, self.cell, self.is_hidden = [], None, False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.cell = ""
        self.is_hidden = dict(attributes).get("aria-hidden") == "true"

    def handle_endtag(self, tag):
        self.is_hidden = False
        if tag in {"td", "th"}:
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None

    def handle_data(self, text):
        if self.cell is not None and not self.is_hidden:
            self.cell += text


@pytest.fixture
def here(client):
    here = assigned(room(seats=3))
    here.learn(here.cards[0], lessons=2)
    here.attempt(here.cards[0], is_right=False)
    sign_in(client, here.lead)
    return here


def test_the_file_is_the_screen(client, here):
    table = Table()
    table.feed(client.get(here.address("class")).content.decode())
    response = client.get(here.address("class-csv"))
    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == table.rows
    assert len(table.rows) == 4
    assert "lernstand-" in response["Content-Disposition"]
    assert AuditEvent.objects.filter(action="class.export").count() == 1


def test_a_lesson_opens_and_closes_the_class(client, here):
    assert client.post(here.address("class-open")).status_code == 303
    assert SchoolClass.objects.get().open_until > timezone.now()
    assert "die Karte allein genügt" in words(client.get(here.address("class")))
    client.post(here.address("class-open"), {"zu": "1"})
    assert SchoolClass.objects.get().open_until is None


def test_answers_of_the_own_class_are_shown_and_each_look_is_logged(client, here):
    seat = here.cards[0].seat
    attempt = here.enrolment(here.cards[0]).attempts.get()
    address = here.address("class-answers", seat.key, attempt.key)
    assert address in words(client.get(here.address("class-seat", seat.key)))
    page = words(client.get(address))
    assert "Was ist ein sicheres Passwort?" in page
    assert "0 von 2 Punkten" in page
    looks = AuditEvent.objects.filter(action="class.look", person_key=seat.user.key)
    assert looks.count() == 2
    assert {look.actor_key for look in looks} == {here.lead.key}


def test_patience_is_asked_for_in_days(client, here):
    for asked, shown in (("3", "3"), ("999", "60"), ("x", "7")):
        page = words(client.get(here.address("class") + f"?tage={asked}"))
        assert f'max="60" value="{shown}"' in page


def test_no_name_stands_on_any_page(client, here):
    page = words(client.get(here.address("class")))
    assert here.cards[0].seat.alias in page
    assert not any(card.seat.user.username in page for card in here.cards)


def test_the_page_of_thirty_seats_asks_ten_things(client):
    here = assigned(room(seats=30, lessons=40))
    for card in here.cards:
        here.learn(card, lessons=2)
        here.attempt(card, is_right=False)
    sign_in(client, here.lead)
    client.get(here.address("class"))
    with expect_statements(10):  # person, class, the line of the log, and the board's seven
        page = words(client.get(here.address("class")))
    assert page.count('<th scope="row">') == 30
    assert page.count("fertig</span>") == 60


def test_the_board_leads_to_what_the_class_is_told_and_asks(client, here):
    page = words(client.get(here.address("class")))
    run = here.school_class.runs.get()
    for name, key in (("announcements", run.key), ("questions", None)):
        address = reverse(f"courses:{name}", args=[key] if key else [])
        assert address in page
        assert client.get(address).status_code == 200
    paper = reverse("network:own-paper", args=[here.house.key])
    assert paper in page
    assert client.get(paper).status_code == 200
