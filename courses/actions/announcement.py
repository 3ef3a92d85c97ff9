"""Telling everybody in a run something."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from courses.enums import EnrolmentState, RunKind
from courses.models import Announcement, CourseRun
from courses.queries.team import entered_addresses, run_titles
from courses.signals import run_announced
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, send_many, send_to_entered
from lms.accounts.models import User
from lms.records.actions import clear_stale, mark_stale, record_event
from lms.records.models import StaleMark

UNSENT = "announcement"  # of the mark that stands until its mails are queued


@transaction.atomic
def announce(
    *, run: CourseRun, key: str, subject: str, text: str, author: User, at: datetime
) -> Announcement:
    """Tell everybody in a run; the same ``key`` a second time tells nothing.

    People with an address get a mail soon after, unless they switched that off; guests at the
    address that the team was given. Writing thousands takes seconds, so it is left to
    ``mail_announcement``. Seats of a class have no address: they read it when they come. The
    caller has checked the right to.
    """
    is_mailed = run.kind != RunKind.SCHOOL_CLASS
    row, is_new = Announcement.objects.get_or_create(
        key=key,
        defaults={
            "run": run, "subject": " ".join(subject.split()), "text": text.strip(),
            "is_mailed": is_mailed, "created_at": at, "author": author,
        },
    )  # fmt: skip
    if not is_new:
        return row
    record_event(
        action="run.announce",
        object_type="run",
        object_key=run.key,
        actor_key=author.key,
        partner_key=run.course.partner.key,
        at=at,
        data={"announcement": row.key},
    )
    if is_mailed:
        mark_stale(object_type=UNSENT, object_key=row.key, at=at)
        run_announced.send(sender=Announcement, announcement=row, at=at)
    return row


def unsent_announcements() -> QuerySet[StaleMark]:
    """Marks of announcements whose mails may not all be queued yet, the oldest first."""
    return StaleMark.objects.filter(object_type=UNSENT).order_by("marked_at", "pk")


@transaction.atomic
def mail_announcement(*, key: str, at: datetime) -> int:
    """Queue the mails of an announcement; safe to run twice, each person gets one.

    Returns:
        How many were queued now.
    """
    row = Announcement.objects.select_related("run__course", "author").filter(key=key).first()
    queued = _mail(row, at) if row is not None else 0
    clear_stale(object_type=UNSENT, object_key=key, at=at)
    return queued


def _mail(row: Announcement, at: datetime) -> int:
    run = row.run

    def words(language: str) -> dict[str, Any]:
        return {
            "course": run_titles([run], language)[run.course_id],
            "subject": row.subject,
            "text": row.text,
        }

    def own_words(language: str) -> dict[str, Any]:
        return {**words(language), "link": absolute(reverse("courses:learning"))}

    key = f"announcement:{row.key}"
    here = run.enrolments.exclude(state=EnrolmentState.LEFT)
    told = send_many(
        "email/announcement",
        people=User.objects.filter(pk__in=here.values("user")).exclude(pk=row.author_id or 0),
        context=own_words,
        kind=MailKind.ANNOUNCEMENT,
        key=key,
        at=at,
    )
    return told + send_to_entered(
        "email/announcement",
        addresses=entered_addresses(run),
        context=words,
        kind=MailKind.ANNOUNCEMENT,
        key=key,
        at=at,
    )
