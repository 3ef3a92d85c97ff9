"""The end of a class: access ends with its last day, 60 days later everything is deleted."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import override

from courses.actions.school_class.founding import record_class
from courses.actions.seat.deleting import delete_enrolments
from courses.models import SchoolClass
from courses.queries.school_class import current_leads, last_day
from lms.accounts.actions import end_sessions
from lms.accounts.mails import language_of, send
from lms.accounts.models import User
from lms.records.ledger import note_deletion

LEDGER_TYPE = "class"  # what the ledger of deletions calls one


@transaction.atomic
def end_class(*, school_class: SchoolClass, actor: User | None, at: datetime) -> None:
    """End a class, with its last day or before it: nobody signs in, leads look no more.

    Safe to repeat. What was learned can be taken along until the class is deleted.
    """
    running = SchoolClass.objects.filter(pk=school_class.pk, ended_at=None)
    today = localdate(at)
    if not running.update(ended_at=at, joining_hash="", joining_expires_at=None, open_until=None):
        return
    if school_class.ends_on > today:  # the 60 days begin today
        SchoolClass.objects.filter(pk=school_class.pk).update(ends_on=today)
    for user in User.objects.filter(seat__school_class=school_class):
        end_sessions(user=user)
    record_class("class.end", school_class, actor=actor, at=at)


@transaction.atomic
def warn_leads(*, school_class: SchoolClass, at: datetime) -> None:
    """Tell the leads when everything is deleted and where the table is until then; once."""
    if not SchoolClass.objects.filter(pk=school_class.pk, warned_at=None).update(warned_at=at):
        return
    for lead in current_leads(school_class).exclude(email=""):
        _warn(school_class, lead, at)


def _warn(school_class: SchoolClass, lead: User, at: datetime) -> None:
    language, day = language_of(lead), last_day(school_class)
    with override(language):
        address = reverse("courses:class", args=[school_class.key])
        words = date_format(day, "DATE_FORMAT")
    send(
        "email/class_ends",
        recipient=lead.email,
        context={"user": lead, "day": words, "link": f"{settings.SITE_URL}{address}"},
        language=language,
        key=f"class-ends:{school_class.key}:{day:%Y%m%d}:{lead.key}",
        person=lead,
        at=at,
    )


@transaction.atomic
def delete_class(*, school_class: SchoolClass, at: datetime) -> int:
    """Delete a class with its seats, their accounts and all they did; safe to repeat.

    That it happened is kept without anybody in it, so that a restored backup can do it again.

    Returns:
        How many accounts went.
    """
    found = SchoolClass.objects.filter(pk=school_class.pk).select_related("partner").first()
    if found is None:
        return 0
    users = list(User.objects.filter(seat__school_class=found))
    delete_learning(users=users, at=at)
    found.assignments.all().delete()
    found.runs.all().delete()
    found.seats.all().delete()
    User.objects.filter(pk__in=[user.pk for user in users]).delete()
    record_class("class.delete", found, actor=None, at=at, data={"seats": len(users)})
    note_deletion(object_type=LEDGER_TYPE, object_key=found.key, at=at)
    found.delete()
    return len(users)


@transaction.atomic
def delete_learning(*, users: Collection[User], at: datetime) -> None:
    """Delete everything accounts did in courses, and free their places in runs.

    Progress, attempts, answers, notes and the like go with their enrolments.
    """
    for user in users:
        end_sessions(user=user)
    delete_enrolments(users=[user.pk for user in users], at=at)
