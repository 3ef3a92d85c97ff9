"""How many people a change of a course's completion rule concerns."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from courses.enums import EnrolmentState
from courses.models import Enrolment

FEW = 5  # below it a number could tell of single people


class Concerned(NamedTuple):
    """How many learn and how many have finished, in words: few are never counted."""

    learning: str
    finished: str


def concerned_by_rule(source_key: UUID) -> Concerned:
    """Count who learns and who has finished a published course; one query."""
    counts = Enrolment.objects.filter(course__source_key=source_key).aggregate(
        learning=Count("pk", filter=Q(state=EnrolmentState.ACTIVE)),
        finished=Count("pk", filter=Q(completed_at__isnull=False)),
    )
    return Concerned(_in_words(counts["learning"]), _in_words(counts["finished"]))


def _in_words(number: int) -> str:
    return str(number) if number >= FEW else _("weniger als %(few)s") % {"few": FEW}
