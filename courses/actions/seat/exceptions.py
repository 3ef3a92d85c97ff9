"""Exceptions from what a course asks for: who may ask for one, and who hears of it."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _, override

from courses.actions.run import record
from courses.actions.seat.errors import EntranceError
from courses.enums import RunKind
from courses.models import CourseRun, SeatRequest
from courses.queries.deciders import deciders, is_decided
from courses.queries.seat import runs_with_team, unmet_prerequisites
from courses.queries.team import run_titles
from courses.rules import is_old_enough
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, send_many
from lms.accounts.models import User
from lms.common.errors import DomainError, ThrottledError

MOST_A_DAY = 10  # exceptions one person asks for: each writes to several people


def check_exception(*, user: User, run: CourseRun, note: str, at: datetime) -> None:
    """Let somebody ask where there is who decides: a team, at any time else the house's admins.

    Raises:
        EntranceError: There is nothing to ask for, or nobody to ask.
        DomainError: No reason was written.
        ThrottledError: Too many for one day.
    """
    if is_old_enough(user, run.course) and not unmet_prerequisites(user, run.course_id):
        raise EntranceError(_("Für diesen Kurs ist keine Ausnahme nötig: Es fehlt nichts."))
    if run.kind == RunKind.SELF_PACED:
        _check_decided(user, run)
    elif not runs_with_team([run]):
        raise EntranceError(_("Dieser Termin hat kein Team, das eine Ausnahme machen könnte."))
    if not note.strip():
        raise DomainError(_("Bitte schreiben Sie, warum eine Ausnahme passt."))
    asked = SeatRequest.objects.filter(user=user, needs_exception=True)
    if asked.filter(queued_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ThrottledError(_("Das waren heute schon viele Bitten. Morgen geht es weiter."))


def _check_decided(user: User, run: CourseRun) -> None:
    if not is_decided(run, user=user):
        raise EntranceError(nobody_decides(run))


def nobody_decides(run: CourseRun) -> str:
    """What somebody reads who could only come in by an exception that nobody makes."""
    message = _(
        "%(house)s hat zurzeit niemanden, der über Ausnahmen entscheidet. Was hilft: dort "
        "nachfragen, zuerst nachholen, was fehlt, oder einen anderen Kurs wählen."
    )
    return message % {"house": run.course.partner.name}


def tell_deciders(*, request: SeatRequest, at: datetime) -> None:
    """Say that somebody asks for an exception, to who decides: not who, not why."""
    if not request.is_nameless:
        return
    run = request.run

    def words(language: str) -> dict[str, object]:
        with override(language):
            link = absolute(reverse("courses:run-exceptions", args=[run.key]))
        return {"title": run_titles([run], language)[run.course_id], "link": link}

    send_many(
        "email/exception_asked",
        people=deciders(run, asker=request.user),
        context=words,
        kind=MailKind.TASKS,
        key=f"exception-asked:{request.key}",
        at=at,
    )


def look_at_exceptions(*, run: CourseRun, actor: User, at: datetime) -> None:
    """Keep in the log that somebody read what is asked for and why, without names."""
    record("run.exceptions", run, actor, at)
