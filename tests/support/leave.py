"""A run that is recognised as Bildungszeit, and people who take it."""

from datetime import date, timedelta
from typing import Any

from courses.actions.attendance import note_attendance
from courses.models import CourseRun, Enrolment, LeaveRecognition
from tests.factories.courses import NOW
from tests.support.runs import FIRST, RunWorld, some_run

NAME = "Měrćin Müller-Chóśebuz"
NUMBER = "33.12-51/27"
# What only a paper about Bildungszeit states; here a registration.
LEAVE = {
    "file_number": "33.12-51/27",
    "authority": "Ministerium für Bildung, Jugend und Sport des Landes Brandenburg",
    "place": "Haupthaus, Berliner Straße 13, 03046 Cottbus/Chóśebuz",
    "days": 5,
    "minutes": 1800,
    "shortest_day": 360,
    "longest_day": 360,
}
BEFORE = FIRST - timedelta(days=50)
AFTER = FIRST + timedelta(days=15)  # a day after the third and last appointment


def recognise(run: CourseRun, **values: Any) -> LeaveRecognition:
    """What the ministry said; for the whole year unless told otherwise."""
    row = {
        "state": "recognised",
        "applied_on": date(2026, 12, 1),
        "file_number": NUMBER,
        "valid_from": date(2027, 1, 1),
        "valid_until": date(2027, 12, 31),
        **values,
    }
    return LeaveRecognition.objects.create(run=run, **row)


def leave_run(**plan: Any) -> RunWorld:
    """Three Wednesdays of two hours from FIRST on, recognised."""
    world = some_run(**plan)
    recognise(world.run)
    return world


def somebody(world: RunWorld, **values: Any) -> Enrolment:
    """An adult in the run whose name is confirmed."""
    named = {"certificate_name": NAME, "certificate_name_confirmed_at": NOW}
    return world.person(**{**named, **values})


def attend(world: RunWorld, enrolment: Enrolment, *numbers: int) -> None:
    """Note that somebody was at these appointments."""
    for number in numbers:
        note_attendance(
            appointment=world.dates[number],
            presences={enrolment.key: "present"},
            actor=world.member,
            at=AFTER,
        )
