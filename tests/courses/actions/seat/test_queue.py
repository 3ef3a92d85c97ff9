"""The waiting list: order, offers, deadlines; a seat is never free while somebody waits."""

from datetime import timedelta

import pytest

from courses.actions.enrolment import FullRunError, enrol, enrol_many, leave
from courses.actions.seat.errors import ClosedRunError, RequestStateError
from courses.actions.seat.queue import (
    accept_offer,
    join_waiting_list,
    offer_next,
    settle_run,
    withdraw_request,
)
from courses.enums import Origin, RequestState
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries.invariants import violations
from courses.queries.seat import position, unsettled_runs
from lms.common.errors import ConflictError
from lms.records.models import OutboxMessage
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run, people

pytestmark = pytest.mark.django_db
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def run():
    return make_run(capacity=2)


@pytest.fixture
def full(run):
    """Two are in, three wait; returns run, enrolments, requests."""
    inside = [enrol(user=user, run=run, at=NOW) for user in people(2)]
    line = [join_waiting_list(user=user, run=run, at=NOW) for user in people(3)]
    return run, inside, line


def states(line):
    found = dict(SeatRequest.objects.values_list("pk", "state"))
    return [found[request.pk] for request in line]


def sound():
    broken = {name: keys for name, keys in violations(NOW + 2 * HOUR).items() if keys}
    return {name: keys for name, keys in broken.items() if name in {"I1", "I2", "I3"}} == {}


def mails(kind):
    return list(
        OutboxMessage.objects.filter(kind=f"seat_{kind}").values_list("recipient", flat=True)
    )


def test_who_waits_knows_the_place_in_the_line(full):
    _run, _inside, line = full
    assert [position(request) for request in line] == [1, 2, 3]
    assert mails("waiting") == [request.user.email for request in line]


def test_clocks_that_go_wrong_do_not_change_the_order(full):
    run, _inside, line = full
    late = join_waiting_list(user=people(1)[0], run=run, at=NOW - HOUR)
    assert [position(request) for request in [*line, late]] == [1, 2, 3, 4]


def test_who_held_an_offer_stays_ahead_of_who_came_later_by_a_slow_clock():
    run = make_run(capacity=1)
    inside = enrol(user=people(1)[0], run=run, at=NOW)
    first = join_waiting_list(user=people(1)[0], run=run, at=NOW)
    leave(enrolment=inside, at=NOW)  # the line is empty now: the first holds an offer
    late = join_waiting_list(user=people(1)[0], run=run, at=NOW - HOUR)
    assert states([first, late]) == ["offered", "waiting"]
    first.refresh_from_db()
    assert first.queued_at < late.queued_at


def test_waiting_twice_is_waiting_once(full):
    run, _inside, line = full
    assert join_waiting_list(user=line[1].user, run=run, at=NOW + HOUR) == line[1]
    assert SeatRequest.objects.count() == 3


def test_a_freed_seat_is_offered_in_the_same_moment(full):
    _run, inside, line = full
    leave(enrolment=inside[0], at=NOW)
    assert states(line) == ["offered", "waiting", "waiting"]
    assert mails("offered") == [line[0].user.email]
    assert SeatRequest.objects.get(pk=line[0].pk).offer_expires_at == NOW + timedelta(hours=48)
    assert sound()


def test_nobody_overtakes_who_waits_or_holds_an_offer(full):
    run, inside, _line = full
    leave(enrolment=inside[0], at=NOW)
    with pytest.raises(FullRunError):
        enrol(user=people(1)[0], run=run, at=NOW)
    with pytest.raises(FullRunError):
        enrol(user=people(1)[0], run=run, at=NOW, origin=Origin.TEAM)
    CourseRun.objects.update(capacity=9)  # as if a crash had kept the seats from being offered
    with pytest.raises(FullRunError, match="wartet schon jemand"):
        enrol(user=people(1)[0], run=run, at=NOW)
    assert Enrolment.objects.exclude(state="left").count() == 1


def test_accepting_takes_the_seat_and_accepting_twice_changes_nothing(full):
    run, inside, line = full
    leave(enrolment=inside[0], at=NOW)
    row = accept_offer(request=line[0], at=NOW + HOUR)
    assert accept_offer(request=line[0], at=NOW + HOUR) == row
    assert (row.user, row.origin) == (line[0].user, Origin.WAITING)
    run.refresh_from_db()
    assert run.seats_taken == 2
    assert states(line)[0] == RequestState.ACCEPTED
    assert sound()


def test_who_holds_an_offer_may_also_just_enrol(full):
    run, inside, line = full
    leave(enrolment=inside[0], at=NOW)
    enrol(user=line[0].user, run=run, at=NOW)
    run.refresh_from_db()
    assert (run.seats_taken, states(line)[0]) == (2, RequestState.ACCEPTED)


