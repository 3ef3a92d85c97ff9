"""Classes take courses in runs of their own, which nobody else sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.school_class.booking import (
    book,
    class_run,
    lasting_enrolment,
    leave_class,
)
from courses.actions.school_class.seats import add_seats
from courses.actions.seat.errors import FullRunError
from courses.enums import CourseState, Entrance, LeftReason, Origin, RunKind
from courses.models import Course, CourseRun, Enrolment
from courses.queries.course import open_runs
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_class_has_one_run_of_a_course_and_nobody_else_sees_it(client):
    here = room(seats=0)
    run = class_run(school_class=here.school_class, course=here.course)
    assert class_run(school_class=here.school_class, course=here.course) == run
    assert (run.kind, run.entrance) == (RunKind.SCHOOL_CLASS, Entrance.CLOSED)
    assert run not in open_runs(here.course, at=timezone.now())
    listed = client.get("/api/v1/runs").json()["results"]
    assert run.key not in str(listed)
    assert len(listed) == 1


def test_booking_twice_changes_nothing():
    here = room(seats=2)
    run = class_run(school_class=here.school_class, course=here.course)
    users = [card.seat.user for card in here.cards]
    assert [book(users=users, run=run, at=NOW, actor=here.lead) for _ in range(2)] == [2, 0]
    assert set(Enrolment.objects.values_list("origin", flat=True)) == {Origin.SCHOOL_CLASS}
    run.refresh_from_db()
    assert run.seats_taken == 2
    leave_class(user=users[0], at=NOW, actor=here.lead)
    run.refresh_from_db()
    assert run.seats_taken == 1
    assert Enrolment.objects.get(user=users[0]).left_reason == LeftReason.CLASS


def dated(course, **kwargs):
    return course.runs.create(
        kind=RunKind.DATED, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY, **kwargs
    )


def test_a_run_takes_the_whole_class_or_nobody_and_says_what_is_free():
    here = room(seats=3)
    run = dated(here.course, capacity=2)
    users = [card.seat.user for card in here.cards]
    with pytest.raises(FullRunError, match="nur noch 2 Plätze frei, gebraucht werden 3"):
        book(users=users, run=run, at=NOW, actor=here.lead)
    assert not Enrolment.objects.exists()
    CourseRun.objects.filter(pk=run.pk).update(capacity=3)
    assert book(users=users, run=run, at=NOW, actor=here.lead) == 3
    run.refresh_from_db()
    assert (run.seats_taken, run.enrolments.count()) == (3, 3)


@pytest.mark.parametrize("over", ["retired", "ended"])
def test_who_comes_later_is_left_out_of_what_is_over(over):
    here = assigned(room(seats=1))
    if over == "retired":
        Course.objects.update(state=CourseState.RETIRED)
    else:
        CourseRun.objects.filter(kind=RunKind.SCHOOL_CLASS).update(ends_at=NOW)
    (card,) = add_seats(school_class=here.school_class, number=1, actor=here.lead, at=NOW + DAY)
    assert not Enrolment.objects.filter(user=card.seat.user).exists()


def test_a_lasting_enrolment_needs_no_class():
    course, user = CourseFactory(), UserFactory()
    row = lasting_enrolment(user=user, course=course, at=NOW)
    assert lasting_enrolment(user=user, course=course, at=NOW) == row
    assert row.run.kind == RunKind.SELF_PACED
    assert CourseRun.objects.get(pk=row.run_id).seats_taken == 1


def test_no_limit_stands_in_the_way_of_what_was_learned():
    course = CourseFactory()
    course.runs.update(capacity=0)
    row = lasting_enrolment(user=UserFactory(), course=course, at=NOW)
    assert (row.run.kind, row.run.entrance) == (RunKind.DATED, Entrance.CLOSED)
    assert row.run not in open_runs(course, at=timezone.now())
