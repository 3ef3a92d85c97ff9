"""The anonymous answers about Bildungszeit as they may be told: of a house, over all its runs."""

from dataclasses import dataclass

from django.db.models import Sum

from courses.enums import LeaveAge, LeaveGender, LeaveQualification
from courses.grading.disclosure import LEAST, told
from courses.models import LeaveCount
from network.models import Partner


@dataclass(frozen=True)
class Answered:
    """How often an answer was given: rounded down to fives, None where it is not told."""

    answer: LeaveAge | LeaveGender | LeaveQualification  # its class is the question
    number: int | None


def leave_report(partner: Partner) -> list[Answered]:
    """All answers to all questions in the runs a house leads; one query.

    A single run is never told of: its people are few and known to its team. The table of each
    question follows the rules of ``grading.disclosure``.
    """
    rows = LeaveCount.objects.filter(run__course__partner=partner).order_by()
    counted = dict(rows.values_list("answer").annotate(number=Sum("number")))
    questions = (list(LeaveAge), list(LeaveGender), list(LeaveQualification))
    found: list[Answered] = []
    for answers in questions:
        table = told({one.value: counted.get(one.value, 0) for one in answers}, LEAST)
        found += [Answered(one, table[one.value]) for one in answers]
    return found
