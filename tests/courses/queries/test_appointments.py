from datetime import timedelta

import pytest

from courses.models import Appointment
from courses.queries.appointments import (
    REMEMBERED,
    calendar_dates,
    changed_at,
    own_dates,
    place_of,
    public_run,
    runs_of,
)
from tests.factories.courses import NOW
from tests.factories.network import PlaceFactory
from tests.support.runs import DAY, some_run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_costs_the_same_for_one_run_and_three(rows, django_assert_num_queries):
    worlds = [some_run() for _ in range(rows)]
    ada = worlds[0].person()
    for world in worlds[1:]:
        row = world.person()
        row.user = ada.user
        row.save()
    with django_assert_num_queries(4):  # runs, appointments, texts, titles
        dates = calendar_dates(runs_of(ada.user, at=NOW), "de")
    assert len(dates) == 3 * rows
    assert len({date.uid for date in dates}) == 3 * rows


def test_what_is_long_over_is_forgotten():
    world = some_run()
    ada = world.person()
    end = world.run.ends_at
    assert runs_of(ada.user, at=end + REMEMBERED - timedelta(seconds=1)) == [world.run]
    assert runs_of(ada.user, at=end + REMEMBERED) == []


def test_a_change_is_dated():
    world = some_run()
    run = public_run(world.run.course.key, world.run.key)
    assert changed_at([run]) == NOW
    run.cancelled_at = NOW + DAY
    assert changed_at([run]) == NOW + DAY
    assert changed_at([]) is None


def test_a_date_is_where_it_says_else_where_the_run_is():
    world = some_run(room="3")
    run, date = world.run, world.dates[0]
    run.place = PlaceFactory.build(name="Haus", city="")
    assert place_of(date, run) == "Haus, 3"
    date.room = "4"
    assert place_of(date, run) == "Haus, 4"
    date.place, date.room = PlaceFactory.build(name="Park", city=""), ""
    assert place_of(date, run) == "Park"


def test_own_dates_have_what_was_noted(django_assert_num_queries):
    world = some_run()
    ada = world.person()
    world.dates[0].attendances.create(enrolment=ada, presence="present", noted_at=NOW)
    with django_assert_num_queries(2):
        found = own_dates(ada)
    assert [one.presence for one in found] == ["present", "", ""]
    assert [one.appointment for one in found] == list(Appointment.objects.all())
