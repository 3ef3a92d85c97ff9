"""What those who look after a run see of its seats."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.seat.approval import ask_for_seat
from courses.actions.seat.queue import join_waiting_list, withdraw_request
from courses.actions.seat.vouchers import make_vouchers
from courses.enums import Entrance
from courses.models import CourseRun, SeatRequest
from courses.queries.seat_people import (
    SeatCounts,
    asked_exceptions,
    asking_people,
    other_runs,
    seat_counts,
    voucher_batches,
)
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run, people
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_counts_and_numbers_that_stay():
    run = make_run(capacity=1)
    enrol(user=UserFactory(), run=run, at=NOW)
    line = [join_waiting_list(user=user, run=run, at=NOW) for user in people(3)]
    CourseRun.objects.filter(pk=run.pk).update(entrance=Entrance.APPROVAL)
    asked = ask_for_seat(user=UserFactory(), run=run, at=NOW)
    withdraw_request(request=line[0], at=NOW)
    with expect_statements(2):
        assert seat_counts(run) == SeatCounts(enrolled=1, offered=0, waiting=2, asked=1)
    assert SeatCounts(1, 4, 5, 19).told() == SeatCounts(0, 0, 5, 15)
    with expect_statements(1):
        found = asking_people(run)
    assert {(one.number, one.request.pk) for one in found} == {
        (2, line[1].pk), (3, line[2].pk), (4, asked.pk),
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_exceptions_without_dates_are_listed_apart_under_short_labels(rows):
    run = CourseFactory().runs.select_related("course__partner").get()
    boss = MembershipFactory(partner=run.course.partner, role="admin").user
    values = {"run": run, "state": "asked", "queued_at": NOW}
    plain = SeatRequest.objects.create(user=UserFactory(), **values)
    asked = [
        SeatRequest.objects.create(user=user, needs_exception=True, **values)
        for user in people(rows)
    ]
    SeatRequest.objects.create(
        user=UserFactory(), needs_exception=True, **{**values, "state": "refused"}
    )
    with expect_statements(2):
        found = asked_exceptions(run, decider=boss)
    assert [(one.label, one.request) for one in found] == [
        (f"Kürzel {one.key[:4].upper()}", one) for one in asked
    ]
    assert [(one.label, one.request) for one in asking_people(run)] == [("Anfrage 1", plain)]
    MembershipFactory(partner=run.course.partner, role="admin", user=asked[0].user)
    assert asked_exceptions(run, decider=asked[0].user) == found[1:]
    assert asked_exceptions(run, decider=UserFactory()) == []
    CourseRun.objects.filter(pk=run.pk).update(kind="dated")
    run.refresh_from_db()
    assert asked_exceptions(run, decider=boss) == []
    assert len(asking_people(run)) == rows + 1


@pytest.mark.parametrize("change", [{"pause_reason": "withdrawn"}, {"is_active": False}])
def test_who_asks_is_listed_while_the_account_goes_on(change):
    run = CourseFactory().runs.get()
    decider = MembershipFactory(partner=run.course.partner, role="admin").user
    values = {"run": run, "state": "asked", "queued_at": NOW}
    plain = SeatRequest.objects.create(user=UserFactory(), **values)
    exception = SeatRequest.objects.create(user=UserFactory(), needs_exception=True, **values)
    last = SeatRequest.objects.create(user=UserFactory(), **values)
    rests = User.objects.filter(pk__in=[plain.user_id, exception.user_id])
    rests.update(**change)
    assert [(one.number, one.request) for one in asking_people(run)] == [(3, last)]
    assert asked_exceptions(run, decider=decider) == []
    assert seat_counts(run).asked == 1
    rests.update(pause_reason="", is_active=True)
    assert [one.request for one in asking_people(run)] == [plain, last]
    assert [one.request for one in asked_exceptions(run, decider=decider)] == [exception]


def test_people_move_to_runs_that_take_place():
    run = make_run()
    later = make_run(course=run.course)
    make_run(course=run.course, cancelled_at=NOW)
    make_run()
    kinds = [one.pk for one in other_runs(run, NOW)]
    assert kinds.count(later.pk) == 1
    assert len(kinds) == 2  # and the one at any time


def test_batches_say_how_many_came():
    run = make_run(entrance=Entrance.VOUCHER)
    values = {"run": run, "label": "x", "expires_at": None, "actor": UserFactory(), "at": NOW}
    _batch, codes = make_vouchers(number=3, **values)
    make_vouchers(number=2, **values)
    enrol(user=UserFactory(), run=run, at=NOW, code=codes[0])
    with expect_statements(1):
        found = [(batch.number, batch.redeemed) for batch in voucher_batches(run)]
    assert found == [(2, 0), (3, 1)]
