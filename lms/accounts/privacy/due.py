"""What is due to go at a moment: one query for each rule about accounts and records."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lms.accounts.actions.confirmation import UNCONFIRMED_LIFE
from lms.accounts.enums import AccountKind
from lms.accounts.models import (
    Guardian,
    GuardianCode,
    Incident,
    PaperForm,
    PendingConfirmation,
    PrivacyCase,
    User,
)
from lms.records.models import AuditNote, IdempotencyKey, MailState, OutboxMessage

WAIT_FOR_MAIL = timedelta(days=7)  # so long a child's account waits for an answer
WAIT_FOR_PAPER = timedelta(days=14)  # the same with a form on paper
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


def unanswered_children(*, at: datetime) -> QuerySet[User]:
    """Accounts that wait for consent since they were made, and nobody answered in time."""
    forms = PaperForm.objects.filter(
        guardian__child=OuterRef("pk"), entered_at=None, expires_at__gt=at
    )
    late = Q(date_joined__lte=at - WAIT_FOR_PAPER)
    late |= Q(~Exists(forms), date_joined__lte=at - WAIT_FOR_MAIL)
    waiting = User.objects.exclude(pause_reason="").filter(paused_at=F("date_joined"))
    return waiting.filter(late)


def guardian_codes(*, at: datetime) -> QuerySet[GuardianCode]:
    """Codes for guardians that opened nothing any more."""
    return GuardianCode.objects.filter(expires_at__lte=at)


def paper_forms(*, at: datetime) -> QuerySet[PaperForm]:
    """Forms on paper nobody handed in."""
    return PaperForm.objects.filter(entered_at=None, expires_at__lte=at)


def silent_guardians(*, at: datetime) -> QuerySet[Guardian]:
    """Named for an account that is in use, or invited by a class, and never answered."""
    forms = PaperForm.objects.filter(guardian=OuterRef("pk"))
    still_out = forms.exclude(entered_at=None, expires_at__lte=at)
    waits_itself = Q(child__paused_at=F("child__date_joined"))  # goes with the child's account
    named = Q(~Exists(still_out), is_by_class=False, created_at__lte=at - WAIT_FOR_MAIL)
    invited = Q(is_by_class=True, created_at__lte=at - WAIT_FOR_PAPER)
    return Guardian.objects.filter((named & ~waits_itself) | invited, confirmed_at=None)


def sessions(*, at: datetime) -> QuerySet[Session]:
    """Sessions that have ended."""
    return Session.objects.filter(expire_date__lt=at)


def closed_cases(*, at: datetime) -> QuerySet[PrivacyCase]:
    """Cases closed three years ago."""
    return PrivacyCase.objects.filter(closed_at__lt=at - CASES_KEPT)


def settled_incidents(*, at: datetime) -> QuerySet[Incident]:
    """Breaches reported, or decided about, three years ago."""
    return Incident.objects.filter(settled_at__lt=at - CASES_KEPT)


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
