"""Geometry of a bar chart that the server draws; the table beside it holds the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.grading.statistics import Figures, LessonFigures

WIDTH = 260  # units for the largest number
ROW = 34  # units for one lesson
BAR = 12


@dataclass(frozen=True)
class Bar:
    """Two bars of one lesson: ``began`` over ``done``, both numbers as shown."""

    number: int
    top: int
    began: int
    done: int
    began_width: int
    done_width: int

    @property
    def middle(self) -> int:
        """Where the second bar begins."""
        return self.top + BAR

    @property
    def began_base(self) -> int:
        """Base line of the number beside the first bar."""
        return self.top + BAR - 2

    @property
    def done_base(self) -> int:
        """Base line of the number beside the second bar."""
        return self.top + 2 * BAR - 2


@dataclass(frozen=True)
class Chart:
    """Bars from top to bottom; ``height`` of the whole drawing."""

    bars: list[Bar]

    @property
    def height(self) -> int:
        """Units."""
        return ROW * len(self.bars)

    @property
    def width(self) -> int:
        """Units: the bars and room for the numbers on both sides."""
        return WIDTH + 2 * ROW

    @property
    def pixels(self) -> int:
        """The most it is high; on a narrow screen it shrinks with the width."""
        return self.height * 5 // 4


def lesson_chart(lessons: Sequence[int], figures: Figures) -> Chart:
    """How many began and finished each lesson, as wide as the number is large."""
    known: Mapping[int, LessonFigures] = figures.lessons
    shown = [known.get(lesson, LessonFigures()) for lesson in lessons]
    most = max([figures.people, *(one.started for one in shown)], default=0) or 1
    bars = [
        Bar(
            number=place + 1,
            top=place * ROW,
            began=one.started,
            done=one.completed,
            began_width=WIDTH * one.started // most,
            done_width=WIDTH * one.completed // most,
        )
        for place, one in enumerate(shown)
    ]
    return Chart(bars)
