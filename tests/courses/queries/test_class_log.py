"""The log of a class."""

import pytest

from courses.actions.run import record_look as look_at_run
from courses.actions.school_class.seats import record_look
from courses.queries.class_log import aliases_by_key, log_of_class
from lms.accounts.actions.looks import look_at_person
from tests.factories.accounts import StaffFactory
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def test_what_was_done_with_the_class_its_seats_and_its_runs():
    here, other = assigned(room(seats=2)), room(seats=1)
    seat, staff = here.cards[0].seat, StaffFactory()
    record_look(seat=seat, actor=here.lead, at=NOW)
    record_look(seat=other.cards[0].seat, actor=other.lead, at=NOW)
    look_at_run(run=here.school_class.runs.get(), actor=staff, at=NOW)
    look_at_person(actor=staff, person=seat.user, reason="Anruf der Eltern", at=NOW)
    found = [event.action for event in log_of_class(here.school_class)]
    assert found[:3] == ["person.look", "run.look", "class.look"]
    assert {"class.create", "class.add-seats", "class.assign"} < set(found)
    assert found.count("class.look") == 1
    assert log_of_class(here.school_class)[0].note.text == "Anruf der Eltern"


def test_seats_are_named_by_their_aliases():
    here = room(seats=2)
    assert aliases_by_key(here.school_class) == {
        card.seat.user.key: card.seat.alias for card in here.cards
    }
