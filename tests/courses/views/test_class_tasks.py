"""Tasks of a class as a page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enums import ClassKind, RunKind
from courses.models import Assignment
from tests.factories.accounts import sign_in
from tests.support.pages import words
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client):
    here = room(seats=2)
    sign_in(client, here.lead)
    return here


def test_choose_a_course_then_a_part_then_whom(client, here):
    address = here.address("class-tasks")
    assert here.course.key in words(client.get(address))
    page = words(client.get(f"{address}?kurs={here.course.key}"))
    assert "Lektion 1: Lektion 0" in page
    assert here.cards[0].seat.alias in page
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    data = {"kurs": here.course.key, "part": "l-lektion-0", "due_on": day}
    data["who"] = f"s-{here.cards[0].seat.key}"
    assert client.post(address, data).status_code == 303
    row = Assignment.objects.get()
    assert (row.lesson.slug, row.seat) == ("lektion-0", here.cards[0].seat)
    assert timezone.localtime(row.due_at).date().isoformat() == day
    assert "Lektion 0" in words(client.get(address))


@pytest.mark.parametrize(("kind", "word"), [("school", "Klasse"), ("adults", "Gruppe")])
def test_a_group_of_adults_is_called_a_group(client, kind, word):
    here = room(seats=1, kind=ClassKind(kind))
    sign_in(client, here.lead)
    page = words(client.get(f"{here.address('class-tasks')}?kurs={here.course.key}"))
    assert f"Aufgaben der {word}" in page
    assert f"Alle in der {word}" in page
    assert f"Auswahl aus der {word} nehmen" in words(client.get(here.address("class-seats")))


def test_only_the_day_of_a_task_is_called_voluntary(client, here):
    """What and for whom have an answer from the start."""
    page = words(client.get(f"{here.address('class-tasks')}?kurs={here.course.key}"))
    assert page.partition("Bis wann?")[0].count("(freiwillig)") == 0
    assert page.partition("Bis wann?")[2].count("(freiwillig)") == 1


def test_what_is_wrong_stands_at_its_field(client, here):
    address = here.address("class-tasks")
    data = {"kurs": here.course.key, "part": "", "who": "", "due_on": "2020-01-01"}
    response = client.post(address, data)
    assert response.status_code == 422
    assert "schon vorbei" in words(response)
    assert 'value="2020-01-01"' in words(response)
    assert client.post(address, {"kurs": "bcdf"}).status_code == 422
    assert not Assignment.objects.exists()


def test_a_task_is_ended_once(client, here):
    assigned(here)
    row = Assignment.objects.get()
    for _time in range(2):
        assert client.post(here.address("class-task-end", row.key)).status_code == 303
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_dated_run_is_offered_where_there_is_one_and_refused_with_its_free_seats(client, here):
    address = here.address("class-tasks")
    assert "Wann und wo?" not in words(client.get(f"{address}?kurs={here.course.key}"))
    soon = timezone.now() + timedelta(days=3)
    run = here.course.runs.create(kind=RunKind.DATED, starts_at=soon, capacity=1, room="Raum 3")
    page = words(client.get(f"{address}?kurs={here.course.key}"))
    assert "Raum 3, noch wenige Plätze frei" in page
    data = {"kurs": here.course.key, "part": "", "who": "", "due_on": "", "run": run.key}
    response = client.post(address, data)
    assert response.status_code == 422
    assert "nur noch 1 Platz frei, gebraucht werden 2" in words(response)
    assert not Assignment.objects.exists()
    data["who"] = f"s-{here.cards[0].seat.key}"
    assert client.post(address, data).status_code == 303
    assert Assignment.objects.get().run == run
