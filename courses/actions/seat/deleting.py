"""Enrolments that are deleted with the accounts they belong to."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from courses.actions.seat.guard import give_back, lock_runs
from courses.actions.seat.queue import offer_seats
from courses.enums import EnrolmentState
from courses.models import Enrolment


def delete_enrolments(*, users: Iterable[int], at: datetime) -> None:
    """Delete the enrolments of accounts, by primary key, with everything learned in them.

    Their seats go to who waits; the caller holds the transaction.
    """
    rows = Enrolment.objects.filter(user__in=list(users))
    inside = rows.exclude(state=EnrolmentState.LEFT)
    runs = lock_runs(inside.values_list("run", flat=True))
    freed = Counter(inside.values_list("run", flat=True))
    rows.delete()
    for run in runs:
        give_back(run, freed[run.pk])
        offer_seats(run, at)
