"""What to improve next, read from figures as they are shown.

Source of the limits: Ebel, *Essentials of Educational Measurement* (1972): a question that
discriminates by 0.3 or more does well, below 0.2 it should be revised, and one that discriminates
negatively is usually wrong or misunderstood. Questions that most people miss are looked at as well.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from courses.grading.statistics import Figures, Item

WEAK = 0.2  # discrimination below which a question should be revised
GOOD = 0.3
HARD = 0.4  # mean share of the points below which a question is hard
EASY = 0.8


class Reason(Enum):
    """Why something deserves a look, the most urgent first."""

    BACKWARDS = "backwards"  # who knows more answers it worse
    HARD = "hard"
    LOST = "lost"  # many go no further
    WEAK = "weak"  # right and wrong answers say little about who knows more


class Advice(NamedTuple):
    """One thing to improve: a question (``item``) or a lesson, where ``lost`` people went away."""

    reason: Reason
    item: Item | None = None
    lesson: int = 0
    lost: int = 0


def losses(order: Sequence[int], figures: Figures) -> dict[int, int]:
    """How many people fewer than before finished each lesson, from the counts as shown.

    Before the first one is who came at all. A lesson more people finished loses nobody.
    """
    found, before = {}, figures.people
    for lesson in order:
        done = figures.lessons[lesson].completed if lesson in figures.lessons else 0
        found[lesson] = max(0, before - done)
        before = done
    return found


def advice(order: Sequence[int], figures: Figures) -> list[Advice]:
    """At most one thing for each reason, the worst of its kind; the most urgent first.

    Args:
        order: Lessons in teaching order.
        figures: As shown.
    """
    found = [*_about_items(figures), *_about_lessons(order, figures)]
    return sorted(found, key=lambda one: list(Reason).index(one.reason))


def _about_lessons(order: Sequence[int], figures: Figures) -> list[Advice]:
    lost = losses(order, figures)
    worst = max(order, key=lambda lesson: lost[lesson], default=0)
    return [Advice(Reason.LOST, lesson=worst, lost=lost[worst])] if lost.get(worst) else []


def _about_items(figures: Figures) -> list[Advice]:
    told = [(one.discrimination, key) for key, one in figures.items.items()]
    apart = min(((value, key) for value, key in told if value is not None), default=None)
    shares = [(one.share, key) for key, one in figures.items.items()]
    hard = min(((value, key) for value, key in shares if value is not None), default=None)
    found = []
    if apart is not None and apart[0] < WEAK:
        reason = Reason.BACKWARDS if apart[0] <= 0 else Reason.WEAK
        found.append(Advice(reason, item=apart[1]))
    if hard is not None and hard[0] < HARD and (not found or found[0].item != hard[1]):
        found.append(Advice(Reason.HARD, item=hard[1]))
    return found
