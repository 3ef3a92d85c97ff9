"""Background work of the network: keeping its entries fresh."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from network.actions.application import drop_old_applications
from network.actions.claim import drop_old_claims
from network.actions.freshness import archive_listing, archive_partner, ask_to_confirm, expire
from network.models import Partner
from network.queries.freshness import (
    listings_forgotten,
    listings_over,
    partners_forgotten,
    partners_to_ask,
)

logger = logging.getLogger("network")

MORNING = 7  # o'clock; nobody is woken by a mail about work
Due = Callable[[date], Iterable[Any]]
ENDS: tuple[tuple[Due, Callable[..., bool]], ...] = (
    (listings_over, expire),
    (listings_forgotten, archive_listing),
    (partners_forgotten, archive_partner),
)
DROPS: tuple[Callable[..., int], ...] = (drop_old_applications, drop_old_claims)


@shared_task(base=DjangoTask, name="network.tasks.keep_fresh")
def keep_fresh() -> int:
    """End what is over, archive what is forgotten, ask for confirmations in daytime.

    Safe to run twice and after a pause of days. One broken entry never holds up the others.
    Returns how many mails were queued.
    """
    now = timezone.now()
    for due, end in ENDS:
        _each(due(localdate(now)), end, now)
    for drop in DROPS:
        try:
            drop(at=now)
        except Exception:
            logger.exception("not dropped", extra={"action": drop.__name__})
    if localtime(now).hour < MORNING:
        return 0
    return _each(partners_to_ask(localdate(now)), _ask, now)


def _ask(*, entry: Partner, at: datetime) -> bool:
    return ask_to_confirm(partner=entry, at=at)


def _each(entries: Iterable[Any], act: Callable[..., bool], at: datetime) -> int:
    """Act on each entry; one that fails is logged and tried again in an hour."""
    done = 0
    for entry in entries:
        try:
            done += act(entry=entry, at=at)
        except Exception:
            logger.exception("entry not kept", extra={"object_key": entry.key})
    return done
