"""How many people a change of a course's completion rule concerns."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from courses.enums import EnrolmentState
from courses.grading.disclosure import LEAST, shown
from courses.models import Enrolment


class Concerned(NamedTuple):
    """How many learn and how many have finished, in words that tell nothing of single people."""

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
    """Rounded down: of an exact number one could watch who comes and goes."""
    least = shown(number)
    if least:
        return _("mindestens %(number)s") % {"number": least}
    return _("weniger als %(few)s") % {"few": LEAST}
