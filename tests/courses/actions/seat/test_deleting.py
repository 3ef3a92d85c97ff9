"""Enrolments that go with their accounts free their seats for who waits."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.seat.deleting import delete_enrolments
from courses.actions.seat.queue import join_waiting_list
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries.invariants import overbooked_runs
from tests.factories.courses import NOW
from tests.factories.runs import make_run, people

pytestmark = pytest.mark.django_db


def test_seats_are_freed_and_offered_on():
    run, other = make_run(capacity=3), make_run(capacity=2)
    going, staying, waiting = people(2), people(1)[0], people(3)
    for user in (*going, staying):
        enrol(user=user, run=run, at=NOW)
    enrol(user=going[0], run=other, at=NOW)
    for user in waiting:
        join_waiting_list(user=user, run=run, at=NOW)
    delete_enrolments(users=[user.pk for user in going], at=NOW)
    assert [row.user for row in Enrolment.objects.all()] == [staying]
    offered = SeatRequest.objects.filter(state="offered").order_by("pk")
    assert [request.user for request in offered] == waiting[:2]
    assert CourseRun.objects.get(pk=run.pk).seats_taken == 3
    assert CourseRun.objects.get(pk=other.pk).seats_taken == 0
    assert overbooked_runs(NOW) == []


def test_who_had_left_holds_no_seat():
    run = make_run(capacity=3)
    user = people(1)[0]
    enrol(user=user, run=run, at=NOW)
    Enrolment.objects.update(state="left", left_at=NOW)
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=0)
    delete_enrolments(users=[user.pk], at=NOW)
    assert not Enrolment.objects.exists()
    assert CourseRun.objects.get(pk=run.pk).seats_taken == 0
