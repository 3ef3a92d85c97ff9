"""Free texts of a class: its lead reads and grades them, nobody else."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from courses.models import Response, SchoolClass
from courses.queries.team import submitted_texts


def pupil_texts(classes: Iterable[SchoolClass]) -> QuerySet[Response]:
    """Submitted texts of seats of these classes, in whichever run; the seat is ``…user.seat``.

    ``person`` is its alias. Who was taken out of a class is no longer read.
    """
    rows = submitted_texts().filter(
        attempt__enrolment__user__seat__school_class__in=classes,
        attempt__enrolment__user__seat__removed_at=None,
    )
    rows = rows.annotate(person=F("attempt__enrolment__user__seat__alias"))
    return rows.select_related("attempt__enrolment__user__seat__school_class__partner")
