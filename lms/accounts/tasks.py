"""Background work of the accounts."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.core.management import call_command
from django.utils import timezone

from lms.accounts.actions import confirmation
from lms.accounts.actions.child import drop_unanswered
from lms.accounts.actions.review import review_consents


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
