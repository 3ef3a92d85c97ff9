from decimal import Decimal

import pytest

from courses.formats.answers import (
    Answer,
    NumberAnswer,
    choice_content,
    choices_of,
    number_content,
    number_text,
    numbers_of,
    text_content,
    texts_of,
)
from courses.formats.questions import Reason, UnfitError
from courses.grading.content import parse
from courses.grading.shapes import WEIGHTS

ASKED = {"prompt": "?", "points": 1}


def answers(*percents):
    return [Answer(f"Antwort {n}", Decimal(percent), "") for n, percent in enumerate(percents)]


@pytest.mark.parametrize(
    ("percents", "is_single", "rule"),
    [
        (("100", "0"), True, "deduct"),
        (("100", "50", "-20"), True, WEIGHTS),
        (("100", "100"), True, WEIGHTS),
        (("33.333", "33.333", "33.333", "-33.333"), False, "deduct"),
        (("60", "40", "0"), False, WEIGHTS),
    ],
)
def test_percentages_become_a_rule_or_weights(percents, is_single, rule):
    kind, content = choice_content(answers(*percents), is_single=is_single)
    assert kind == ("single" if is_single else "multiple")
    assert parse(kind, {**ASKED, **content}).rule == rule
    given = [answer.percent for answer in choices_of(content)]
    assert all(abs(a - Decimal(b)) < Decimal("0.01") for a, b in zip(given, percents, strict=True))


def test_nothing_right_is_no_question():
    for make in (lambda: text_content(answers("50"), set()), lambda: number_content([])):
        with pytest.raises(UnfitError) as error:
            make()
        assert error.value.reason == Reason.NOTHING_RIGHT


def test_asterisks_of_a_short_text():
    lost = set()
    rows = [Answer("2\\*3", Decimal(100)), Answer("*", Decimal(0), "nein")]
    content = text_content(rows, lost)
    assert (content["accepted"], lost) == (["2*3"], set())
    assert texts_of(content) == rows


def test_numbers_come_back_with_the_right_one_first():
    rows = [
        NumberAnswer(Decimal("1.50"), Decimal(0), Decimal(100), "ja"),
        NumberAnswer(Decimal("1.50"), Decimal(1), Decimal(50)),
        NumberAnswer(None, Decimal(0), Decimal(0), "nein"),
    ]
    assert numbers_of(number_content([rows[1], rows[0], rows[2]])) == rows
    assert numbers_of({"value": "1,5"})[0].value == Decimal("1.5")
    assert number_text(Decimal("1E+3")) == "1000"
