"""Meetings of a class and which seats were there; aliases only."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.enums import Presence
from courses.models import ClassMeeting, ClassPresence, ClassSeat, SchoolClass
from courses.queries.school_class import seats_of
from lms.common.spreadsheet import Cell, Sheet


class Mark(NamedTuple):
    """What was noted of one seat at one meeting; both empty where nothing was."""

    presence: str
    words: str


@dataclass(frozen=True)
class SeatAttendance:
    """One seat with a mark for each meeting."""

    seat: ClassSeat
    marks: list[Mark]

    @property
    def attended(self) -> int:
        """At how many meetings somebody of this seat was."""
        return sum(mark.presence == Presence.PRESENT for mark in self.marks)


@dataclass(frozen=True)
class MeetingCount:
    """One meeting with how many of the seats kept were there, excused, absent."""

    meeting: ClassMeeting
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        """Its day and what it is called."""
        return meeting_title(self.meeting)

    @property
    def words(self) -> str:
        """How many were there, in words; "" before anything was noted."""
        parts = [(self.counts[one], str(one.label)) for one in Presence]
        return ", ".join(f"{number} {label}" for number, label in parts if number)


@dataclass(frozen=True)
class AttendanceTable:
    """Everything on the page: meetings, the last one first, and seats by alias."""

    meetings: list[MeetingCount]
    rows: list[SeatAttendance]


class Attended(NamedTuple):
    """How many meetings there were, and at how many of them each seat (its pk) was."""

    meetings: int
    by_seat: Counter[int]


def meeting_title(meeting: ClassMeeting) -> str:
    """Day and label in one line."""
    return " ".join([date_format(meeting.held_on, "SHORT_DATE_FORMAT"), meeting.label]).strip()


def attendance_table(school_class: SchoolClass) -> AttendanceTable:
    """Read who was at which meeting; three queries, however many there are."""
    meetings = [MeetingCount(row) for row in school_class.meetings.all()]
    seats = list(seats_of(school_class))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = ClassPresence.objects.filter(meeting__school_class=school_class, seat__in=seats)
    for seat, meeting, presence in rows.values_list("seat", "meeting", "presence"):
        found[meeting][seat] = presence
    for one in meetings:
        one.counts.update(found[one.meeting.pk].values())
    return AttendanceTable(
        meetings=meetings,
        rows=[
            SeatAttendance(
                seat, [_mark(found[one.meeting.pk].get(seat.pk, "")) for one in meetings]
            )
            for seat in seats
        ],
    )


def _mark(presence: str) -> Mark:
    return Mark(presence, str(Presence(presence).label) if presence else "")


def attended_meetings(school_class: SchoolClass) -> Attended:
    """Count for the board what ``attendance_table`` lists; one query, none for pupils."""
    if not school_class.is_adult:
        return Attended(0, Counter())
    meetings = school_class.meetings.order_by()
    found = list(meetings.values_list("pk", "presences__seat", "presences__presence"))
    there = Counter(seat for _pk, seat, presence in found if presence == Presence.PRESENT)
    return Attended(len({pk for pk, _seat, _presence in found}), there)


def attendance_sheet(school_class: SchoolClass) -> Sheet:
    """The table of the page as a file: the same rows, columns and words."""
    table = attendance_table(school_class)
    columns = [_("Platz"), _("Dabei"), *[one.title for one in table.meetings]]
    rows: list[list[Cell]] = [
        [
            row.seat.alias,
            attended_in_words(row.attended, len(table.meetings)),
            *[mark.words for mark in row.marks],
        ]
        for row in table.rows
    ]
    return Sheet(school_class.title, columns, rows)


def attended_in_words(attended: int, meetings: int) -> str:
    """How often somebody was there."""
    return _("%(done)d von %(all)d") % {"done": attended, "all": meetings}
