from decimal import Decimal

import pytest

from courses.grading.content import parse
from courses.grading.shapes import WEIGHTS, ContentError
from courses.grading.weights import (
    are_given,
    check,
    chosen_share,
    of_choice,
    of_numbers,
    of_texts,
)


def choices(*weights, right=(0,)):
    return [
        {"id": str(n), "text": f"Antwort {n}", "is_correct": n in right, "weight": weight}
        for n, weight in enumerate(weights)
    ]


def asked(**content):
    return {"prompt": "?", "points": 1, **content}


def test_one_weight_makes_all_count():
    rows = [*choices("50", right=()), {"id": "x", "text": "X", "is_correct": False}]
    assert are_given(rows)
    assert not are_given(rows[1:])
    assert [of_choice(row) for row in rows] == [Decimal(50), Decimal(0)]
    question = parse("multiple", asked(rule="exact", choices=choices("50", "50,0", right=(0, 1))))
    assert question.rule == WEIGHTS
    assert chosen_share(question.choices, {"0", "1", "gibt es nicht"}) == 1
    assert check(question.choices, allows_many=True) is None


@pytest.mark.parametrize(
    ("kind", "rows", "reason"),
    [
        ("multiple", choices("101", "0"), "weight_out_of_range"),
        ("multiple", choices("100", "-101"), "weight_out_of_range"),
        ("multiple", choices("viel", "0"), "no_number"),
        ("multiple", choices("50", "50"), "weight_mismatch"),
        ("multiple", choices("-5", "0"), "weight_mismatch"),
        ("single", choices("50", "0"), "weight_mismatch"),
        ("single", choices("100", "100"), "weight_mismatch"),
    ],
)
def test_weights_that_make_no_sense(kind, rows, reason):
    with pytest.raises(ContentError) as error:
        parse(kind, asked(choices=rows))
    assert error.value.reason == reason


def test_typed_answers_and_any_other():
    rows = [{"text": " Spre ", "weight": "50", "feedback": "Fast."}, {"text": "*", "weight": 0}]
    near, other = of_texts({"weighted": rows})
    assert (near.text, near.weight, near.feedback, near.is_any) == ("Spre", 50, "Fast.", False)
    assert other.is_any
    number, other = of_numbers({"weighted": [{"value": "0", "weight": 100}, {"weight": 0}]})
    assert (number.value, number.is_any, other.is_any) == (0, False, True)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("short_text", "50"),
        ("short_text", ["50"]),
        ("short_text", [{"weight": 50}]),
        ("short_text", [{"text": "x" * 501, "weight": 50}]),
        ("short_text", [{"text": "x", "weight": -1}]),
        ("short_text", [{"text": "x"}]),
        ("short_text", [{"text": "x", "weight": 1}] * 21),
        ("numeric", [{"value": "x", "weight": 50}]),
        ("numeric", [{"value": "1", "tolerance": "-1", "weight": 50}]),
    ],
)
def test_weighted_answers_that_make_no_sense(kind, rows):
    with pytest.raises(ContentError):
        parse(kind, asked(accepted=["a"], value="1", weighted=rows))
