"""Admins of a house plan the dates of a run."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.run import RunPlan, plan_run
from courses.models import Appointment
from tests.factories.courses import CourseFactory
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def run(world):
    course = CourseFactory(partner=world.a, source_key=world.course.translation_key)
    plan = RunPlan(
        starts_at=datetime(2027, 3, 1, tzinfo=UTC), ends_at=datetime(2027, 6, 1, tzinfo=UTC)
    )
    return plan_run(course=course, plan=plan, at=admin.NOW)


def client(world, person):
    return admin.signed_in(world.people[person])


def path(world, run, name="run-appointments", *more):
    return reverse(f"cms:{name}", args=[world.course.pk, run.key, *more])


def typed(**changes):
    values = {"starts_at": "2027-03-24T18:00", "ends_at": "2027-03-24T20:00", "topic": "Abend"}
    return {**values, **changes}


def test_weeks_are_added_at_the_same_time_of_day(world, run):
    house = client(world, "admin_a")
    assert house.post(path(world, run), typed(repeats="2")).status_code == 302
    begins = [timezone.localtime(date.starts_at) for date in run.appointments.all()]
    assert [f"{begin:%d.%m. %H:%M}" for begin in begins] == ["24.03. 18:00", "31.03. 18:00"]
    html = house.get(path(world, run)).content.decode()
    assert "24.03.2027, 18:00" in html
    assert html.count("appointment-edit") == 0
    assert html.count("/treffen/") >= 4


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_at": "2027-03-24T17:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"starts_at": "2027-02-24T18:00"}, "vor dem Beginn des Termins"),
        ({"starts_at": "2027-03-28T02:30"}, "Europe/Berlin"),
        ({"repeats": "99"}, "kleiner oder gleich 40"),
    ],
)
def test_what_does_not_fit_comes_back_as_it_was_typed(world, run, changes, said):
    response = client(world, "admin_a").post(path(world, run), typed(**changes))
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert 'value="Abend"' in html
    assert not Appointment.objects.exists()


def test_a_date_is_moved_and_called_off(world, run):
    house = client(world, "admin_a")
    house.post(path(world, run), typed())
    date = run.appointments.get()
    edit = path(world, run, "appointment-edit", date.key)
    assert 'value="2027-03-24T18:00"' in house.get(edit).content.decode()
    assert house.post(edit, typed(starts_at="2027-03-24T19:00")).status_code == 302
    moved = run.appointments.get(key=date.key)
    assert moved.starts_at - date.starts_at == timedelta(hours=1)
    cancel = path(world, run, "appointment-cancel", date.key)
    assert house.post(cancel).status_code == 302
    assert run.appointments.get(key=date.key).cancelled_at is not None
    assert house.post(edit, typed()).status_code == 409


def test_others_plan_nothing(world, run):
    for person, status in (("author_a", 403), ("admin_b", 404), ("learner", 404)):
        assert client(world, person).post(path(world, run), typed()).status_code == status
    assert not Appointment.objects.exists()
