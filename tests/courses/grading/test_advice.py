"""The next thing to improve is the worst of its kind."""

import pytest

from courses.grading.advice import Advice, Reason, advice, losses
from courses.grading.statistics import Figures, ItemFigures, LessonFigures


def figures(items=(), completed=(), people=50):
    return Figures(
        people=people,
        lessons={n: LessonFigures(people, done) for n, done in enumerate(completed, 1)},
        items={(1, number): item for number, item in enumerate(items, 1)},
    )


def item(points, discrimination, answers=40):
    return ItemFigures(answers, points, discrimination)


def test_people_are_lost_against_the_lesson_before():
    assert losses([1, 2, 3, 4], figures(completed=(45, 45, 20))) == {1: 5, 2: 0, 3: 25, 4: 20}
    assert losses([1, 2], figures(completed=(20, 35), people=40)) == {1: 20, 2: 0}


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([item(30, 0.4)], []),
        ([item(30, 0.1), item(30, 0.2)], [(Reason.WEAK, 1)]),
        ([item(30, 0.1), item(30, -0.2), item(30, 0.0)], [(Reason.BACKWARDS, 2)]),
        ([item(10, 0.0)], [(Reason.BACKWARDS, 1)]),  # once, for the graver reason
        ([item(30, 0.1), item(15, 0.5), item(10, 0.5)], [(Reason.HARD, 3), (Reason.WEAK, 1)]),
        ([item(0, None, answers=15)], []),  # too few to be hard
        ([], []),
    ],
)
def test_questions_are_named_by_what_is_wrong(items, found):
    told = advice([], figures(items))
    assert [(one.reason, one.item[1]) for one in told] == found


def test_the_lesson_that_loses_most_is_named():
    assert advice([1, 2, 3], figures(completed=(45, 45, 20))) == [
        Advice(Reason.LOST, lesson=3, lost=25)
    ]
    assert advice([1, 2], figures(completed=(50, 50))) == []
    assert advice([], figures()) == []
