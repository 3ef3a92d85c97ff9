"""Tells the people of a run what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import override

from courses.enums import EnrolmentState, RunKind
from courses.models import CourseRun, Enrolment
from courses.queries.team import run_titles
from lms.accounts.mails import absolute, language_of, send


@dataclass(frozen=True)
class Change:
    """One thing that is different now; both sides may be lazy, each reads them in her language."""

    label: object
    before: object = ""
    after: object = ""


def _in_words(moment: datetime, zone: str) -> str:
    # Without a zone, so that no template moves it to the site's.
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return date_format(local, "SHORT_DATETIME_FORMAT")


# A moment as the clock shows it where the run takes place, written in the reader's language.
moment_in_words = lazy(_in_words, str)


def tell_changes(*, run: CourseRun, changes: Iterable[Change], at: datetime) -> int:
    """Queue one mail for everybody in the run whom a mail reaches; twice for a sequence is once.

    Who was entered by the team is written to at the address the team was given.

    Returns:
        How many are told.
    """
    listed = list(changes)
    if not listed:
        return 0
    reachable = Q(user__email__gt="") | Q(contact__email__gt="")
    rows = Enrolment.objects.filter(reachable, run=run, user__is_active=True)
    people = rows.exclude(state=EnrolmentState.LEFT).select_related("user", "contact").distinct()
    told = 0
    for enrolment in people.order_by("pk"):
        _tell(run, enrolment, listed, at)
        told += 1
    return told


def tell_of_team(*, run: CourseRun, at: datetime) -> int:
    """Tell whoever was promised that nobody sees anything what the new team sees; once for a run.

    Not who gave a name for a team, or was entered by one: they know.

    Returns:
        How many are told.
    """
    rows = Enrolment.objects.filter(run=run, contact=None, user__is_active=True)
    rows = rows.exclude(state=EnrolmentState.LEFT).exclude(user__email="").select_related("user")
    titles: dict[str, str] = {}
    for enrolment in rows.order_by("pk"):
        language = language_of(enrolment.user)
        if language not in titles:
            titles[language] = run_titles([run], language)[run.course_id]
        _tell_of_team(run, enrolment, titles[language], at)
    return len(rows)


def _tell_of_team(run: CourseRun, enrolment: Enrolment, title: str, at: datetime) -> None:
    user = enrolment.user
    language = language_of(user)
    with override(language):
        leave = absolute(reverse("courses:leave", args=[enrolment.key]))
        name = absolute(reverse("courses:team-name", args=[enrolment.key]))
    context = {
        "user": user,
        "title": title,
        "house": run.course.partner.name,
        "has_end": run.ends_at is not None,
        "leave": leave,
        "name": name if run.kind == RunKind.DATED else "",
    }
    send(
        "email/run_team",
        recipient=user.email,
        context=context,
        language=language,
        key=f"run-team:{run.key}:{user.key}",
        person=user,
        at=at,
    )


def _tell(run: CourseRun, enrolment: Enrolment, changes: list[Change], at: datetime) -> None:
    user = enrolment.user
    contact = getattr(enrolment, "contact", None)
    address = user.email or (contact.email if contact else "")
    language = language_of(user)
    with override(language):
        title = run_titles([run], language)[run.course_id]
        # A guest has no account in which to look.
        link = absolute(reverse("courses:own-dates", args=[enrolment.key])) if user.email else ""
    send(
        "email/run_changed",
        recipient=address,
        context={"user": user, "title": title, "changes": changes, "link": link},
        language=language,
        key=f"run-changed:{run.key}:{run.sequence}:{user.key}",
        person=user,
        at=at,
    )
