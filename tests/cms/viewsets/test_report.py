"""Figures in words."""

import pytest

from cms.viewsets.report import NONE, difficulty, discrimination, mistakes, told
from courses.grading.mistakes import Mistake
from courses.grading.statistics import ItemFigures
from courses.models import QuestionVersion


@pytest.mark.parametrize(("count", "words"), [(0, "unter 5"), (5, 5), (120, 120)])
def test_few_are_not_counted(count, words):
    assert told(count) == words


@pytest.mark.parametrize(
    ("answers", "points", "words"),
    [(15, 15, NONE), (40, 15, "schwer (38 %)"), (40, 30, "mittel (75 %)"), (20, 20, "leicht (100 %)")],
)  # fmt: skip
def test_difficulty_is_said_of_twenty(answers, points, words):
    assert difficulty(ItemFigures(answers, points)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, NONE), (0.3, "gut (0,3)"), (0.2, "brauchbar (0,2)"), (0.1, "schwach (0,1)"),
        (0.0, "keine (0,0)"), (-0.4, "gegenläufig (-0,4)"),
    ],
)  # fmt: skip
def test_discrimination_has_a_word(value, words):
    assert discrimination(ItemFigures(40, 20, value)) == words


@pytest.mark.parametrize(
    ("kind", "made", "words"),
    [
        ("single", (), NONE),
        ("single", ((Mistake("1234"), 10), (Mistake("abc"), 5)), "1234 (10); abc (5)"),
        ("true_false", ((Mistake("true"), 5),), "richtig (5)"),
        ("short_text", ((Mistake("x" * 90), 5),), f"{'x' * 59}… (5)"),
        ("cloze", ((Mistake("elbe", "1"), 5),), "1 → elbe (5)"),
    ],
)
def test_mistakes_are_listed_with_their_counts(kind, made, words):
    assert mistakes(ItemFigures(40, 20, None, made), QuestionVersion(type=kind)) == words
