"""Data that go by themselves: what each rule does, and one run of all."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from lms.accounts import mails
from lms.accounts.actions.erasure import erase_all
from lms.accounts.models import User
from lms.accounts.privacy import due
from lms.accounts.privacy.rules import rules
from lms.records.actions import record_event


def run_retention(*, at: datetime) -> dict[str, int]:
    """Apply every rule once and keep in the log how many rows went; safe to run twice.

    Each rule is a transaction of its own: one that fails takes no other with it, and stays due.
    """
    report = {rule.code: rule.apply(at=at) for rule in rules() if rule.act}
    if any(report.values()):
        record_event(
            action="retention.run",
            object_type="retention",
            object_key=at.date().isoformat(),
            at=at,
            data={code: number for code, number in report.items() if number},
        )
    return report


def tell_inactive(*, at: datetime) -> int:
    """Tell whoever was not here for 23 months that the account goes in 30 days."""
    told = 0
    for user in due.to_be_told(at=at):
        told += User.objects.filter(
            pk=user.pk, inactivity_notice_at=user.inactivity_notice_at
        ).update(inactivity_notice_at=at)
        if user.email:
            _write(user, at)
    return told


def erase_inactive(*, at: datetime) -> int:
    """Erase accounts unused for 24 months whose owners were told."""
    return erase_all(people=due.inactive(at=at), at=at)


def drop_cases(*, at: datetime) -> int:
    """Delete cases closed three years ago."""
    return int(due.closed_cases(at=at).delete()[0])


def drop_audit_notes(*, at: datetime) -> int:
    """Delete personal words beside old entries of the log."""
    return int(due.audit_notes(at=at).delete()[0])


def drop_mails(*, at: datetime) -> int:
    """Delete rows of mails that are done with."""
    return int(due.mails(at=at).delete()[0])


def drop_idempotency_keys(*, at: datetime) -> int:
    """Delete keys no form is sent with any more."""
    return int(due.idempotency_keys(at=at).delete()[0])


def _write(user: User, at: datetime) -> None:
    language = mails.language_of(user)
    with override(language):
        link = mails.absolute(reverse("account_login"))
    mails.send(
        "email/account_unused",
        recipient=user.email,
        context={"user": user, "link": link, "erased_on": (at + due.TOLD_BEFORE).date()},
        language=language,
        key=f"unused:{user.key}:{at.date().isoformat()}",
        person=user,
        at=at,
    )
