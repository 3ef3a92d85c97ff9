"""What goes by itself in the learning model: old answers, whose results stay; closed requests."""

from datetime import datetime

from django.db import transaction

from courses.models import Response
from courses.queries.retention import closed_requests, old_answers


@transaction.atomic
def drop_old_answers(*, at: datetime) -> int:
    """Delete old answers with their grades; points and results of the attempts stay.

    Returns:
        How many answers went.
    """
    old = list(old_answers(at=at).values_list("pk", flat=True))
    Response.objects.filter(pk__in=old).delete()
    return len(old)


def drop_closed_requests(*, at: datetime) -> int:
    """Delete requests for seats that were answered long ago, with the names in them."""
    return int(closed_requests(at=at).delete()[0])
