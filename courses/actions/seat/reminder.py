"""Tells those who decide that people ask for seats or exceptions, once a day for each run."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from courses.actions.grading_reminder import MORNING
from courses.models import CourseRun
from courses.queries.team import run_titles
from courses.queries.waiting_requests import Waiting, runs_with_requests, waiting_for
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, send_many


def remind_deciders(*, at: datetime) -> int:
    """Queue a mail for everybody for whom a request waits; a day's second one sends nothing.

    Who joins a team or becomes an admin later is reached, too. A few queries for each run.

    Returns:
        How many mails are new, 0 before ``MORNING``.
    """
    if localtime(at).hour < MORNING:
        return 0
    return sum(
        _tell(run, waiting, at) for run in runs_with_requests(at) for waiting in waiting_for(run)
    )


def _tell(run: CourseRun, waiting: Waiting, at: datetime) -> int:
    """How many, and where: neither who asks nor why."""

    def words(language: str) -> dict[str, object]:
        with override(language):
            pages = {
                name: absolute(reverse(f"courses:run-{name}", args=[run.key]))
                for name in ("requests", "exceptions")
            }
        title = run_titles([run], language)[run.course_id]
        return {"title": title, "waiting": waiting, "pages": pages}

    return send_many(
        "email/requests_waiting",
        people=[waiting.user],
        context=words,
        kind=MailKind.TASKS,
        key=f"requests-waiting:{run.key}:{localdate(at).isoformat()}",
        at=at,
    )
