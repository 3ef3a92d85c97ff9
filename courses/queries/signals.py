"""What learners miss in lessons: counts, told as ``grading.disclosure`` permits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from courses.enums import SignalKind
from courses.grading.disclosure import LEAST, shown
from courses.models import LessonSignal

COUNTS_FOR = timedelta(days=90)  # a lesson changes; what was said of an old one is no help


@dataclass(frozen=True)
class Wanted:
    """How many people at least miss the same thing in one lesson; ``lesson`` is a source key."""

    lesson: UUID
    kind: SignalKind
    people: int


def wanted(courses: Iterable[UUID] | QuerySet, *, until: datetime) -> list[Wanted]:  # type: ignore[type-arg]
    """What at least five people miss, the most frequent first; one query.

    Args:
        courses: Source keys of courses, or a query that selects them.
        until: The last midnight: nobody can watch a number move while somebody learns.
    """
    rows = LessonSignal.objects.filter(
        lesson__course__source_key__in=courses,
        lesson__retired_at=None,
        created_at__gte=until - COUNTS_FOR,
        created_at__lt=until,
    ).values("lesson__source_key", "kind")
    # Somebody enrolled twice counts once.
    counted = rows.annotate(people=Count("enrolment__user", distinct=True))
    found = counted.filter(people__gte=LEAST).order_by("lesson__position", "kind")
    told = [
        Wanted(row["lesson__source_key"], SignalKind(row["kind"]), shown(row["people"]))
        for row in found
    ]
    return sorted(told, key=lambda row: -row.people)  # by what is told: the order tells no more
