"""Answers in tests go a year after the course; results stay."""

from datetime import datetime

from django.db import transaction

from courses.models import Response
from courses.queries.retention import old_answers


@transaction.atomic
def drop_old_answers(*, at: datetime) -> int:
    """Delete old answers with their grades; points and results of the attempts stay.

    Returns:
        How many answers went.
    """
    old = list(old_answers(at=at).values_list("pk", flat=True))
    Response.objects.filter(pk__in=old).delete()
    return len(old)
