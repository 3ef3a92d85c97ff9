"""What is due to go at a moment: one query for each rule about accounts and records."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from lms.accounts.actions.confirmation import UNCONFIRMED_LIFE
from lms.accounts.enums import AccountKind
from lms.accounts.models import PendingConfirmation, PrivacyCase, User
from lms.records.models import AuditNote, IdempotencyKey, MailState, OutboxMessage

UNUSED_FOR = timedelta(days=730)
TOLD_BEFORE = timedelta(days=30)
CASES_KEPT = timedelta(days=3 * 365)
NOTES_KEPT = timedelta(days=730)
MAILS_KEPT = timedelta(days=30)
KEYS_KEPT = timedelta(days=7)


def unused_since(*, moment: datetime) -> QuerySet[User]:
    """Personal accounts nobody signed in to since; whoever has rights here is looked after."""
    people = User.objects.filter(
        kind=AccountKind.PERSONAL,
        requires_second_factor=False,
        is_city_staff=False,
        is_platform_admin=False,
        is_data_protection_officer=False,
    )
    last = Coalesce(F("last_login"), F("date_joined"))
    return people.annotate(last_used_at=last).filter(last_used_at__lt=moment)


def to_be_told(*, at: datetime) -> QuerySet[User]:
    """Unused for 23 months and not yet told since they were here last."""
    unused = unused_since(moment=at - UNUSED_FOR + TOLD_BEFORE)
    return unused.filter(
        Q(inactivity_notice_at=None) | Q(inactivity_notice_at__lt=F("last_used_at"))
    )


def inactive(*, at: datetime) -> QuerySet[User]:
    """Unused for 24 months and told at least 30 days ago."""
    return unused_since(moment=at - UNUSED_FOR).filter(
        inactivity_notice_at__lte=at - TOLD_BEFORE,
        inactivity_notice_at__gte=F("last_used_at"),
    )


def to_erase(*, at: datetime) -> QuerySet[User]:
    """Accounts whose fourteen days are over."""
    return User.objects.filter(erase_at__lte=at)


def unconfirmed(*, at: datetime) -> QuerySet[PendingConfirmation]:
    """Addresses nobody confirmed for a week."""
    return PendingConfirmation.objects.filter(created_at__lt=at - UNCONFIRMED_LIFE)


def sessions(*, at: datetime) -> QuerySet[Session]:
    """Sessions that have ended."""
    return Session.objects.filter(expire_date__lt=at)


def closed_cases(*, at: datetime) -> QuerySet[PrivacyCase]:
    """Cases closed three years ago."""
    return PrivacyCase.objects.filter(closed_at__lt=at - CASES_KEPT)


def audit_notes(*, at: datetime) -> QuerySet[AuditNote]:
    """Personal words beside old entries of the log; the entries stay."""
    return AuditNote.objects.filter(event__at__lt=at - NOTES_KEPT)


def mails(*, at: datetime) -> QuerySet[OutboxMessage]:
    """Mails that left, came back or were given up a month ago."""
    done = (MailState.SENT, MailState.FAILED, MailState.BOUNCED)
    return OutboxMessage.objects.filter(state__in=done, created_at__lt=at - MAILS_KEPT)


def idempotency_keys(*, at: datetime) -> QuerySet[IdempotencyKey]:
    """Keys no form is sent with any more."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEYS_KEPT)
