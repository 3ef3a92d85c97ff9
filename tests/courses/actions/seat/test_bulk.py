"""Enrolling a class: everybody or nobody, with few statements however many they are."""

import pytest

from courses.actions.enrolment import FullRunError, enrol, leave
from courses.actions.seat.bulk import enrol_many
from courses.actions.seat.errors import ClosedRunError
from courses.actions.seat.queue import join_waiting_list
from courses.enums import CourseState, Origin
from courses.models import Enrolment, SeatRequest
from lms.accounts.models import User
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run, people
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
BUDGET = 15


def many(number):
    return User.objects.bulk_create(User(username=f"viele{n}") for n in range(number))


@pytest.mark.parametrize("number", [3, 1000])
def test_a_class_costs_the_same_however_large(number):
    run, users = make_run(capacity=2000), many(number)
    # run, own rows; offers, two closings; line, seats, rows, audit
    with expect_statements(9):
        assert enrol_many(users=users, run=run, at=NOW) == number
    rows = Enrolment.objects.filter(run=run)
    assert rows.values("user").distinct().count() == number
    assert rows.values("key").distinct().count() == number
    run.refresh_from_db()
    assert run.seats_taken == number
    assert AuditEvent.objects.get(action="enrolment.enrol_many").data == {"people": number}


def test_rows_are_as_those_of_one_person():
    one, other = people(2)
    run = make_run()
    enrol(user=one, run=run, at=NOW, origin=Origin.SCHOOL_CLASS)
    enrol_many(users=[other], run=run, at=NOW)
    skipped = {"id", "key", "user_id"}
    rows = [
        {name: value for name, value in row.items() if name not in skipped}
        for row in Enrolment.objects.order_by("pk").values()
    ]
    assert rows[0] == rows[1]
    assert Enrolment.objects.get(user=other).completion == {}


def test_who_is_in_stays_and_who_had_left_comes_back():
    run = make_run()
    inside, gone, finished, new = people(4)
    enrol(user=inside, run=run, at=NOW)
    rows = [enrol(user=user, run=run, at=NOW) for user in (gone, finished)]
    Enrolment.objects.filter(user=finished).update(completed_at=NOW)
    for row in rows:
        leave(enrolment=row, at=NOW)
    users = [inside, gone, finished, new, new]
    with expect_statements(10):
        assert enrol_many(users=users, run=run, at=NOW) == 3
    assert enrol_many(users=users, run=run, at=NOW) == 0
    found = dict(Enrolment.objects.values_list("user", "state"))
    assert found == {
        inside.pk: "active", gone.pk: "active", finished.pk: "completed", new.pk: "active",
    }  # fmt: skip
    assert {row.pk for row in rows} <= set(Enrolment.objects.values_list("pk", flat=True))
    run.refresh_from_db()
    assert run.seats_taken == 4


def test_too_many_are_nobody():
    run = make_run(capacity=2)
    with pytest.raises(FullRunError):
        enrol_many(users=people(3), run=run, at=NOW)
    run.refresh_from_db()
    assert (run.seats_taken, Enrolment.objects.count()) == (0, 0)


def test_a_class_does_not_overtake_and_brings_its_offers():
    run = make_run(capacity=1)
    first = enrol(user=UserFactory(), run=run, at=NOW)
    waiting = join_waiting_list(user=UserFactory(), run=run, at=NOW)
    with pytest.raises(FullRunError, match="warten"):
        enrol_many(users=people(1), run=run, at=NOW)
    leave(enrolment=first, at=NOW)
    assert enrol_many(users=[waiting.user], run=run, at=NOW) == 1
    assert SeatRequest.objects.get().state == "accepted"
    run.refresh_from_db()
    assert run.seats_taken == 1


def test_runs_that_are_over_or_withdrawn_take_no_class():
    run = make_run()
    run.course.state = CourseState.RETIRED
    run.course.save()
    with pytest.raises(ClosedRunError):
        enrol_many(users=people(1), run=run, at=NOW)
    over = make_run(starts_at=None, ends_at=NOW)
    with pytest.raises(ClosedRunError):
        enrol_many(users=people(1), run=over, at=NOW)
    assert not Enrolment.objects.exists()
