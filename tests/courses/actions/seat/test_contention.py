"""120 people for 30 seats, through every entrance at once, on whichever database this runs."""

import sys
import time

import pytest
from django.db import connections
from django.utils import timezone

from courses.actions.seat import guard
from courses.actions.seat.errors import FullRunError
from courses.models import CourseRun, Enrolment
from tests.support.storm import SEATS, WORKERS, Storm
from tests.support.storm_pages import PageStorm

REFUSALS = {"FullRunError", "CapacityError", "CodeError", "EntranceError", "ConflictError"}
STATUSES = {303, 409, 422}
PAUSE = 0.005  # seconds between reading a run and acting on it, in which others come
pytestmark = pytest.mark.django_db(transaction=True)


def inside(run):
    return Enrolment.objects.filter(run=run).exclude(state="left")


def test_a_hundred_and_twenty_for_thirty_seats():
    storm = Storm(seed=5)
    storm.blow(storm.tasks())
    assert storm.broken() == {}
    assert set(storm.refused) <= REFUSALS
    storm.blow(storm.answers())
    assert storm.broken() == {}
    run = CourseRun.objects.get(pk=storm.run.pk)
    # More wanted than there are seats: all of them are taken or held for somebody.
    assert run.seats_taken == run.capacity
    assert 0 < inside(run).count() <= SEATS


def test_a_hundred_and_twenty_at_their_browsers():
    storm = PageStorm(seed=6, now=timezone.now())
    tasks = storm.tasks()
    storm.sign_in()
    storm.blow(tasks)
    assert storm.broken() == {}
    storm.blow(storm.answers())
    assert storm.broken() == {}
    assert set(storm.statuses) <= STATUSES
    run = CourseRun.objects.get(pk=storm.run.pk)
    assert run.seats_taken == run.capacity
    assert 0 < inside(run).count() <= SEATS


def replace(monkeypatch, name, stand_in):
    original = getattr(guard, name)
    for path, module in list(sys.modules.items()):
        if path.startswith("courses.actions") and getattr(module, name, None) is original:
            monkeypatch.setattr(module, name, stand_in)


def unlocked(run):
    """The run as it is now; nobody waits until who reads it is done."""
    found = CourseRun.objects.select_related("course__partner").get(pk=run.pk)
    time.sleep(PAUSE)
    return found


def unconditional(run, number=1):
    """Look, then take: right for who is alone."""
    if run.capacity is not None and run.seats_taken + number > run.capacity:
        raise FullRunError
    run.seats_taken += number
    CourseRun.objects.filter(pk=run.pk).update(seats_taken=run.seats_taken)


def without_lock(monkeypatch):
    """Take away what makes people stand in line, and nothing else.

    On PostgreSQL that is the lock of the row. On SQLite it is the transaction that begins at once;
    each statement still has the whole file for itself, so the condition goes, too.
    """
    replace(monkeypatch, "lock_run", unlocked)
    wrapper = connections["default"]
    if wrapper.vendor == "sqlite":
        begin = "_start_transaction_under_autocommit"
        monkeypatch.setattr(type(wrapper), begin, lambda self: None)
        replace(monkeypatch, "take_seats", unconditional)


@pytest.mark.parametrize(("workers", "is_sound"), [(1, True), (WORKERS, False)])
def test_without_the_lock_only_one_at_a_time_is_right(monkeypatch, workers, is_sound):
    """The negative control: what is tested above would find a missing lock, by contention alone."""
    storm = Storm(seed=5)
    tasks = storm.tasks()
    without_lock(monkeypatch)
    storm.blow(tasks, workers)
    broken = storm.broken()
    assert (broken == {}) is is_sound
    assert is_sound or {"I1", "order"} & set(broken)
