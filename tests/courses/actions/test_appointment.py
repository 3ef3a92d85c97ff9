from datetime import UTC, datetime

import pytest

from courses.actions.appointment import (
    MOST,
    AppointmentPlan,
    add_appointments,
    cancel_appointment,
    change_appointment,
    weekly,
)
from courses.actions.run import RunDatesError
from courses.models import CourseRun
from lms.common.errors import ConflictError
from tests.factories.courses import NOW
from tests.factories.network import PlaceFactory
from tests.support.mails import mails_to
from tests.support.runs import DAY, FIRST, HOUR, some_run

pytestmark = pytest.mark.django_db


def plan(**changes):
    return AppointmentPlan(**{"starts_at": FIRST, "ends_at": FIRST + HOUR, **changes})


def test_weeks_keep_the_time_of_day_over_a_change_of_the_clocks():
    begins = [date.starts_at for date in some_run(dates=2).dates]
    assert begins == [FIRST, datetime(2027, 3, 31, 16, 0, tzinfo=UTC)]


def test_new_dates_are_told_in_one_mail():
    world = some_run(dates=0)
    there = world.person()
    dates = weekly(plan(), times=3, zone="Europe/Berlin")
    add_appointments(run=world.run, plans=dates, actor=world.member, at=NOW)
    (mail,) = mails_to(there.user.email, "run_changed")
    assert mail.text.count("Neues Treffen: ") == 3
    assert "31.03.2027 18:00 – 31.03.2027 19:00 (Europe/Berlin)" in mail.text


def test_a_date_that_moves_keeps_its_key_and_rises_in_sequence():
    world = some_run()
    there, date = world.person(), world.dates[0]
    moved = plan(starts_at=FIRST + HOUR, ends_at=FIRST + 2 * HOUR, topic="Später")
    change_appointment(appointment=date, plan=moved, actor=world.member, at=NOW)
    after = world.run.appointments.get(key=date.key)
    assert (after.starts_at, after.topic) == (FIRST + HOUR, "Später")
    assert after.sequence == date.sequence + 1
    assert CourseRun.objects.get(pk=world.run.pk).sequence == world.run.sequence + 1
    (mail,) = mails_to(there.user.email, "run_changed")
    assert "19:00" in mail.text
    assert "bisher: 24.03.2027 18:00" in mail.text
    change_appointment(appointment=after, plan=moved, actor=world.member, at=NOW)
    assert world.run.appointments.get(key=date.key).sequence == after.sequence
    assert len(mails_to(there.user.email, "run_changed")) == 1


def test_a_date_called_off_stays_and_is_told_once():
    world = some_run()
    there, date = world.person(), world.dates[1]
    for _twice in range(2):
        cancel_appointment(appointment=date, actor=world.member, at=NOW)
    after = world.run.appointments.get(key=date.key)
    assert (after.cancelled_at, after.sequence) == (NOW, 1)
    assert len(mails_to(there.user.email, "run_changed")) == 1
    with pytest.raises(ConflictError, match="abgesagt"):
        change_appointment(appointment=date, plan=plan(topic="x"), actor=world.member, at=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": FIRST}, "ends_at"),
        ({"starts_at": FIRST - HOUR}, "starts_at"),
        ({"ends_at": FIRST + 90 * DAY}, "ends_at"),
    ],
)
def test_dates_stay_inside_their_run(changes, field):
    world = some_run(dates=0)
    with pytest.raises(RunDatesError) as refused:
        add_appointments(run=world.run, plans=[plan(**changes)], actor=world.member, at=NOW)
    assert refused.value.field == field
    assert not world.dates


def test_places_are_those_of_the_house():
    world = some_run(dates=0)
    with pytest.raises(RunDatesError, match="nicht zu Ihrer Einrichtung"):
        add_appointments(
            run=world.run, plans=[plan(place=PlaceFactory())], actor=world.member, at=NOW
        )
    ours = PlaceFactory(partner=world.run.course.partner)
    add_appointments(run=world.run, plans=[plan(place=ours)], actor=world.member, at=NOW)
    assert [date.place for date in world.dates] == [ours]


def test_there_is_an_end_to_dates():
    world = some_run(dates=0)
    with pytest.raises(ConflictError):
        add_appointments(run=world.run, plans=[plan()] * (MOST + 1), actor=world.member, at=NOW)
    assert not world.dates
