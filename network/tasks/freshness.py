"""Background work of the network: keeping its entries fresh."""

import logging

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from network.actions.application import drop_old_applications
from network.actions.freshness import archive_forgotten, ask_to_confirm, end_what_is_over
from network.queries.freshness import partners_to_ask

logger = logging.getLogger("network")

MORNING = 7  # o'clock; nobody is woken by a mail about work


@shared_task(base=DjangoTask, name="network.tasks.keep_fresh")
def keep_fresh() -> int:
    """End what is over, archive what is forgotten, ask for confirmations in daytime.

    Safe to run twice and after a pause of days. One broken entry never holds up the others.
    Returns how many mails were queued.
    """
    now = timezone.now()
    end_what_is_over(at=now)
    archive_forgotten(at=now)
    drop_old_applications(at=now)
    if localtime(now).hour < MORNING:
        return 0
    asked = 0
    for partner in partners_to_ask(localdate(now)):
        try:
            asked += ask_to_confirm(partner=partner, at=now)
        except Exception:
            logger.exception("partner not asked", extra={"object_key": partner.key})
    return asked
