"""Reminders: appointments, offers that end, what a class leaves undone, questions that wait.

All of them are safe to run as often as one likes: the key of a mail names its occasion.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from courses.enums import EnrolmentState, RequestState
from courses.models import (
    Appointment,
    ClassLead,
    CourseRun,
    RunTeamMember,
    SchoolClass,
    SeatRequest,
)
from courses.queries.behind import due_soon, seats_behind
from courses.queries.conversation import questions_for, unanswered
from courses.queries.school_class import current_leads
from courses.queries.team import run_titles
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, language_of, send, send_many
from lms.accounts.models import User

MORNING = 7  # o'clock; nobody is woken by a reminder
MONDAY = 0
SOON = timedelta(hours=24)
FRESH = timedelta(hours=12)  # an offer made so lately needs no reminder


def is_day(at: datetime) -> bool:
    """Whether one may be reminded at this hour."""
    return localtime(at).hour >= MORNING


def remind_of_appointments(*, at: datetime) -> int:
    """Remind who is enrolled of tomorrow's appointments; returns how many mails are new."""
    if not is_day(at):
        return 0
    rows = Appointment.objects.filter(
        starts_at__gt=at,
        starts_at__lt=at + timedelta(hours=48),
        cancelled_at=None,
        run__cancelled_at=None,
    ).select_related("run__course", "run__place", "place")
    return sum(_remind(row, at) for row in rows if _is_tomorrow(row, at))


def _is_tomorrow(row: Appointment, at: datetime) -> bool:
    zone = ZoneInfo(row.run.time_zone)
    return localdate(row.starts_at, zone) == localdate(at, zone) + timedelta(days=1)


def _remind(row: Appointment, at: datetime) -> int:
    run, zone = row.run, ZoneInfo(row.run.time_zone)

    def words(language: str) -> dict[str, Any]:
        return {
            "course": run_titles([run], language)[run.course_id],
            "topic": row.topic,
            "starts_at": localtime(row.starts_at, zone),
            "ends_at": localtime(row.ends_at, zone),
            "place": row.place or run.place,
            "room": row.room or run.room,
            "link": absolute(reverse("courses:learning")),
        }

    return send_many(
        "email/appointment_tomorrow",
        people=_reachable(run),
        context=words,
        kind=MailKind.REMINDER,
        key=f"appointment:{row.key}:{row.starts_at.isoformat()}",
        at=at,
    )


def _reachable(run: CourseRun) -> list[User]:
    """Who is in a run; who was entered by its team is reached where they said they could be."""
    rows = run.enrolments.exclude(state=EnrolmentState.LEFT).select_related("user", "contact")
    people = []
    for row in rows:
        contact = getattr(row, "contact", None)
        if contact is not None and contact.is_entered_by_team and not row.user.email:
            row.user.email = contact.email  # for this mail only; the account keeps none
        people.append(row.user)
    return people


def remind_of_offers(*, at: datetime) -> int:
    """Remind of offered seats that are held one more day at most; returns how many there are."""
    if not is_day(at):
        return 0
    rows = SeatRequest.objects.filter(
        state=RequestState.OFFERED,
        offer_expires_at__gt=at,
        offer_expires_at__lte=at + SOON,
        offered_at__lte=at - FRESH,
    ).select_related("user", "run__course")
    for row in rows:
        _remind_of_offer(row, at)
    return len(rows)


def _remind_of_offer(row: SeatRequest, at: datetime) -> None:
    language = language_of(row.user)
    with override(language):
        link = absolute(reverse("courses:seat-request", args=[row.key]))
    until = row.offer_expires_at
    send(
        "email/offer_ends",
        recipient=row.user.email,
        context={
            "course": run_titles([row.run], language)[row.run.course_id],
            "until": localtime(until),
            "link": link,
        },
        language=language,
        key=f"offer-ends:{row.key}:{until.isoformat() if until else ''}",
        person=row.user,
        kind=MailKind.REMINDER,
        at=at,
    )


def tell_leads(*, at: datetime) -> int:
    """On Mondays tell leads how many seats are behind and what is due; returns how many mails.

    No alias, no score, and nothing of a class where nothing is due: who it is, the board says.
    """
    if not is_day(at) or localtime(at).weekday() != MONDAY:
        return 0
    classes = SchoolClass.objects.filter(ended_at=None, assignments__ended_at=None).distinct()
    return sum(_tell_leads(row, at) for row in classes)


def _tell_leads(row: SchoolClass, at: datetime) -> int:
    behind, soon = seats_behind(row, at), due_soon(row, at)
    if not behind and not soon:
        return 0
    year, week, _day = localtime(at).isocalendar()

    def words(language: str) -> dict[str, Any]:
        return {"title": row.title, "behind": behind, "soon": soon}

    return send_many(
        "email/class_week",
        people=current_leads(row),
        context=words,
        kind=MailKind.TASKS,
        key=f"class-week:{row.key}:{year}-{week}",
        at=at,
    )


def tell_of_questions(*, at: datetime) -> int:
    """Tell teams and leads once a day that questions wait; returns how many people."""
    if not is_day(at):
        return 0
    told = 0
    for user in _answering():
        number = unanswered(questions_for(user, at)).count()
        if number:
            _tell_of_questions(user, number, at)
            told += 1
    return told


def _answering() -> Iterable[User]:
    team = RunTeamMember.objects.filter(user=OuterRef("pk"))
    leads = ClassLead.objects.filter(user=OuterRef("pk"), school_class__ended_at=None)
    people = User.objects.filter(Exists(team) | Exists(leads), is_active=True)
    return people.exclude(email="").order_by("pk")


def _tell_of_questions(user: User, number: int, at: datetime) -> None:
    language = language_of(user)
    with override(language):
        link = absolute(reverse("courses:questions"))
    send(
        "email/questions_waiting",
        recipient=user.email,
        context={"number": number, "link": link},
        language=language,
        key=f"questions-waiting:{user.key}:{localdate(at).isoformat()}",
        person=user,
        kind=MailKind.TASKS,
        at=at,
    )
