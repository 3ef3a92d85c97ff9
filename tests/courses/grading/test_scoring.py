from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from courses.grading.content import parse
from courses.grading.scoring import grade, is_answered, read_number

MULTIPLE = {
    "prompt": "?",
    "points": 2,
    "choices": [
        {"id": "a", "text": "A", "is_correct": True},
        {"id": "b", "text": "B", "is_correct": True},
        {"id": "c", "text": "C", "is_correct": False},
    ],
}
SINGLE = {"prompt": "?", "points": 1, "choices": [
    {"id": "a", "text": "A", "is_correct": True}, {"id": "b", "text": "B", "is_correct": False}]}  # fmt: skip
TEXT = {"prompt": "?", "points": 1, "accepted": ["Chóśebuz", "Router"]}
NUMBER = {"prompt": "?", "points": 1, "value": "3.5", "tolerance": "0.1", "unit": "kg"}


@pytest.mark.parametrize(
    ("kind", "content", "answer", "points"),
    [
        ("multiple", MULTIPLE, ["a", "b"], "2.00"),
        ("multiple", MULTIPLE, ["a"], "1.00"),
        ("multiple", MULTIPLE, ["a", "c"], "0.00"),
        ("multiple", MULTIPLE, ["a", "b", "c"], "1.00"),
        ("multiple", MULTIPLE, ["c"], "0.00"),
        ("multiple", MULTIPLE, [], "0.00"),
        ("multiple", MULTIPLE, ["a", "a", "zz"], "0.00"),
        ("multiple", MULTIPLE, "ab", "0.00"),
        ("single", SINGLE, ["a"], "1.00"),
        ("single", SINGLE, ["a", "b"], "0.00"),
        ("single", SINGLE, None, "0.00"),
        ("true_false", {"prompt": "?", "points": 1, "answer": False}, ["false"], "1.00"),
        ("true_false", {"prompt": "?", "points": 1, "answer": False}, ["true"], "0.00"),
        ("short_text", TEXT, "  chóśebuz ", "1.00"),
        ("short_text", TEXT, "router", "1.00"),
        ("short_text", TEXT, "", "0.00"),
        ("short_text", TEXT, ["router"], "0.00"),
        ("short_text", {**TEXT, "is_case_sensitive": True}, "router", "0.00"),
        ("numeric", NUMBER, "3,5", "1.00"),
        ("numeric", NUMBER, "3.59 kg", "1.00"),
        ("numeric", NUMBER, "3.61", "0.00"),
        ("numeric", NUMBER, "-3,5", "0.00"),
        ("numeric", NUMBER, "1e99", "0.00"),
        ("numeric", NUMBER, "viel", "0.00"),
    ],
)
def test_points_of_an_answer(kind, content, answer, points):
    result = grade(parse(kind, content), answer)
    assert result.points == Decimal(points)
    assert result.is_correct == (result.points == result.max_points)


@given(st.one_of(st.none(), st.text(), st.lists(st.sampled_from(["a", "b", "c", "x"]))))
def test_points_stay_between_nothing_and_all(answer):
    for kind, content in (("multiple", MULTIPLE), ("short_text", TEXT), ("numeric", NUMBER)):
        result = grade(parse(kind, content), answer)
        assert 0 <= result.points <= result.max_points


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("−4", "-4"),
        ("٤", None),
        ("1.000", "1.000"),
        ("", None),
        (" 12 , 5 ", "12.5"),
        ("9" * 40, None),
    ],
)
def test_numbers_as_people_type_them(typed, number):
    assert read_number(typed) == (Decimal(number) if number else None)


@pytest.mark.parametrize(("answer", "expected"), [(None, False), ("", False), (" ", False), ("x", True), ([], False), (["a"], True)])  # fmt: skip
def test_answered_means_something_was_given(answer, expected):
    assert is_answered(answer) is expected
