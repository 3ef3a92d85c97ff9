"""Attendance by list in a group of adults."""

from datetime import date, timedelta

import pytest

from courses.actions.school_class.ending import delete_class
from courses.actions.school_class.meetings import (
    MeetingError,
    add_meeting,
    delete_meeting,
    note_presences,
)
from courses.actions.school_class.seats import remove_seat
from courses.enums import ClassKind
from courses.models import ClassMeeting, ClassPresence
from lms.records.models import AuditEvent
from tests.support.school_class import ENDS, NOW, room

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def here():
    return room(seats=3, kind=ClassKind.ADULTS)


def met(here, day=DAY, label=""):
    return add_meeting(
        school_class=here.school_class, held_on=day, label=label, actor=here.lead, at=NOW
    )


def note(here, meeting, **presences):
    keys = {here.cards[int(place[1:])].seat.key: value for place, value in presences.items()}
    return note_presences(meeting=meeting, presences=keys, actor=here.lead, at=NOW)


def noted(here):
    places = {card.seat.pk: place for place, card in enumerate(here.cards)}
    rows = ClassPresence.objects.values_list("seat", "presence")
    return {places[seat]: presence for seat, presence in rows}


def test_a_lead_notes_corrects_and_takes_back_who_was_there(here):
    meeting = met(here, label="Vormittag")
    assert note(here, meeting, s0="present", s1="excused", s2="absent") == 3
    assert noted(here) == {0: "present", 1: "excused", 2: "absent"}
    assert note(here, meeting, s0="present", s1="present", s2="") == 2
    assert noted(here) == {0: "present", 1: "present"}
    assert note(here, meeting, s0="present") == 0
    events = AuditEvent.objects.filter(action="class.attendance")
    assert events.count() == 3  # added, noted, corrected
    assert {event.data["meeting"] for event in events} == {meeting.key}


def test_seats_of_others_and_removed_ones_are_left_out(here):
    meeting, other = met(here), room(seats=1, kind=ClassKind.ADULTS)
    remove_seat(seat=here.cards[2].seat, actor=here.lead, at=NOW)
    keys = [other.cards[0].seat.key, here.cards[2].seat.key, "nichtsda22"]
    presences = dict.fromkeys(keys, "present")
    assert note_presences(meeting=meeting, presences=presences, actor=here.lead, at=NOW) == 0
    assert not ClassPresence.objects.exists()


def test_a_meeting_is_on_one_of_the_groups_days_and_there_once(here):
    met(here)
    met(here, label="Nachmittag")
    with pytest.raises(MeetingError, match="schon"):
        met(here)
    for day in (ENDS + timedelta(days=1), DAY - timedelta(days=401)):
        with pytest.raises(MeetingError, match="an dem es die Gruppe gibt"):
            met(here, day)
    assert ClassMeeting.objects.count() == 2


@pytest.mark.parametrize("kind", [ClassKind.SCHOOL, ClassKind.KINDERGARTEN])
def test_children_are_not_listed(kind):
    with pytest.raises(MeetingError, match="Gruppen Erwachsener"):
        met(room(seats=1, kind=kind))


def test_what_was_noted_goes_with_the_meeting_and_with_the_class(here):
    first, second = met(here), met(here, label="Nachmittag")
    for meeting in (first, second):
        note(here, meeting, s0="present")
    delete_meeting(meeting=first, actor=here.lead, at=NOW)
    assert [row.meeting for row in ClassPresence.objects.all()] == [second]
    with pytest.raises(MeetingError, match="nicht mehr"):
        note(here, ClassMeeting(pk=first.pk, school_class=here.school_class), s0="present")
    delete_class(school_class=here.school_class, at=NOW)
    assert not ClassMeeting.objects.exists()
    assert not ClassPresence.objects.exists()
