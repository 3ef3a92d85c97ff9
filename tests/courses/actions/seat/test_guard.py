"""The counter of seats never passes its limit, and locks are taken in one order."""

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from courses.actions.enrolment import enrol
from courses.actions.seat.errors import FullRunError, MovedError, NoRunError
from courses.actions.seat.guard import give_back, lock_both, lock_run, lock_run_of, take_seats
from courses.models import CourseRun, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def test_the_lock_reads_what_is_true_now():
    run = make_run(capacity=3)
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=2)
    assert lock_run(run).seats_taken == 2
    CourseRun.objects.filter(pk=run.pk).delete()
    with pytest.raises(NoRunError):
        lock_run(run)


def test_two_runs_are_locked_in_the_order_of_their_rows():
    first = make_run()
    second = make_run(course=first.course)
    connection = transaction.get_connection()
    asked = []
    for pair in ((first, second), (second, first)):
        with CaptureQueriesContext(connection) as captured:
            assert lock_both(*pair) == pair
        found = [query["sql"] for query in captured]
        asked.append([f'"id" = {run.pk} ' in sql for sql in found for run in (first, second)])
    assert asked == [[True, False, False, True]] * 2


def test_seats_are_taken_up_to_the_limit_and_given_back():
    run = make_run(capacity=3)
    take_seats(run, 2)
    with pytest.raises(FullRunError):
        take_seats(run, 2)
    assert run.seats_taken == 2
    give_back(run)
    give_back(run, 0)
    stored = CourseRun.objects.get(pk=run.pk)
    assert (run.seats_taken, stored.seats_taken) == (1, 1)
    without_limit = make_run()
    take_seats(without_limit, 5000)
    assert without_limit.seats_taken == 5000


def test_an_enrolment_that_moved_away_is_not_decided_about():
    run = make_run()
    row = enrol(user=UserFactory(), run=run, at=NOW)
    assert lock_run_of(row) == run
    Enrolment.objects.update(run=make_run(course=run.course))
    with pytest.raises(MovedError):
        lock_run_of(row)