def test_an_offer_ends_and_goes_on_by_itself(full):
    run, inside, line = full
    leave(enrolment=inside[0], at=NOW)
    later = NOW + timedelta(hours=48)
    with pytest.raises(RequestStateError):
        accept_offer(request=line[0], at=later)
    assert settle_run(run=run, at=later) == 2
    assert settle_run(run=run, at=later) == 0
    assert states(line) == ["expired", "offered", "waiting"]
    assert mails("expired") == [line[0].user.email]
    assert sound()


def test_no_offer_outlives_the_start(full):
    run, inside, line = full
    leave(enrolment=inside[0], at=run.starts_at - HOUR)
    assert SeatRequest.objects.get(pk=line[0].pk).offer_expires_at == run.starts_at


def test_declining_passes_the_seat_on_and_withdrawing_leaves_the_line(full):
    _run, inside, line = full
    withdraw_request(request=line[1], at=NOW)
    withdraw_request(request=line[1], at=NOW)
    leave(enrolment=inside[0], at=NOW)
    withdraw_request(request=line[0], at=NOW)
    assert states(line) == ["withdrawn", "withdrawn", "offered"]
    assert sound()
    accept_offer(request=line[2], at=NOW)
    with pytest.raises(RequestStateError):
        withdraw_request(request=line[2], at=NOW)


def test_with_the_start_the_line_is_closed_and_everybody_is_told(full):
    run, _inside, line = full
    assert settle_run(run=run, at=run.starts_at) == 3
    assert states(line) == ["expired"] * 3
    assert mails("closed") == [request.user.email for request in line]


def test_a_seat_that_a_crash_left_free_is_offered(full):
    run, _inside, line = full
    Enrolment.objects.update(state="left")
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=0)
    assert offer_next(run=run, at=NOW) == 2
    assert states(line) == ["offered", "offered", "waiting"]


def test_one_waits_only_where_there_is_a_line_and_no_seat(run):
    with pytest.raises(ConflictError, match="direkt anmelden"):
        join_waiting_list(user=people(1)[0], run=run, at=NOW)
    inside = enrol(user=people(1)[0], run=run, at=NOW)
    with pytest.raises(ConflictError, match="schon eingeschrieben"):
        join_waiting_list(user=inside.user, run=run, at=NOW)
    without = make_run(capacity=0, has_waiting_list=False)
    with pytest.raises(ClosedRunError):
        join_waiting_list(user=people(1)[0], run=without, at=NOW)
    assert not SeatRequest.objects.exists()


def test_who_enrols_elsewhere_in_the_course_waits_no_longer(full):
    run, inside, line = full
    other = make_run(course=run.course)
    enrol(user=line[0].user, run=other, at=NOW)
    leave(enrolment=inside[0], at=NOW)
    assert states(line) == ["withdrawn", "offered", "waiting"]


def test_an_offer_does_not_tear_anybody_out_of_another_date(full):
    run, inside, line = full
    leave(enrolment=inside[0], at=NOW)
    enrol(user=line[0].user, run=make_run(course=run.course), at=NOW)
    with pytest.raises(ConflictError, match="anderen Termin"):
        accept_offer(request=line[0], at=NOW)
    assert states(line)[0] == "offered"


@pytest.mark.parametrize("together", [False, True])
def test_an_offer_of_somebody_who_came_in_elsewhere_goes_on_within_a_minute(full, together):
    run, inside, line = full
    other = make_run(course=run.course)
    leave(enrolment=inside[0], at=NOW)
    if together:
        enrol_many(users=[line[0].user], run=other, at=NOW)
    else:
        enrol(user=line[0].user, run=other, at=NOW)
    assert list(unsettled_runs(NOW)) == [run]
    assert settle_run(run=run, at=NOW) == 2
    assert states(line) == ["withdrawn", "offered", "waiting"]
    assert (list(unsettled_runs(NOW)), settle_run(run=run, at=NOW)) == ([], 0)
    assert mails("expired") == []
    assert sound()


def test_what_nobody_answered_ends_with_the_run_and_its_reason_goes():
    dated, any_time = make_run(), CourseFactory().runs.get()
    rows = [
        SeatRequest.objects.create(run=run, user=user, state="asked", queued_at=NOW, note="Bitte")
        for run, user in zip((dated, any_time), people(2), strict=True)
    ]
    late, over = NOW + 60 * DAY, dated.ends_at
    assert over < late
    for at, run, ended in ((over, dated, rows[0]), (late, any_time, rows[1])):
        assert not unsettled_runs(at - SECOND).filter(pk=run.pk).exists()
        assert settle_run(run=run, at=at - SECOND) == 0
        assert list(unsettled_runs(at)) == [run]
        assert (settle_run(run=run, at=at), settle_run(run=run, at=at)) == (1, 0)
        ended.refresh_from_db()
        assert (ended.state, ended.note, ended.decided_at) == ("expired", "", at)
    assert mails("unanswered") == [row.user.email for row in rows]
    assert list(unsettled_runs(late)) == []
