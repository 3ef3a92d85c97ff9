"""Days, hours and deadlines as Bildungszeit counts them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from courses.actions.appointment import cancel_appointment
from courses.enums import Light
from courses.models import Appointment
from courses.queries.leave_dates import (
    covers,
    first_day,
    is_enough,
    is_expired,
    light,
    minimum_in_words,
    presences_of,
    schedule_of,
)
from tests.factories.courses import NOW
from tests.support.leave import attend, recognise, somebody
from tests.support.runs import FIRST, HOUR, some_run

BEGINS = date(2027, 3, 24)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [(200, "green"), (84, "green"), (83, "amber"), (70, "amber"), (69, "red"), (-1, "red")],
)
def test_the_light_changes_twelve_and_ten_weeks_before(days, wanted):
    assert light(BEGINS, BEGINS - timedelta(days=days)) == Light(wanted)


@pytest.mark.django_db
def test_days_and_hours_come_from_the_appointments(django_assert_num_queries):
    world = some_run(dates=2)
    noon = FIRST + timedelta(hours=-7)
    world.run.appointments.create(starts_at=noon, ends_at=noon + 4 * HOUR)
    with django_assert_num_queries(1):
        schedule = schedule_of(world.run)
    assert schedule.per_day == {date(2027, 3, 24): 360, date(2027, 3, 31): 120}
    assert (schedule.first, schedule.last) == (date(2027, 3, 24), date(2027, 3, 31))
    assert schedule.minutes == 480
    assert schedule.starts_at == noon
    pks = [one.pk for one in schedule.dates]
    assert schedule.attended(pks[:2]) == (1, 360)
    assert schedule.attended(pks[1:]) == (2, 240)
    assert schedule.attended([]) == (0, 0)


@pytest.mark.django_db
def test_a_day_is_one_on_the_clocks_of_the_run():
    world = some_run(dates=0, time_zone="UTC")
    late = datetime(2027, 3, 24, 23, 30, tzinfo=UTC)
    world.run.appointments.create(starts_at=late, ends_at=late + HOUR)
    assert schedule_of(world.run).first == date(2027, 3, 24)
    world.run.time_zone = "Europe/Berlin"
    assert schedule_of(world.run).first == date(2027, 3, 25)


@pytest.mark.django_db
def test_what_is_called_off_does_not_count():
    world = some_run(dates=1)
    cancel_appointment(appointment=world.dates[0], actor=world.member, at=NOW)
    assert schedule_of(world.run) is None
    assert first_day(world.run, None) == BEGINS


@pytest.mark.django_db
def test_enough_is_a_share_of_the_hours():
    world = some_run(dates=5)
    recognition, ada = recognise(world.run), somebody(world)
    schedule = schedule_of(world.run)
    attend(world, ada, 0, 1, 2)
    assert not is_enough(recognition, schedule, presences_of(world.run)[ada.pk])
    attend(world, ada, 3)
    assert is_enough(recognition, schedule, presences_of(world.run)[ada.pk])
    assert minimum_in_words(recognition, schedule) == "Mindestens 80 % der Stunden besucht"
    # Four of five appointments, but the fifth is so long that they are not 80 % of the hours.
    Appointment.objects.filter(pk=world.dates[4].pk).update(ends_at=FIRST + timedelta(days=29))
    assert not is_enough(recognition, schedule_of(world.run), presences_of(world.run)[ada.pk])


@pytest.mark.django_db
def test_a_run_with_its_own_rule_keeps_it():
    world = some_run(dates=4, required_attendance=Decimal("0.50"))
    recognition, ada = recognise(world.run), somebody(world)
    schedule = schedule_of(world.run)
    attend(world, ada, 0)
    assert not is_enough(recognition, schedule, presences_of(world.run)[ada.pk])
    attend(world, ada, 1)
    assert is_enough(recognition, schedule, presences_of(world.run)[ada.pk])
    assert minimum_in_words(recognition, schedule) == "Mindestens 2 von 4 Treffen besucht"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, True),
        ({"valid_from": date(2027, 3, 24), "valid_until": date(2027, 4, 7)}, True),
        ({"valid_from": date(2027, 3, 25)}, False),
        ({"valid_until": date(2027, 4, 6)}, False),
        ({"state": "applied"}, False),
        ({"state": "refused"}, False),
    ],
)
def test_a_recognition_covers_every_day_or_none(values, wanted):
    world = some_run(dates=3)
    assert covers(recognise(world.run, **values), schedule_of(world.run)) is wanted


@pytest.mark.django_db
def test_only_what_was_recognised_can_run_out():
    row = recognise(some_run().run)
    assert not is_expired(row, date(2027, 12, 31))
    assert is_expired(row, date(2028, 1, 1))
    row.state = "applied"
    assert not is_expired(row, date(2028, 1, 1))
