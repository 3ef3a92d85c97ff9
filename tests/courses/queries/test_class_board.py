"""The lead's board."""

from datetime import timedelta

import pytest

from courses.queries.class_board import BEGUN, DONE, OPEN, board_sheet, class_board
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def board(here, **kwargs):
    return class_board(here.school_class, course="", language="de", **{"at": NOW, **kwargs})


def test_who_is_where():
    here = assigned(room(seats=2))
    here.learn(here.cards[0], lessons=2)
    here.attempt(here.cards[0], is_right=True)
    found = board(here)
    assert [step.title for step in found.steps] == ["Lektion 0", "Lektion 1", "Lektion 2"]
    assert [row.seat for row in found.rows] == [card.seat for card in here.cards]
    first, second = found.rows
    assert (first.states, first.done, first.required, first.passed) == ([DONE, DONE, OPEN], 2, 3, 1)
    assert (second.states, second.last_at) == ([OPEN] * 3, None)
    assert found.courses == [(here.course.key, "Sicher im Netz")]


def test_who_is_stuck_and_why():
    here = assigned(room(seats=4))
    idle, failing, fine, never = here.cards
    later = NOW + timedelta(days=8)
    here.learn(idle, lessons=1)
    for _try in range(2):
        here.attempt(failing, is_right=False, at=later)
    here.learn(fine, lessons=1, at=later)
    stuck = {row.seat.pk: row.stuck for row in board(here, at=later).stuck}
    assert stuck == {
        idle.seat.pk: "lange kein Schritt",
        failing.seat.pk: "2 Versuche nicht bestanden",
        never.seat.pk: "noch nicht begonnen",
    }
    patient = board(here, at=later, stuck_after=timedelta(days=20))
    assert [row.seat for row in patient.stuck] == [failing.seat]


def test_what_is_hard():
    here = assigned(room(seats=4))
    for card in here.cards[:3]:
        here.attempt(card, is_right=False)
    assert {(one.tried, one.right) for one in board(here).hard} == {(3, 0)}
    assert board(here).hard[0].title in {"Test", "Was ist ein sicheres Passwort?"}
    for card in here.cards[:3]:
        here.attempt(card, is_right=True)
    assert board(here).hard == []


def test_begun_is_not_done_and_others_are_not_here():
    from courses.actions.progress import record_step

    here, other = assigned(room(seats=1)), assigned(room(seats=1))
    row = here.enrolment(here.cards[0])
    lesson = here.course.lessons.first()
    record_step(enrolment=row, lesson=lesson, position=5, completed=False, at=NOW)
    assert board(here).rows[0].states[0] == BEGUN
    assert [row.seat for row in board(other).rows] == [other.cards[0].seat]
    assert board(room(seats=1)).course is None


def test_the_file_says_what_the_page_says():
    here = assigned(room(seats=2))
    here.learn(here.cards[0], lessons=1)
    sheet = board_sheet(board(here))
    assert sheet.columns[:2] == ["Platz", "Pflichtlektionen"]
    assert sheet.columns[5:] == ["Lektion 0", "Lektion 1", "Lektion 2"]
    row = sheet.rows[0]
    assert row[0] == here.cards[0].seat.alias
    assert row[1:] == ["1 von 3", 0, "24.11.2026", "", "fertig", "noch offen", "noch offen"]
    assert {len(line) for line in sheet.rows} == {len(sheet.columns)}


def test_thirty_seats_and_forty_steps_cost_what_one_costs():
    here = assigned(room(seats=30, lessons=40))
    for card in here.cards:
        here.learn(card, lessons=3)
        here.attempt(card, is_right=False)
    board(here)  # the outline is read once for each version of a course
    with expect_statements(7):  # tasks, titles, seats, enrolments, progress, attempts, answers
        found = board(here)
    assert len(found.rows) == 30
    assert len(found.steps) == 40
    assert sum(row.states.count(DONE) for row in found.rows) == 90
