"""More seats go to who waits; fewer never cost anybody a seat."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.seat.capacity import CapacityError, set_capacity
from courses.actions.seat.queue import join_waiting_list
from courses.models import CourseRun, SeatRequest
from courses.queries.seat import position
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.courses import NOW
from tests.factories.runs import make_run, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    run = make_run(capacity=1)
    enrol(user=people(1)[0], run=run, at=NOW)
    for user in people(3):
        join_waiting_list(user=user, run=run, at=NOW)
    return run


def states():
    return list(SeatRequest.objects.order_by("pk").values_list("state", flat=True))


def taken(run):
    return CourseRun.objects.values_list("capacity", "seats_taken").get(pk=run.pk)


def test_more_seats_are_offered_in_order(run):
    set_capacity(run=run, capacity=3, at=NOW)
    assert states() == ["offered", "offered", "waiting"]
    assert taken(run) == (3, 3)
    set_capacity(run=run, capacity=None, at=NOW)
    assert states() == ["offered"] * 3
    event = AuditEvent.objects.filter(action="run.capacity").order_by("pk").first()
    assert event.data == {"before": 1, "after": 3}


def test_fewer_seats_take_offers_back_the_last_one_first(run):
    set_capacity(run=run, capacity=3, at=NOW)
    set_capacity(run=run, capacity=2, at=NOW)
    assert states() == ["offered", "waiting", "waiting"]
    assert taken(run) == (2, 2)
    second = SeatRequest.objects.order_by("pk")[1]
    assert position(second) == 1  # ahead of all others
    mail = OutboxMessage.objects.get(kind="seat_withdrawn")
    assert (mail.recipient, "Platz 1 der Warteliste" in mail.text) == (second.user.email, True)


def test_nobody_who_is_enrolled_loses_the_seat(run):
    set_capacity(run=run, capacity=3, at=NOW)
    with pytest.raises(CapacityError, match="schon 1 Person angemeldet"):
        set_capacity(run=run, capacity=0, at=NOW)
    assert taken(run) == (3, 3)
    set_capacity(run=run, capacity=1, at=NOW)
    assert (taken(run), states()) == ((1, 1), ["waiting"] * 3)
