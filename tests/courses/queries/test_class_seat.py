"""One seat as its lead sees it."""

import pytest

from courses.actions.quiz import start_attempt
from courses.queries.class_seat import seat_view
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
