"""The log of a class as its leads read it."""

import pytest
from django.utils import timezone

from courses.actions.school_class.ending import end_class
from courses.actions.school_class.seats import record_look
from lms.accounts.actions.looks import look_at_person
from tests.factories.accounts import StaffFactory, sign_in
from tests.support.pages import words
from tests.support.queries import expect_statements
from tests.support.school_class import lead_of, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client):
    here = room(seats=1)
    sign_in(client, here.lead)
    return here


def test_leads_read_who_looked_at_which_seat_and_why(client, here):
    seat, staff = here.cards[0].seat, StaffFactory(display_name="Karla Kern")
    look_at_person(actor=staff, person=seat.user, reason="Anruf der Eltern", at=timezone.now())
    client.get(here.address("class"))
    page = words(client.get(here.address("class-log")))
    for shown in ("Stadtverwaltung", "Anruf der Eltern", seat.alias,
                  "Übersicht der Klasse angesehen", "Leitung der Klasse"):  # fmt: skip
        assert shown in page
    assert "Karla" not in page
    assert seat.user.key not in page


def test_it_can_be_read_after_the_end_and_by_no_other_lead(client, here):
    end_class(school_class=here.school_class, actor=here.lead, at=timezone.now())
    assert here.address("class-log") in words(client.get(here.address("class")))
    assert "Klasse beendet" in words(client.get(here.address("class-log")))
    sign_in(client, lead_of(here.house))
    assert client.get(here.address("class-log")).status_code == 404


@pytest.mark.parametrize("looks", [1, 3])
def test_the_log_asks_the_same_number_of_questions(client, here, looks):
    for _number in range(looks):
        record_look(seat=here.cards[0].seat, actor=here.lead, at=timezone.now())
    client.get(here.address("class-log"))
    with expect_statements(8):
        page = words(client.get(here.address("class-log")))
    assert page.count("Lernstand und Antworten angesehen") == looks
