"""Tells the people of a run what changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy

from courses.enums import EnrolmentState, RunKind
from courses.models import CourseRun, Enrolment
from courses.queries.team import entered_addresses, run_titles
from lms.accounts.mails import send_many, send_to_entered
from lms.accounts.models import User


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
        How many are told now.
    """
    listed = list(changes)
    if not listed:
        return 0

    def words(language: str) -> dict[str, Any]:
        return {"title": run_titles([run], language)[run.course_id], "changes": listed}

    key = f"run-changed:{run.key}:{run.sequence}"
    here = _people(run)
    told = send_many(
        "email/run_changed",
        people=here,
        context=words,
        pages={"link": _page("courses:own-dates", here)},
        key=key,
        at=at,
    )
    guests = entered_addresses(run)  # without an account there is no page to look at
    return told + send_to_entered(
        "email/run_changed", addresses=guests, context=words, key=key, at=at
    )


def tell_of_team(*, run: CourseRun, at: datetime) -> int:
    """Tell whoever was promised that nobody sees anything what the new team sees; once for a run.

    Not who gave a name for a team, or was entered by one: they know.

    Returns:
        How many are told now.
    """

    def words(language: str) -> dict[str, Any]:
        return {
            "title": run_titles([run], language)[run.course_id],
            "house": run.course.partner.name,
            "has_end": run.ends_at is not None,
        }

    here = _people(run, contact=None)
    pages = {"leave": _page("courses:leave", here)}
    if run.kind == RunKind.DATED:
        pages["name"] = _page("courses:team-name", here)
    return send_many(
        "email/run_team",
        people=here,
        context=words,
        pages=pages,
        key=f"run-team:{run.key}",
        at=at,
    )


def _people(run: CourseRun, **which: object) -> dict[User, str]:
    """Who is in a run and has an account, with the key of their enrolment; one query."""
    rows = Enrolment.objects.filter(run=run, user__is_active=True, **which)
    rows = rows.exclude(state=EnrolmentState.LEFT).select_related("user")
    return {row.user: row.key for row in rows.order_by("pk")}


def _page(name: str, people: Mapping[User, str]) -> Callable[[User], str]:
    return lambda user: reverse(name, args=[people[user]])
