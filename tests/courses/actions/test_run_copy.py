from datetime import UTC, datetime

import pytest

from courses.actions.appointment import cancel_appointment
from courses.actions.run import RunDatesError, plan_of
from courses.actions.run_copy import copy_run
from courses.enums import Entrance
from tests.factories.courses import NOW
from tests.support.runs import DAY, FIRST, HOUR, some_run

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_same_evenings_whatever_the_clocks_do():
    world = some_run(capacity=9, room="3", enrol_until=FIRST - DAY)
    world.person()
    cancel_appointment(appointment=world.dates[0], actor=world.member, at=NOW)
    autumn = datetime(2027, 10, 27, 9, 0, tzinfo=UTC)  # a Wednesday, as the first one
    copy = copy_run(run=world.run, starts_at=autumn, actor=world.member, at=NOW)
    assert copy.starts_at == datetime(2027, 10, 27, 16, 0, tzinfo=UTC)  # 18:00, summer time
    dates = [(date.starts_at, date.ends_at, date.topic) for date in copy.appointments.all()]
    begins = [datetime(2027, 11, 3, 17, 0, tzinfo=UTC), datetime(2027, 11, 10, 17, 0, tzinfo=UTC)]
    assert dates == [(begin, begin + 2 * HOUR, "Abend") for begin in begins]
    assert (copy.capacity, copy.room, copy.seats_taken) == (9, "3", 0)
    assert plan_of(copy).enrol_until == datetime(2027, 10, 26, 16, 0, tzinfo=UTC)
    assert [member.user for member in copy.team.all()] == [world.member]
    assert not {date.key for date in copy.appointments.all()} & {d.key for d in world.dates}


def test_a_copy_has_a_key_of_its_own():
    world = some_run(entrance=Entrance.KEY)
    copy = copy_run(run=world.run, starts_at=FIRST + 70 * DAY, actor=world.member, at=NOW)
    assert copy.entry_code
    assert copy.entry_code != world.run.entry_code


def test_nothing_is_copied_into_the_past():
    world = some_run()
    with pytest.raises(RunDatesError):
        copy_run(run=world.run, starts_at=NOW - 90 * DAY, actor=world.member, at=NOW)
    assert world.run.course.runs.count() == 2
