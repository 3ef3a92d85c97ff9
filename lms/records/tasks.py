"""Background work of the records: sending mail."""

import time

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.core.cache import cache
from django.utils import timezone

from lms.records import outbox

BUDGET = 120  # seconds; a run ends well before Celery's time limit, the next one goes on
SENDING = "outbox-sending"
ALIVE = 15  # seconds without a sign of life after which a sender counts as dead or stuck


@shared_task(base=DjangoTask, name="lms.records.tasks.send_outbox")
def send_outbox() -> int:
    """Send every mail that is due, one after the other; returns how many were tried.

    Safe to run twice, also at the same time. One sender at a time: with every process of a worker
    busy with a slow mail server, nobody would pass on seats. Stops when the mail server cannot be
    used: what is left stays due for the sweeper.
    """
    tried = 0
    deadline = time.monotonic() + BUDGET
    goes_on = True
    # Whoever queued a mail as this sender ended found it at work, so it looks once more.
    while goes_on and outbox.is_due(at=timezone.now()) and cache.add(SENDING, 1, ALIVE):
        try:
            number, goes_on = _send(deadline)
        finally:
            cache.delete(SENDING)
        tried += number
    return tried


def _send(deadline: float) -> tuple[int, bool]:
    """How many were tried until nothing was due, and whether there is a point in going on."""
    tried = 0
    while time.monotonic() < deadline:
        message = outbox.claim(at=timezone.now())
        if message is None:
            return tried, True
        cache.touch(SENDING, ALIVE)
        tried += 1
        if not outbox.deliver(message, at=timezone.now()):
            break
    return tried, False
