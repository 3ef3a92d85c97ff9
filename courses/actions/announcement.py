"""Telling everybody in a run something."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from courses.enums import EnrolmentState, RunKind
from courses.models import Announcement, CourseRun
from courses.queries.team import entered_addresses, run_titles
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, send_many, send_to_entered
from lms.accounts.models import User
from lms.records.actions import record_event


@transaction.atomic
def announce(
    *, run: CourseRun, key: str, subject: str, text: str, author: User, at: datetime
) -> Announcement:
    """Tell everybody in a run; the same ``key`` a second time tells nothing.

    People with an address get a mail, unless they switched that off; guests at the address that
    the team was given. Seats of a class have none:
    they read it when they come. The caller has checked the right to.
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
        _mail(row, author, at)
    return row


def _mail(row: Announcement, author: User, at: datetime) -> None:
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
    send_many(
        "email/announcement",
        people=User.objects.filter(pk__in=here.values("user")).exclude(key=author.key),
        context=own_words,
        kind=MailKind.ANNOUNCEMENT,
        key=key,
        at=at,
    )
    send_to_entered(
        "email/announcement",
        addresses=entered_addresses(run),
        context=words,
        kind=MailKind.ANNOUNCEMENT,
        key=key,
        at=at,
    )
