"""Once a month: which courses are new, for those who asked to be told."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from courses.enums import CourseState
from courses.models import CourseText
from lms.accounts.enums import Decision, MailKind, Purpose
from lms.accounts.mails import absolute, language_of, send_many
from lms.accounts.models import ConsentEvent, User

FIRST = 1  # day of the month
LAST = 3  # until then who was missed, because something stood still, is told
MORNING = 7  # o'clock
BATCH = 500  # people
MOST = 20  # courses of one mail


def send_digest(*, at: datetime) -> int:
    """As a month begins tell what was published in the one before; returns how many mails are new.

    Everybody reads of courses in their own language only; where there is none they get no mail.
    """
    now = localtime(at)
    if now.day > LAST or now.hour < MORNING:
        return 0
    until = now.replace(day=FIRST, hour=0, minute=0, second=0, microsecond=0)
    since = (until - timedelta(days=1)).replace(day=FIRST)
    texts = _new_courses(since, until)
    sent = 0
    for people in _batches():
        readers = [user for user in people if texts[language_of(user)]]
        sent += send_many(
            "email/digest",
            people=readers,
            context=lambda language: _words(texts[language]),
            kind=MailKind.DIGEST,
            key=f"digest:{since:%Y-%m}",
            at=at,
        )
    return sent


def _new_courses(since: datetime, until: datetime) -> dict[str, list[CourseText]]:
    found: dict[str, list[CourseText]] = defaultdict(list)
    rows = CourseText.objects.filter(
        course__state=CourseState.PUBLISHED,
        course__published_at__gte=since,
        course__published_at__lt=until,
    ).select_related("course__partner")
    for row in rows.order_by("-course__published_at", "pk"):
        found[row.locale].append(row)
    return found


def _words(texts: list[CourseText]) -> dict[str, Any]:
    courses = [
        {
            "title": row.title,
            "partner": row.course.partner.name,
            "link": absolute(reverse("courses:course", args=[row.course.key, row.slug])),
        }
        for row in texts[:MOST]
    ]
    return {
        "courses": courses,
        "more": max(0, len(texts) - MOST),
        "link": absolute(reverse("courses:catalogue")),
    }


def _batches() -> Iterator[list[User]]:
    """Who ever agreed to it; whether they still want it is asked when sending."""
    yes = ConsentEvent.objects.filter(purpose=Purpose.DIGEST, decision=Decision.GIVEN)
    rows = User.objects.filter(key__in=yes.values("person_key"), is_active=True).exclude(email="")
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
