"""Meetings of a class and who was there."""

from datetime import date

import pytest

from courses.actions.school_class.meetings import add_meeting, note_presences
from courses.enums import ClassKind
from courses.queries.class_meetings import (
    attendance_sheet,
    attendance_table,
    attended_meetings,
)
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db


def met(here, day, *presences, label=""):
    meeting = add_meeting(
        school_class=here.school_class, held_on=day, label=label, actor=here.lead, at=NOW
    )
    keys = (card.seat.key for card in here.cards)
    noted = dict(zip(keys, presences, strict=False))
    note_presences(meeting=meeting, presences=noted, actor=here.lead, at=NOW)
    return meeting


@pytest.fixture
def here():
    here = room(seats=3, kind=ClassKind.ADULTS)
    met(here, date(2026, 11, 17), "present", "excused", "absent")
    met(here, date(2026, 11, 24), "present", "", "present", label="Vormittag")
    return here


def test_the_table_has_a_mark_for_each_seat_and_meeting(here):
    table = attendance_table(here.school_class)
    assert [(one.title, one.words) for one in table.meetings] == [
        ("24.11.2026 Vormittag", "2 anwesend"),
        ("17.11.2026", "1 anwesend, 1 entschuldigt, 1 abwesend"),
    ]
    assert [(row.seat, row.attended) for row in table.rows] == [
        (card.seat, number) for card, number in zip(here.cards, (2, 0, 1), strict=True)
    ]
    assert [mark.presence for mark in table.rows[1].marks] == ["", "excused"]


def test_the_file_has_the_same_rows_in_words(here):
    sheet = attendance_sheet(here.school_class)
    assert sheet.columns == ["Platz", "Dabei", "24.11.2026 Vormittag", "17.11.2026"]
    assert sheet.rows == [
        [here.cards[0].seat.alias, "2 von 2", "anwesend", "anwesend"],
        [here.cards[1].seat.alias, "0 von 2", "", "entschuldigt"],
        [here.cards[2].seat.alias, "1 von 2", "anwesend", "abwesend"],
    ]


def test_the_board_is_told_how_often(here):
    met(here, date(2026, 11, 25))  # nothing noted yet: it counts as a meeting
    with expect_statements(1):
        found = attended_meetings(here.school_class)
    assert found.meetings == 3
    assert [found.by_seat[card.seat.pk] for card in here.cards] == [2, 0, 1]


def test_nothing_is_asked_about_pupils():
    school_class = room(seats=0).school_class
    with expect_statements(0):
        assert attended_meetings(school_class).meetings == 0


@pytest.mark.parametrize("meetings", [1, 3])
def test_the_table_costs_three_queries(meetings):
    here = room(seats=2, kind=ClassKind.ADULTS)
    for number in range(meetings):
        met(here, date(2026, 11, 1 + number), "present", "absent")
    with expect_statements(3):
        assert len(attendance_table(here.school_class).rows[0].marks) == meetings
