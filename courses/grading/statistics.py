"""Key figures of a course: computed as exactly as rows allow, told as ``disclosure`` permits."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from statistics import median
from typing import Protocol, TypeVar

from courses.grading.disclosure import AVERAGES_FROM, LEAST, shown
from courses.grading.mistakes import Mistake

MOST_MISTAKES = 3  # of one question
_NO_SPREAD = 1e-9  # a variance of shares below this is none
Item = tuple[int, int]  # quiz, version
Key = TypeVar("Key")
Part = TypeVar("Part")


class Countable(Protocol):
    """Figures that may be about too few to be told at all."""

    @property
    def is_told(self) -> bool:
        """Five people at least stand behind them."""


Told = TypeVar("Told", bound=Countable)


@dataclass(frozen=True)
class LessonFigures:
    """How many people began a lesson and finished it, as shown."""

    started: int = 0
    completed: int = 0

    @property
    def is_told(self) -> bool:
        """Five people at least began it."""
        return self.started > 0


@dataclass(frozen=True)
class QuizFigures:
    """First attempts of a quiz as shown; their median time, None where they are too few."""

    attempts: int = 0
    minutes: int | None = None

    @property
    def is_told(self) -> bool:
        """Five people at least tried it."""
        return self.attempts > 0


@dataclass(frozen=True)
class ItemFigures:
    """One question in first attempts: ``points`` of ``answers`` is its difficulty.

    ``answers`` counts people; ``points`` counts those who would have been wholly right if nobody
    had been partly right. ``discrimination`` -1..1 in tenths, None where it says nothing or may
    not be told.
    """

    answers: int = 0
    points: int = 0
    discrimination: float | None = None
    mistakes: tuple[tuple[Mistake, int], ...] = ()

    @property
    def is_told(self) -> bool:
        """Five people at least answered it."""
        return self.answers > 0

    @property
    def share(self) -> float | None:
        """Mean share of the points, 0..1, from the counts as shown; None where they are few."""
        return self.points / self.answers if self.answers >= AVERAGES_FROM else None


@dataclass(frozen=True)
class Figures:
    """What may be told about one group or several: counts as shown, by the keys of the rows."""

    people: int = 0
    finished: int = 0
    lessons: Mapping[int, LessonFigures] = field(default_factory=dict)
    quizzes: Mapping[int, QuizFigures] = field(default_factory=dict)
    items: Mapping[Item, ItemFigures] = field(default_factory=dict)


@dataclass
class ItemTally:
    """Running sums over the answers to one question, so that no answer has to be kept."""

    max_points: int
    answers: int = 0
    points: Decimal = Decimal(0)
    not_full: int = 0  # people who missed points
    not_zero: int = 0  # people who got some
    mistakes: Counter[Mistake] = field(default_factory=Counter)
    _pairs: list[float] = field(default_factory=lambda: [0.0] * 6)  # n, x, y, xx, yy, xy

    def add(self, points: Decimal, rest: float | None, made: Iterable[Mistake]) -> None:
        """Count one answer.

        Args:
            points: Earned with it.
            rest: Share 0..1 of the points of all other questions in the attempt, None without any.
            made: Mistakes in it.
        """
        self.answers += 1
        self.points += points
        self.not_full += points < self.max_points
        self.not_zero += points > 0
        self.mistakes.update(made)
        if rest is not None:
            own = float(points) / self.max_points
            more = (1.0, own, rest, own * own, rest * rest, own * rest)
            self._pairs = [old + new for old, new in zip(self._pairs, more, strict=True)]

    def discrimination(self) -> float | None:
        """Correlate the share earned here with the share earned in the rest of the attempt.

        For a question that is right or wrong this is the point-biserial correlation. The question
        itself is left out of the rest, or it would correlate with itself. None where one of both
        does not vary.

        Source: Henrysson, "Correction of item-total correlations in item analysis", Psychometrika
        28 (1963), 211-218.
        """
        n, x, y, xx, yy, xy = self._pairs
        if not n:
            return None
        spread_x, spread_y = xx / n - (x / n) ** 2, yy / n - (y / n) ** 2
        if spread_x < _NO_SPREAD or spread_y < _NO_SPREAD:
            return None
        return (xy / n - x * y / n**2) / sqrt(spread_x * spread_y)

    def figures(self) -> ItemFigures:
        """What may be told.

        The discrimination is told only where five people at least missed points and five got some:
        otherwise that it can be computed would tell of those few.
        """
        told = None
        varies = min(self.not_full, self.not_zero) >= LEAST and self.answers >= AVERAGES_FROM
        if varies and (found := self.discrimination()) is not None:
            told = in_tenths(found)
        return ItemFigures(
            answers=shown(self.answers),
            points=LEAST * int(self.points // (LEAST * self.max_points)),
            discrimination=told,
            mistakes=frequent(self.mistakes),
        )


def in_tenths(value: float) -> float:
    """Round to one digit, without a negative zero."""
    return round(value, 1) + 0.0


def frequent(counts: Mapping[Mistake, int]) -> tuple[tuple[Mistake, int], ...]:
    """The most frequent mistakes that five people at least made, with counts as shown."""
    told = [(mistake, shown(count)) for mistake, count in counts.items() if shown(count)]
    return tuple(sorted(told, key=lambda pair: (-pair[1], pair[0]))[:MOST_MISTAKES])


def quiz_figures(seconds: Collection[float]) -> QuizFigures:
    """First attempts of a quiz from how long each took; the median is robust to forgotten tabs."""
    minutes = None
    if len(seconds) >= AVERAGES_FROM:
        minutes = max(1, round(median(seconds) / 60))
    return QuizFigures(attempts=shown(len(seconds)), minutes=minutes)


def enough(told: Mapping[Key, Told]) -> dict[Key, Told]:
    """Leave out what fewer than five met: that a line is there would tell that somebody did."""
    return {key: one for key, one in told.items() if one.is_told}


def combined(groups: Collection[Figures]) -> Figures:
    """Figures of groups together, from nothing but what is shown for each."""
    return Figures(
        people=sum(group.people for group in groups),
        finished=sum(group.finished for group in groups),
        lessons=_merged([group.lessons for group in groups], _lesson),
        quizzes=_merged([group.quizzes for group in groups], _quiz),
        items=_merged([group.items for group in groups], _item),
    )


def _merged(
    groups: Collection[Mapping[Key, Part]], merge: Callable[[Collection[Part]], Part]
) -> dict[Key, Part]:
    keys = {key for group in groups for key in group}
    return {key: merge([group[key] for group in groups if key in group]) for key in keys}


def _lesson(parts: Collection[LessonFigures]) -> LessonFigures:
    return LessonFigures(
        started=sum(part.started for part in parts),
        completed=sum(part.completed for part in parts),
    )


def _quiz(parts: Collection[QuizFigures]) -> QuizFigures:
    """The median of the groups' medians, each as heavy as its attempts."""
    timed = [(part.minutes, part.attempts) for part in parts if part.minutes is not None]
    every = [minutes for minutes, attempts in timed for _ in range(attempts // LEAST)]
    return QuizFigures(
        attempts=sum(part.attempts for part in parts),
        minutes=round(median(every)) if every else None,
    )


def _item(parts: Collection[ItemFigures]) -> ItemFigures:
    """The mean of the groups' discriminations, each as heavy as its answers."""
    known = [(p.discrimination, p.answers) for p in parts if p.discrimination is not None]
    weight = sum(answers for _value, answers in known)
    together: Counter[Mistake] = Counter()
    for part in parts:
        together.update(dict(part.mistakes))
    return ItemFigures(
        answers=sum(part.answers for part in parts),
        points=sum(part.points for part in parts),
        discrimination=in_tenths(sum(v * n for v, n in known) / weight) if known else None,
        mistakes=frequent(together),
    )
