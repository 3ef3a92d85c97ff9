"""Counts the answers of the anonymous sheet about Bildungszeit."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from courses.models import CourseRun, LeaveCount


@transaction.atomic
def count_answers(*, run: CourseRun, answers: Iterable[str]) -> None:
    """Count each answer by itself; neither who gave it nor when is kept, nor which went with it.

    Args:
        run: The run the sheet is about.
        answers: Values of ``LeaveAge``, ``LeaveGender`` and ``LeaveQualification``.
    """
    for answer in sorted(set(answers)):  # in one order: two sheets at once never wait in a circle
        row, _is_new = LeaveCount.objects.get_or_create(run=run, answer=answer)
        LeaveCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
