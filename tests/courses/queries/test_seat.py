"""Who stands where before a run."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.seat.queue import join_waiting_list
from courses.actions.seat.vouchers import renew_entry_code
from courses.enums import Entrance
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries import seat
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run, people, team_of
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return make_run(capacity=1)


@pytest.fixture
def line(run):
    enrol(user=UserFactory(), run=run, at=NOW)
    return [join_waiting_list(user=user, run=run, at=NOW) for user in people(3)]


def test_everything_that_decides_is_one_query(run, line):
    user = line[0].user
    with expect_statements(1):
        found = seat.standing(user, run)
    assert (found.current, found.left, found.request) == (None, None, line[0].pk)
    assert (found.holds_offer, found.others_wait, found.has_more_requests) == (False, True, False)
    row = leave(enrolment=run.enrolments.get(), at=NOW)
    assert seat.standing(user, run).holds_offer
    assert seat.standing(row.user, run).left == row.pk
    assert seat.standing(row.user, run).others_wait
    other = make_run(course=run.course)
    assert seat.standing(user, other).has_more_requests


def test_the_line_and_the_places_in_it(run, line):
    assert list(seat.waiting_list(run)) == line
    assert [seat.position(request) for request in line] == [1, 2, 3]
    assert seat.own_request(line[2].user, line[2].key).position == 3
    assert seat.own_request(line[1].user, line[2].key) is None
    assert seat.open_request_in(line[0].user, run) == line[0]


def test_free_seats_are_neither_taken_nor_offered(run, line):
    assert seat.free_seats(CourseRun.objects.get(pk=run.pk)) == 0
    assert seat.free_seats(CourseRun(capacity=5, seats_taken=3)) == 2
    assert seat.free_seats(CourseRun()) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_what_somebody_waits_for_costs_two_queries(rows):
    user = UserFactory()
    for _number in range(rows):
        run = make_run(capacity=0)
        join_waiting_list(user=user, run=run, at=NOW)
    with expect_statements(2):
        found = seat.listed_requests(user, "de", refused_after=NOW)
    assert [(one.title, one.position) for one in found] == [("Sicher im Netz", 1)] * rows
    assert seat.listed_requests(UserFactory(), "de", refused_after=NOW) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_what_was_refused_is_listed_for_a_while_after_what_is_open(rows):
    user, runs = UserFactory(), [make_run() for _number in range(rows)]
    for run in runs:
        SeatRequest.objects.create(
            run=run, user=user, state="refused", refusal_reason="age", queued_at=NOW,
            decided_at=NOW,
        )  # fmt: skip
    asked = SeatRequest.objects.create(run=make_run(), user=user, state="asked", queued_at=NOW)
    before, at = NOW - timedelta(days=1), NOW + timedelta(days=1)
    with expect_statements(2):
        found = seat.listed_requests(user, "de", refused_after=before)
    assert [one.request.run for one in found] == [asked.run, *runs]
    assert [one.request for one in seat.listed_requests(user, "de", refused_after=at)] == [asked]


def test_an_old_answer_is_not_listed_beside_a_new_one():
    user, run = UserFactory(), make_run()
    no = {"state": "refused", "decided_at": NOW}
    SeatRequest.objects.create(run=run, user=user, queued_at=NOW, **no)
    later = NOW + timedelta(hours=1)
    again = SeatRequest.objects.create(run=run, user=user, state="asked", queued_at=later)
    before = NOW - timedelta(days=1)
    found = seat.listed_requests(user, "de", refused_after=before)
    assert [one.request for one in found] == [again]
    SeatRequest.objects.filter(pk=again.pk).update(**no)
    found = seat.listed_requests(user, "de", refused_after=before)
    assert [one.request for one in found] == [again]
    Enrolment.objects.create(
        user=user, run=run, course=run.course, enrolled_at=NOW, last_seen_at=NOW
    )
    assert seat.listed_requests(user, "de", refused_after=before) == []


def test_which_runs_somebody_looks_after(run):
    team_of(run)
    assert seat.runs_with_team([run, make_run()]) == {run.pk}


def test_a_key_opens_its_run_however_it_is_typed():
    run = make_run(entrance=Entrance.KEY)
    code = renew_entry_code(run=run, actor=UserFactory(), at=NOW)
    for typed in (code, code.replace("-", ""), f" {code.upper()} "):
        assert seat.run_of_key(typed) == run
    assert seat.run_of_key("") is None
    CourseRun.objects.update(entrance=Entrance.OPEN)
    assert seat.run_of_key(code) is None


def test_runs_that_the_clock_or_a_crash_left_undone(run, line):
    assert list(seat.unsettled_runs(NOW)) == []
    CourseRun.objects.filter(pk=run.pk).update(capacity=2)
    assert list(seat.unsettled_runs(NOW)) == [run]
    CourseRun.objects.filter(pk=run.pk).update(capacity=1)
    assert list(seat.unsettled_runs(run.starts_at)) == [run]
    SeatRequest.objects.update(state="withdrawn")
    offer = {"state": "offered", "offer_expires_at": NOW}
    SeatRequest.objects.filter(pk=line[0].pk).update(**offer)
    assert list(seat.unsettled_runs(NOW - timedelta(seconds=1))) == []
    assert list(seat.unsettled_runs(NOW)) == [run]
    assert list(seat.expired_offers(run, NOW)) == [line[0]]
    assert list(seat.idle_offers(run)) == []
    Enrolment.objects.create(
        user=line[0].user, run=run, course=run.course, enrolled_at=NOW, last_seen_at=NOW
    )
    assert list(seat.unsettled_runs(NOW - timedelta(seconds=1))) == [run]
    assert list(seat.idle_offers(run)) == [line[0]]
    assert CourseRun.objects.filter(seat.offers_are_over(NOW), pk=run.pk).count() == 0


def test_what_is_missing_for_a_course(run):
    assert seat.unmet_prerequisites(UserFactory(), run.course_id) == []
