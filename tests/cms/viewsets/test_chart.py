"""Bars are as wide as their numbers are large."""

from cms.viewsets.chart import ROW, WIDTH, lesson_chart
from courses.grading.statistics import Figures, LessonFigures


def test_bars_follow_the_numbers_and_the_order():
    figures = Figures(people=40, lessons={7: LessonFigures(40, 20), 3: LessonFigures(10, 0)})
    chart = lesson_chart([3, 7, 9], figures)
    assert [bar.number for bar in chart.bars] == [1, 2, 3]
    assert [bar.began_width for bar in chart.bars] == [WIDTH // 4, WIDTH, 0]
    assert [bar.done_width for bar in chart.bars] == [0, WIDTH // 2, 0]
    assert [bar.top for bar in chart.bars] == [0, ROW, 2 * ROW]
    assert chart.height == 3 * ROW


def test_without_lessons_nothing_is_drawn():
    assert lesson_chart([], Figures()).height == 0
