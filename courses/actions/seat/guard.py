"""The guard of the seats: one lock for each run, and a counter that never passes its limit.

``lock_run`` makes everybody who changes seats of one run stand in line (``SELECT … FOR UPDATE``;
SQLite lets one writer in at a time anyway). The conditional update and the constraints of the
table are the net below it. Nobody but this module writes ``seats_taken``.
"""

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.translation import gettext as _, gettext_lazy as _lazy, ngettext

from courses.actions.seat.errors import FullRunError, MovedError, NoRunError
from courses.models import CourseRun, Enrolment

CHOOSE = _lazy("Bitte wählen Sie einen der Termine, die noch frei sind.")


def lock_run(run: CourseRun) -> CourseRun:
    """The run as it is now, locked until the transaction ends; with its course and partner.

    Raises:
        NoRunError: It is gone.
    """
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("course__partner")
    found = rows.filter(pk=run.pk).first()
    if found is None:
        raise NoRunError(CHOOSE)
    return found


def lock_both(one: CourseRun, other: CourseRun) -> tuple[CourseRun, CourseRun]:
    """Two runs, locked in the order of their rows, so that nobody waits in a circle."""
    found = {run.pk: lock_run(run) for run in sorted((one, other), key=lambda run: run.pk)}
    return found[one.pk], found[other.pk]


def lock_runs(runs: Iterable[int]) -> list[CourseRun]:
    """Runs by primary key, locked in the order of their rows; those gone meanwhile are left out."""
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("course__partner")
    return list(rows.filter(pk__in=sorted(set(runs))).order_by("pk"))


def lock_run_of(enrolment: Enrolment) -> CourseRun:
    """The locked run of an enrolment.

    Raises:
        MovedError: The enrolment was moved at this moment.
    """
    run = lock_run(enrolment.run)
    if not Enrolment.objects.filter(pk=enrolment.pk, run=run).exists():
        raise MovedError(_("Der Termin wurde gerade geändert. Bitte laden Sie die Seite neu."))
    return run


def take_seats(run: CourseRun, number: int = 1) -> None:
    """Count seats of a locked run as taken.

    Raises:
        FullRunError: There are not that many.
    """
    has_seats = Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity") - number)
    rows = CourseRun.objects.filter(has_seats, pk=run.pk)
    if not rows.update(seats_taken=F("seats_taken") + number):
        raise FullRunError(_too_few(run, number))
    run.seats_taken += number


def _too_few(run: CourseRun, number: int) -> str:
    free = max((run.capacity or 0) - run.seats_taken, 0)
    if number == 1 or not free:
        return _("Alle Plätze sind vergeben.")
    message = ngettext(
        "Es ist nur noch %(free)d Platz frei, gebraucht werden %(number)d.",
        "Es sind nur noch %(free)d Plätze frei, gebraucht werden %(number)d.",
        free,
    )
    return message % {"free": free, "number": number}


def give_back(run: CourseRun, number: int = 1) -> None:
    """Count seats of a locked run as free again."""
    if not number:
        return
    rows = CourseRun.objects.filter(pk=run.pk, seats_taken__gte=number)
    if rows.update(seats_taken=F("seats_taken") - number):
        run.seats_taken -= number
