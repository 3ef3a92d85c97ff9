"""Background work of the cases: reminders and requests that nobody answered."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from lms.common.errors import ConflictError
from network.actions.cooperation import reminders
from network.models import Cooperation

logger = logging.getLogger("network")

# Ending comes first: nobody is reminded of what is over.
SWEEPS: tuple[tuple[Callable[[datetime], list[Cooperation]], Callable[..., object]], ...] = (
    (reminders.silent_requests, reminders.lapse),
    (reminders.unanswered, reminders.remind_of_answer),
    (reminders.without_outcome, reminders.remind_of_outcome),
    (reminders.due_steps, reminders.remind_of_step),
)


@shared_task(base=DjangoTask, name="network.tasks.sweep_cases")
def sweep_cases() -> int:
    """Remind and end what is due; safe to run twice. Returns how many cases it dealt with.

    One broken case never holds up the others.
    """
    done, now = 0, timezone.now()
    for due, act in SWEEPS:
        for case in due(now):
            try:
                act(cooperation=case, at=now)
            except ConflictError:
                continue  # somebody was faster
            except Exception:
                logger.exception("case not swept", extra={"object_key": case.key})
            done += 1
    return done
