"""For which seats of a class certificates can be printed."""

import pytest

from courses.actions.certificate import revoke_certificate
from courses.actions.school_class.assigning import Target, assign
from courses.actions.school_class.certifying import certify_seats
from courses.actions.school_class.seats import remove_seat
from courses.enums import RevocationReason
from courses.queries.class_certificates import class_graduates
from tests.factories.courses import CourseFactory
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def graduates(here, course=""):
    return class_graduates(here.school_class, course=course, language="de")


def certify(here, card):
    rows = [here.enrolment(card)]
    (made,) = certify_seats(
        school_class=here.school_class, enrolments=rows, actor=here.lead, at=NOW
    )
    return made


def test_nobody_has_finished():
    found = graduates(assigned(room(seats=1)))
    assert (found.courses, found.course, found.ready, found.unfinished) == ([], None, [], [])


def test_who_has_finished_who_has_not_and_whose_was_taken_back():
    here = assigned(room(seats=5))
    fresh, issued, revoked, gone, never = here.cards
    here.finish(fresh, issued, revoked, gone)
    certificate = certify(here, issued)
    code = certify(here, revoked).code
    revoke_certificate(code=code, reason=RevocationReason.ERROR, actor=None, at=NOW)
    remove_seat(seat=gone.seat, actor=here.lead, at=NOW)
    found = graduates(here)
    assert (found.courses, found.title) == ([(here.course.key, "Sicher im Netz")], "Sicher im Netz")
    assert {one.seat: one.certificate for one in found.ready} == {
        fresh.seat: None,
        issued.seat: certificate,
    }
    assert (found.revoked, found.unfinished) == ([revoked.seat], [never.seat])


def test_one_course_of_several_is_asked_for():
    here = assigned(room(seats=1))
    here.finish(here.cards[0])
    first, here.course = here.course, CourseFactory(lessons=1, text__title="Backen")
    target = Target(course=here.course)
    assign(school_class=here.school_class, target=target, due_at=None, actor=here.lead, at=NOW)
    here.learn(here.cards[0], lessons=1)
    assert graduates(here).course == first
    found = graduates(here, here.course.key)
    assert (found.title, [key for key, _title in found.courses]) == (
        "Backen",
        [first.key, here.course.key],
    )


@pytest.mark.parametrize("seats", [1, 3])
def test_it_costs_four_queries(seats):
    here = assigned(room(seats=seats))
    here.finish(*here.cards)
    with expect_statements(4):
        assert len(graduates(here).ready) == seats
