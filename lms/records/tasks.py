"""Background work of the records: sending mail."""

import time

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from lms.records import outbox

BUDGET = 120  # seconds; a run ends well before Celery's time limit, the next one goes on


@shared_task(base=DjangoTask, name="lms.records.tasks.send_outbox")
def send_outbox() -> int:
    """Send every mail that is due, one after the other; returns how many were tried.

    Safe to run twice, also at the same time. Stops when the mail server cannot be used: what is
    left stays due for the sweeper.
    """
    tried = 0
    deadline = time.monotonic() + BUDGET
    while time.monotonic() < deadline:
        message = outbox.claim(at=timezone.now())
        if message is None:
            break
        tried += 1
        if not outbox.deliver(message, at=timezone.now()):
            break
    return tried
