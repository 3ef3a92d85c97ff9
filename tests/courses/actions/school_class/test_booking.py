"""Classes take courses in runs of their own, which nobody else sees."""

import pytest
from django.utils import timezone

from courses.actions.school_class.booking import book, class_run, lasting_enrolment, leave_class
from courses.enums import Entrance, Origin, RunKind
from courses.models import CourseRun, Enrolment
from courses.queries.course import open_runs
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db


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
    assert [book(users=users, run=run, at=NOW, actor=here.lead) for _ in range(2)] == [2, 2]
    assert set(Enrolment.objects.values_list("origin", flat=True)) == {Origin.SCHOOL_CLASS}
    run.refresh_from_db()
    assert run.seats_taken == 2
    leave_class(user=users[0], at=NOW, actor=here.lead)
    run.refresh_from_db()
    assert run.seats_taken == 1


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
