"""Days and hours of a run as Bildungszeit counts them, and where its recognition stands.

Source: BbgEBG § 32 (six weeks), BFV § 1 (ten weeks, nothing in retrospect).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from courses.enums import Light, Presence, RecognitionState
from courses.grading.passing import appointments_needed
from courses.models import Appointment, Attendance, CourseRun, LeaveRecognition

TO_APPLY = timedelta(weeks=10)  # before the first day, at the latest
TO_APPLY_SOON = timedelta(weeks=12)
TO_TELL = timedelta(weeks=6)  # before the first day employees tell their employer, at the latest


@dataclass(frozen=True)
class LeaveDate:
    """One appointment: its row, its day on the clocks of the run, and how long it lasts."""

    pk: int
    day: date
    minutes: int  # of 60 seconds, as the clock runs; a teaching hour would be 45 of them


@dataclass(frozen=True)
class Schedule:
    """The appointments of a run that were not called off; there is at least one."""

    dates: tuple[LeaveDate, ...]
    starts_at: datetime
    ends_at: datetime

    @property
    def per_day(self) -> Mapping[date, int]:
        """Minutes of each day, in order."""
        days: dict[date, int] = {}
        for one in self.dates:
            days[one.day] = days.get(one.day, 0) + one.minutes
        return days

    @property
    def first(self) -> date:
        """The first day."""
        return self.dates[0].day

    @property
    def last(self) -> date:
        """The last day."""
        return max(one.day for one in self.dates)

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(one.minutes for one in self.dates)

    def attended(self, present: Collection[int]) -> tuple[int, int]:
        """Days and minutes of the appointments (primary keys) somebody was at."""
        there = [one for one in self.dates if one.pk in present]
        return len({one.day for one in there}), sum(one.minutes for one in there)


def schedule_of(run: CourseRun) -> Schedule | None:
    """The days and hours of a run; None where it has no appointments. One query."""
    rows = list(Appointment.objects.filter(run=run, cancelled_at=None))
    if not rows:
        return None
    zone = ZoneInfo(run.time_zone)
    dates = tuple(
        LeaveDate(row.pk, row.starts_at.astimezone(zone).date(), _minutes(row)) for row in rows
    )
    return Schedule(dates, rows[0].starts_at, max(row.ends_at for row in rows))


def presences_of(run: CourseRun) -> dict[int, set[int]]:
    """At which appointments of a run people were, by enrolment; one query."""
    found: dict[int, set[int]] = {}
    rows = Attendance.objects.filter(appointment__run=run, presence=Presence.PRESENT)
    for enrolment, appointment in rows.values_list("enrolment", "appointment"):
        found.setdefault(enrolment, set()).add(appointment)
    return found


def is_enough(recognition: LeaveRecognition, schedule: Schedule, present: Collection[int]) -> bool:
    """Tell whether somebody was there for long enough, by the rule of ``minimum_in_words``."""
    share = recognition.run.required_attendance
    if share is not None:
        there = sum(one.pk in present for one in schedule.dates)
        return there >= appointments_needed(len(schedule.dates), share)
    _days, attended = schedule.attended(present)
    return attended >= recognition.minimum_share * schedule.minutes


def minimum_in_words(recognition: LeaveRecognition, schedule: Schedule) -> str:
    """Say how much must be attended: the run's own share of appointments, else of hours."""
    share = recognition.run.required_attendance
    if share is not None:
        number = len(schedule.dates)
        return _("Mindestens %(needed)s von %(all)s Treffen besucht") % {
            "needed": appointments_needed(number, share),
            "all": number,
        }
    percent = int(recognition.minimum_share * 100)
    return _("Mindestens %(percent)s %% der Stunden besucht") % {"percent": percent}


def covers(recognition: LeaveRecognition, schedule: Schedule) -> bool:
    """Tell whether a run is recognised for each of its days."""
    begin, end = recognition.valid_from, recognition.valid_until
    if recognition.state != RecognitionState.RECOGNISED or begin is None or end is None:
        return False
    return begin <= schedule.first and schedule.last <= end


def is_expired(recognition: LeaveRecognition, day: date) -> bool:
    """Tell whether a run was recognised, and is no longer."""
    end = recognition.valid_until
    return recognition.state == RecognitionState.RECOGNISED and end is not None and end < day


def first_day(run: CourseRun, schedule: Schedule | None) -> date | None:
    """When a run begins: with its first appointment, else as planned."""
    if schedule:
        return schedule.first
    return run.starts_at.astimezone(ZoneInfo(run.time_zone)).date() if run.starts_at else None


def light(begins: date, applied: date) -> Light:
    """How well in time an application is that was made, or would be made, on a day."""
    left = begins - applied
    if left >= TO_APPLY_SOON:
        return Light.GREEN
    return Light.AMBER if left >= TO_APPLY else Light.RED


def _minutes(row: Appointment) -> int:
    return int((row.ends_at - row.starts_at).total_seconds()) // 60
