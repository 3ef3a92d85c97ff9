"""Work of the network that may run later or again: computing and mending the matches."""

from datetime import datetime

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db.models import QuerySet
from django.utils import timezone

from lms.accounts.models import User
from lms.records.actions import clear_stale
from lms.records.models import StaleMark
from network.actions.match_run import RunBusyError, rematch_partner, run_matching, sweep_runs
from network.actions.weight_proposal import NothingToLearnError, propose_from_decisions
from network.queries.matches import current_run

STALE_PARTNER = "match_partner"  # type of the marks: a partner whose matches are out of date


@shared_task(base=DjangoTask, name="network.tasks.match_network")
def match_network() -> str:
    """The nightly run; returns its checksum, nothing when another run is at work."""
    at = timezone.now()
    try:
        run = run_matching(as_of=timezone.localdate(at), at=at)
    except RunBusyError:
        return ""
    _clear(list(_marks().filter(marked_at__lte=at)))
    return run.checksum


@shared_task(base=DjangoTask, name="network.tasks.rematch_stale")
def rematch_stale() -> int:
    """Mend the matches of partners that changed; returns how many were marked.

    Many changes at once cost one run: the marks are read together. What is marked meanwhile stays
    for the next time; the sweeper calls this every minute.
    """
    at = timezone.now()
    sweep_runs(at=at)
    marks = list(_marks())
    if not marks:
        return 0
    today = timezone.localdate(at)
    try:
        if len(marks) == 1:
            rematch_partner(partner_key=marks[0].object_key, as_of=today, at=at)
        else:
            _rematch_all(at)
    except RunBusyError:
        return 0  # they stay marked
    _clear(marks)
    return len(marks)


def _rematch_all(at: datetime) -> None:
    """Compute anew if there is something to mend."""
    if current_run() is not None:
        run_matching(as_of=timezone.localdate(at), at=at)


def _marks() -> QuerySet[StaleMark]:
    return StaleMark.objects.filter(object_type=STALE_PARTNER)


def _clear(marks: list[StaleMark]) -> None:
    for mark in marks:
        clear_stale(object_type=STALE_PARTNER, object_key=mark.object_key, at=mark.marked_at)


@shared_task(base=DjangoTask, name="network.tasks.refit_weights")
def refit_weights(actor_key: str) -> str:
    """Let the decisions propose new weights; returns their version, nothing without decisions."""
    author = User.objects.filter(key=actor_key).first()
    try:
        return propose_from_decisions(author=author, at=timezone.now()).version
    except NothingToLearnError:
        return ""
