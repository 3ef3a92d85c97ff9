"""Tells the teams of runs that texts wait for a grade: once a day for each run and person."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from courses.models import CourseRun, RunTeamMember
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
    people = User.objects.filter(Exists(RunTeamMember.objects.filter(user=OuterRef("pk"))))
    told = 0
    for user in people.filter(is_active=True).exclude(email="").order_by("pk"):
        runs = team_runs(user, ended_after=at - TEAM_STAYS)
        waiting = waiting_texts(texts_of(runs, grader=user)).order_by()
        waits = list(runs.filter(pk__in=waiting.values("attempt__enrolment__run")))
        for run in waits:
            _tell(user, run, at)
        told += len(waits)
    return told


def _tell(user: User, run: CourseRun, at: datetime) -> None:
    language = language_of(user)
    with override(language):
        link = absolute(reverse("courses:grading-queue"))
    send(
        "email/texts_waiting",
        recipient=user.email,
        context={
            "user": user,
            "title": run_titles([run], language)[run.course_id],
            "link": link,
        },
        language=language,
        key=f"texts-waiting:{run.key}:{user.key}:{localdate(at).isoformat()}",
        person=user,
        kind=MailKind.TASKS,
        at=at,
    )
