"""Telling the authors of a lesson what one misses."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.enums import SignalKind
from courses.models import Enrolment, Lesson, LessonSignal
from courses.queries.signals import COUNTS_FOR
from lms.common.errors import DomainError


@transaction.atomic
def send_signal(*, enrolment: Enrolment, lesson: Lesson, kind: str, at: datetime) -> None:
    """Keep what a learner misses; safe to repeat.

    The first time stays while it counts: who says it again does not make a number move.

    Args:
        enrolment: Whose.
        lesson: Of the enrolment's course; the view has checked.
        kind: One of ``SignalKind``.
        at: When.

    Raises:
        DomainError: No or an unknown kind.
    """
    if kind not in SignalKind.values:
        raise DomainError(_("Bitte wählen Sie aus, was Ihnen fehlt."))
    row, is_new = LessonSignal.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, kind=kind, defaults={"created_at": at}
    )
    if not is_new and row.created_at < at - COUNTS_FOR:
        row.created_at = at
        row.save(update_fields=["created_at"])
