"""Background work of the accounts."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lms.accounts.actions import confirmation
from lms.accounts.actions.child import drop_unanswered
from lms.accounts.actions.erasure import erase_all
from lms.accounts.actions.privacy_case import remind_of_cases
from lms.accounts.actions.retention import run_retention
from lms.accounts.actions.review import review_consents
from lms.accounts.privacy import due
from lms.records.ledger import export_ledger


@shared_task(base=DjangoTask, name="lms.accounts.tasks.clear_sessions")
def clear_sessions() -> None:
    """Delete what is left of sessions that have ended; safe to run twice."""
    call_command("clearsessions")


@shared_task(base=DjangoTask, name="lms.accounts.tasks.drop_unconfirmed")
def drop_unconfirmed() -> int:
    """Delete what nobody confirmed for a week; safe to run twice."""
    return confirmation.drop_unconfirmed(at=timezone.now())


@shared_task(base=DjangoTask, name="lms.accounts.tasks.keep_consents")
def keep_consents() -> int:
    """Ask yearly questions and stop accounts without an answer; safe to run twice."""
    return review_consents(at=timezone.now())


@shared_task(base=DjangoTask, name="lms.accounts.tasks.drop_unanswered_consents")
def drop_unanswered_consents() -> int:
    """Delete accounts, forms and codes nobody answered in time; safe to run twice."""
    return drop_unanswered(at=timezone.now())


@shared_task(base=DjangoTask, name="lms.accounts.tasks.erase_due_people")
def erase_due_people() -> int:
    """Erase whose fourteen days are over, and write the ledger beside the backups; safe twice."""
    now = timezone.now()
    erased = erase_all(people=due.to_erase(at=now), at=now)
    export_ledger(settings.LEDGER_FILE)
    return erased


@shared_task(base=DjangoTask, name="lms.accounts.tasks.keep_retention")
def keep_retention() -> int:
    """Apply the rules by which data go by themselves; returns how many rows went."""
    return sum(run_retention(at=timezone.now()).values())


@shared_task(base=DjangoTask, name="lms.accounts.tasks.remind_of_privacy_cases")
def remind_of_privacy_cases() -> int:
    """Remind of requests that wait for an answer; each reminder goes once."""
    return remind_of_cases(at=timezone.now())
