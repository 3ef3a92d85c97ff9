"""120 people for 30 seats, through every entrance at once, on whichever database this runs."""

import sys

import pytest

from courses.actions.seat import guard
from courses.models import CourseRun, Enrolment
from tests.support.storm import SEATS, Storm

REFUSALS = {"FullRunError", "CapacityError", "CodeError", "EntranceError", "ConflictError"}
pytestmark = pytest.mark.django_db(transaction=True)


def inside(run):
    return Enrolment.objects.filter(run=run).exclude(state="left").count()


def test_a_hundred_and_twenty_for_thirty_seats():
    storm = Storm(seed=5)
    storm.blow(storm.tasks())
    assert storm.broken() == {}
    assert set(storm.refused) <= REFUSALS
    storm.blow(storm.answer())
    assert storm.broken() == {}
    run = CourseRun.objects.get(pk=storm.run.pk)
    # More wanted than there are seats: all of them are taken or held for somebody.
    assert run.seats_taken == run.capacity
    assert 0 < inside(run) <= SEATS


def unguarded(monkeypatch):
    """The same without the lock and without the condition: everybody trusts the page they saw."""

    def take(run, number=1):
        run.seats_taken += number
        CourseRun.objects.filter(pk=run.pk).update(seats_taken=run.seats_taken)

    for name, module in list(sys.modules.items()):
        if name.startswith(("courses.actions.seat", "courses.actions.enrolment")):
            for attribute, stand_in in (("lock_run", lambda run: run), ("take_seats", take)):
                if module is not guard and hasattr(module, attribute):
                    monkeypatch.setattr(module, attribute, stand_in)


def test_without_the_guard_it_goes_wrong(monkeypatch):
    """The negative control: what is tested above would find a missing lock."""
    storm = Storm(seed=5)
    unguarded(monkeypatch)
    storm.blow(storm.tasks())
    broken = storm.broken()
    assert "I1" in broken
    assert storm.run.key in broken["I1"]
