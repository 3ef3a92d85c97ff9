"""What a class, a group or one seat is to do."""

from datetime import timedelta

import pytest

from courses.actions.school_class.assigning import (
    AssignmentError,
    Target,
    assign,
    bookable_runs,
    end_assignment,
)
from courses.actions.school_class.booking import class_run
from courses.actions.seat.errors import FullRunError
from courses.enums import Entrance, RunKind
from courses.models import Assignment, CourseRun, Enrolment
from lms.common.errors import ConflictError
from tests.factories.courses import CourseFactory
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_everybody_is_enrolled_in_the_run_of_the_class():
    here = assigned(room(seats=3))
    row = Assignment.objects.get()
    assert row.run.school_class == here.school_class
    assert row.run.enrolments.count() == 3


def test_only_who_is_meant_is_enrolled():
    here = room(seats=3)
    group = here.school_class.groups.create(title="Rot")
    group.seats.set([here.cards[0].seat])
    assigned(here, group=group)
    assigned(here, seat=here.cards[1].seat, quiz=here.quiz)
    found = Enrolment.objects.values_list("user", flat=True)
    assert set(found) == {card.seat.user_id for card in here.cards[:2]}


def test_a_class_comes_to_a_dated_run_together_or_not_at_all():
    here = room(seats=3)
    run = here.course.runs.create(kind=RunKind.DATED, starts_at=NOW + timedelta(days=1), capacity=2)
    with pytest.raises(FullRunError):
        assigned(here, run=run)
    assert not Assignment.objects.exists()
    CourseRun.objects.filter(pk=run.pk).update(capacity=3)
    assigned(here, run=run)
    assert Assignment.objects.get().run == run
    assert set(Enrolment.objects.values_list("run", flat=True)) == {run.pk}
    assert not here.school_class.runs.exists()


def dated(course, **kwargs):
    return course.runs.create(
        kind=RunKind.DATED, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY, **kwargs
    )


def test_only_open_dated_runs_are_bookable_for_a_class():
    here = room(seats=0)
    run = dated(here.course)
    dated(here.course, cancelled_at=NOW)
    dated(here.course, booking_url="https://example.org/")
    class_run(school_class=here.school_class, course=here.course)
    assert bookable_runs(here.course, here.house, NOW) == [run]
    assert bookable_runs(here.course, here.house, NOW + 3 * DAY) == []


def test_parts_must_fit():
    here, other = room(seats=1), room(seats=1)
    strange = [
        {"lesson": other.course.lessons.first()},
        {"quiz": other.quiz},
        {"seat": other.cards[0].seat},
        {"group": other.school_class.groups.create(title="Rot")},
        {"due_at": NOW - timedelta(days=1)},
        {"run": other.course.runs.create(kind=RunKind.DATED, starts_at=NOW)},
        {"run": here.course.runs.create(kind=RunKind.DATED, cancelled_at=NOW)},
    ]
    for parts in strange:
        with pytest.raises(AssignmentError):
            assigned(here, **parts)
    CourseFactory()
    here.course.state = "retired"
    with pytest.raises(AssignmentError):
        assign(
            school_class=here.school_class, target=Target(here.course), due_at=None,
            actor=here.lead, at=NOW,
        )  # fmt: skip
    assert not Assignment.objects.exists()


def test_an_assignment_ends_once_and_leaves_what_was_learned():
    here = assigned(room(seats=1))
    row = Assignment.objects.get()
    end_assignment(assignment=row, actor=here.lead, at=NOW)
    assert Enrolment.objects.get().state == "active"
    with pytest.raises(ConflictError):
        end_assignment(assignment=row, actor=here.lead, at=NOW)


def test_other_houses_take_classes_only_where_all_may_enrol():
    here, course = room(seats=1), CourseFactory()
    ways = {way: dated(course, entrance=way) for way in Entrance}
    later = dated(course, enrol_from=NOW + DAY)
    assert bookable_runs(course, here.house, NOW) == [ways[Entrance.OPEN]]
    assert set(bookable_runs(course, course.partner, NOW)) == {*ways.values(), later}
    with pytest.raises(AssignmentError):
        assign(
            school_class=here.school_class, target=Target(course, run=ways[Entrance.CLOSED]),
            due_at=None, actor=here.lead, at=NOW,
        )  # fmt: skip
    assert not course.runs.exclude(seats_taken=0).exists()
