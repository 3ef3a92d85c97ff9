"""Tells teams of runs and leads of classes that texts wait for a grade, once a day each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from courses.models import ClassLead, CourseRun, RunTeamMember
from courses.queries.class_texts import pupil_texts
from courses.queries.school_class import led_classes
from courses.queries.team import run_titles, team_runs, texts_of, waiting_texts
from courses.rules import TEAM_STAYS
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, language_of, send
from lms.accounts.models import User

MORNING = 7  # o'clock; nobody is woken by a mail about work


def tell_teams(*, at: datetime) -> int:
    """Queue a mail for everybody in whose run a text waits; running again on a day sends nothing.

    Costs two queries for each person in a team, and a few for each mail.

    Returns:
        How many runs and persons there are to tell, 0 before ``MORNING``.
    """
    if localtime(at).hour < MORNING:
        return 0
    told = 0
    for user in _reachable(RunTeamMember):
        runs = team_runs(user, ended_after=at - TEAM_STAYS)
        waiting = waiting_texts(texts_of(runs, grader=user)).order_by()
        waits = list(runs.filter(pk__in=waiting.values("attempt__enrolment__run")))
        for run in waits:
            _tell(user, run, at)
        told += len(waits)
    return told


def tell_class_leads(*, at: datetime) -> int:
    """The same for everybody who leads a class; pupils, class and course stay unnamed (P22).

    Returns:
        How many classes and persons there are to tell, 0 before ``MORNING``.
    """
    if localtime(at).hour < MORNING:
        return 0
    told = 0
    for user in _reachable(ClassLead):
        classes = led_classes(user).filter(ended_at=None, ends_on__gte=localdate(at))
        waiting = waiting_texts(pupil_texts(classes)).order_by()
        seats = waiting.values("attempt__enrolment__user__seat")
        waits = classes.filter(seats__in=seats).distinct()
        for school_class in waits:
            _send(user, school_class.key, "class-texts", [school_class.key], at)
        told += len(waits)
    return told


def _reachable(role: type[RunTeamMember | ClassLead]) -> QuerySet[User]:
    """Who looks after runs or classes and has an address."""
    people = User.objects.filter(Exists(role.objects.filter(user=OuterRef("pk"))), is_active=True)
    return people.exclude(email="").order_by("pk")


def _tell(user: User, run: CourseRun, at: datetime) -> None:
    title = run_titles([run], language_of(user))[run.course_id]
    _send(user, run.key, "grading-queue", [], at, title=title)


def _send(  # noqa: PLR0917  (the parts of a mail)
    user: User, key: str, page: str, arguments: list[str], at: datetime, title: str = ""
) -> None:
    language = language_of(user)
    with override(language):
        link = absolute(reverse(f"courses:{page}", args=arguments))
    send(
        "email/texts_waiting",
        recipient=user.email,
        context={"user": user, "title": title, "link": link},
        language=language,
        key=f"texts-waiting:{key}:{user.key}:{localdate(at).isoformat()}",
        person=user,
        kind=MailKind.TASKS,
        at=at,
    )
