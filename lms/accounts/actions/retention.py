"""Data that go by themselves: what each rule does, and one run of all."""

import logging
from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from lms.accounts import mails
from lms.accounts.actions.erasure import erase_all
from lms.accounts.models import User
from lms.accounts.privacy import due
from lms.accounts.privacy.rules import rules
from lms.records.actions import record_event

logger = logging.getLogger("lms.accounts")


class RetentionFailedError(Exception):
    """Some rules could not be applied; ``report`` says what the others deleted."""

    def __init__(self, failed: list[str], report: dict[str, int]) -> None:
        super().__init__(f"not applied: {', '.join(failed)}")
        self.failed, self.report = failed, report


def run_retention(*, at: datetime) -> dict[str, int]:
    """Apply every rule once and keep in the log how many rows went; safe to run twice.

    Each rule is a transaction of its own: one that fails takes no other with it, and stays due.

    Raises:
        RetentionFailedError: Rules failed; raised when all others are done and in the log.
    """
    report: dict[str, int] = {}
    failed = []
    for rule in rules():
        if not rule.act:
            continue
        try:
            report[rule.code] = rule.apply(at=at)
        except Exception:
            logger.exception("a retention rule failed", extra={"action": rule.code})
            failed.append(rule.code)
    _note(report, failed, at)
    if failed:
        raise RetentionFailedError(failed, report)
    return report


def _note(report: dict[str, int], failed: list[str], at: datetime) -> None:
    data: dict[str, object] = {code: number for code, number in report.items() if number}
    if failed:
        data["failed"] = failed
    if data:
        record_event(
            action="retention.run",
            object_type="retention",
            object_key=at.date().isoformat(),
            at=at,
            data=data,
        )


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


def drop_incidents(*, at: datetime) -> int:
    """Delete breaches settled three years ago."""
    return int(due.settled_incidents(at=at).delete()[0])


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
