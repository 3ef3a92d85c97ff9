"""Key figures from running sums equal what the textbook computes from all rows at once."""

from collections import Counter
from decimal import Decimal
from statistics import correlation

import pytest
from hypothesis import given, strategies as st

from courses.grading.mistakes import Mistake
from courses.grading.statistics import (
    Figures,
    ItemFigures,
    ItemTally,
    LessonFigures,
    QuizFigures,
    combined,
    enough,
    frequent,
    quiz_figures,
)

ANSWERS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 10).map(lambda tenths: tenths / 10)), max_size=60
)


def tally(rows, max_points=4):
    made = ItemTally(max_points)
    for points, rest in rows:
        made.add(Decimal(points), rest, [])
    return made


@given(ANSWERS)
def test_the_discrimination_is_the_correlation_with_the_rest(rows):
    own, rest = [points / 4 for points, _rest in rows], [rest for _points, rest in rows]
    found = tally(rows).discrimination()
    if len(set(own)) < 2 or len(set(rest)) < 2:
        assert found is None
    else:
        assert found == pytest.approx(correlation(own, rest), abs=1e-6)


@given(ANSWERS)
def test_what_is_told_of_an_item(rows):
    figures = tally(rows).figures()
    total = sum(points for points, _rest in rows) / 4
    assert figures.answers == len(rows) // 5 * 5
    assert figures.points == int(total // 5) * 5
    assert (figures.share is None) == (len(rows) < 20)
    few = min(sum(p < 4 for p, _r in rows), sum(p > 0 for p, _r in rows)) < 5
    if few or len(rows) < 20:
        assert figures.discrimination is None


def test_a_question_alone_in_its_quiz_has_no_rest():
    assert tally([(index % 5, None) for index in range(40)]).figures().discrimination is None


def test_thirds_add_up_without_loss():
    item = ItemTally(3)
    for _person in range(30):
        item.add(Decimal(1), 0.5, [])
    assert item.figures().points == 10


def test_mistakes_of_fewer_than_five_are_not_told():
    counts = Counter(
        {Mistake(word): n for word, n in zip("abcdef", (4, 9, 12, 5, 6, 30), strict=True)}
    )
    assert frequent(counts) == ((Mistake("f"), 30), (Mistake("c"), 10), (Mistake("b"), 5))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        ([], QuizFigures(0, None)),
        ([60.0] * 19, QuizFigures(15, None)),
        ([60.0] * 13 + [9000.0] * 10, QuizFigures(20, 1)),
        ([1.0] * 20, QuizFigures(20, 1)),
        ([150.0, 270.0] * 12, QuizFigures(20, 4)),
    ],
)
def test_the_median_time_is_robust_and_told_of_twenty(seconds, told):
    assert quiz_figures(seconds) == told


def test_what_few_met_has_no_line():
    assert enough({1: ItemFigures(0), 2: ItemFigures(5)}) == {2: ItemFigures(5)}
    assert enough({1: QuizFigures(0), 2: QuizFigures(5)}) == {2: QuizFigures(5)}
    assert enough({1: LessonFigures(0, 0), 2: LessonFigures(5, 0)}) == {2: LessonFigures(5, 0)}


def test_the_whole_is_made_of_what_its_parts_show():
    wrong = Mistake("rot")
    one = Figures(
        people=20, finished=5, lessons={1: LessonFigures(20, 15)}, quizzes={1: QuizFigures(20, 4)},
        items={(1, 1): ItemFigures(20, 15, 0.4, ((wrong, 5),))},
    )  # fmt: skip
    two = Figures(
        people=40, finished=10, lessons={1: LessonFigures(5, 0), 2: LessonFigures(5, 5)},
        quizzes={1: QuizFigures(40, 8)},
        items={(1, 1): ItemFigures(40, 20, 0.1, ((wrong, 10),)), (1, 2): ItemFigures(5)},
    )  # fmt: skip
    whole = combined([one, two])
    assert (whole.people, whole.finished) == (60, 15)
    assert whole.lessons == {1: LessonFigures(25, 15), 2: LessonFigures(5, 5)}
    assert whole.quizzes == {1: QuizFigures(60, 8)}
    assert whole.items == {
        (1, 1): ItemFigures(60, 35, 0.2, ((wrong, 15),)), (1, 2): ItemFigures(5),
    }  # fmt: skip
    assert combined([one]) == one
    assert combined([]) == Figures()
