"""One seat as its lead sees it."""

from datetime import timedelta

import pytest

from courses.actions.quiz import start_attempt
from courses.queries.class_seat import guardians_of, seat_view
from lms.accounts.actions import invite_guardian_of_seat, use_code
from tests.factories.courses import CourseFactory
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def test_courses_and_attempts():
    here = assigned(room(seats=2))
    card = here.cards[0]
    here.attempt(card, is_right=False)
    start_attempt(enrolment=here.enrolment(card), quiz=here.quiz, at=NOW)
    (one,) = seat_view(card.seat, "de")
    assert (one.title, one.share) == ("Sicher im Netz", 0)
    assert [(row.title, row.is_open) for row in one.attempts] == [("Test", False), ("Test", True)]
    assert seat_view(here.cards[1].seat, "de")[0].attempts == []


@pytest.mark.parametrize("courses", [1, 3])
def test_a_seat_costs_the_same(courses):
    here = room(seats=1)
    for _number in range(courses):
        here.course = CourseFactory()
        assigned(here)
    with expect_statements(4):  # enrolments, counts, titles, attempts
        assert len(seat_view(here.cards[0].seat, "de")) == courses


def test_guardians_and_until_when_their_codes_are_good():
    here = room(seats=2)
    seat, other = (card.seat for card in here.cards)
    first, code = invite_guardian_of_seat(seat=seat.user, actor_key="x", at=NOW)
    second, _code = invite_guardian_of_seat(seat=seat.user, actor_key="x", at=NOW)
    invite_guardian_of_seat(seat=other.user, actor_key="x", at=NOW)
    use_code(code=code, at=NOW)
    until = NOW + timedelta(days=14)
    with expect_statements(1):
        found = [(row, row.code_until, row.child) for row in guardians_of(seat, NOW)]
    assert found == [(first, None, seat.user), (second, until, seat.user)]
    assert [row.code_until for row in guardians_of(seat, until)] == [None, None]
