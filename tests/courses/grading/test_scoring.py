from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from courses.grading.content import parse
from courses.grading.scoring import (
    grade,
    is_answered,
    is_complete,
    is_nearly_right,
    read_number,
    typed_feedback,
)

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
MATCHING = {"prompt": "?", "points": 2, "pairs": [["Spree", "Fluss"], ["Cottbus", "Berg"]]}
ORDERING = {"prompt": "?", "points": 3, "items": ["eins", "zwei", "drei"]}
CLOZE = {"prompt": "?", "points": 2, "text": "Die [[Spree]] ist [[=nass|hart]]."}
SCALE = {"prompt": "?", "low": "gar nicht", "high": "ganz"}
WEIGHTED = {"prompt": "?", "points": 3, "choices": [
    {"id": "a", "text": "A", "is_correct": True, "weight": "33.33333"},
    {"id": "b", "text": "B", "is_correct": True, "weight": "33.33333"},
    {"id": "c", "text": "C", "is_correct": True, "weight": "33.33333"},
    {"id": "d", "text": "D", "is_correct": False, "weight": "-50"},
    {"id": "e", "text": "E", "is_correct": False}]}  # fmt: skip
PARTLY = {"prompt": "?", "points": 2, "choices": [
    {"id": "a", "text": "A", "is_correct": True, "weight": "100"},
    {"id": "b", "text": "B", "is_correct": False, "weight": "50"},
    {"id": "c", "text": "C", "is_correct": False, "weight": "-20"},
    {"id": "d", "text": "D", "is_correct": True, "weight": "100"}]}  # fmt: skip
SPELLED = {**TEXT, "points": 4, "weighted": [
    {"text": "Nazereth", "weight": "75", "feedback": "Fast."},
    {"text": "Router", "weight": "100", "feedback": "Genau."},
    {"text": "*", "weight": "0", "feedback": "Nein."}]}  # fmt: skip
CLOSE = {"prompt": "?", "points": 2, "value": "1822", "weighted": [
    {"value": "1822", "tolerance": "2", "weight": "50", "feedback": "Knapp."},
    {"value": "1820", "tolerance": "9", "weight": "25", "feedback": "Weit."},
    {"weight": "0", "feedback": "Nein."}]}  # fmt: skip
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
        ("multiple", {**MULTIPLE, "rule": "keep"}, ["a", "c"], "1.00"),
        ("multiple", {**MULTIPLE, "rule": "keep"}, ["a", "b"], "2.00"),
        ("multiple", {**MULTIPLE, "rule": "keep"}, ["a", "b", "c"], "0.00"),
        ("multiple", {**MULTIPLE, "rule": "keep"}, ["c"], "0.00"),
        ("multiple", {**MULTIPLE, "rule": "exact"}, ["a"], "0.00"),
        ("multiple", {**MULTIPLE, "rule": "exact"}, ["b", "a"], "2.00"),
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
        ("short_text", TEXT, "Chosebuz", "0.00"),
        ("short_text", {**TEXT, "is_accent_sensitive": False}, "Chosebuz", "1.00"),
        (
            "short_text",
            {**TEXT, "accepted": ["Łužyca"], "is_accent_sensitive": False},
            "luzyca",
            "1.00",
        ),
        ("matching", MATCHING, ["o1", "o0"], "2.00"),
        ("matching", MATCHING, ["o1", "o1"], "1.00"),
        ("matching", MATCHING, ["o0", "o1"], "0.00"),
        ("matching", MATCHING, ["o1", ""], "1.00"),
        ("matching", MATCHING, ["o1"], "0.00"),
        ("matching", MATCHING, ["o1", "o0", "o0"], "0.00"),
        ("matching", MATCHING, "o1", "0.00"),
        ("matching", MATCHING, None, "0.00"),
        ("ordering", ORDERING, ["1", "2", "3"], "3.00"),
        ("ordering", ORDERING, ["2", "1", "3"], "1.00"),
        ("ordering", ORDERING, ["1", "1", "1"], "1.00"),
        ("ordering", ORDERING, ["", "", ""], "0.00"),
        ("cloze", CLOZE, [" SPREE ", "o1"], "2.00"),
        ("cloze", CLOZE, ["Oder", "o1"], "1.00"),
        ("cloze", CLOZE, ["", "o0"], "0.00"),
        ("cloze", {**CLOZE, "is_case_sensitive": True}, ["spree", "o1"], "1.00"),
        ("scale", SCALE, "3", "0.00"),
        ("numeric", NUMBER, "3,5", "1.00"),
        ("numeric", NUMBER, "3.59 kg", "1.00"),
        ("numeric", NUMBER, "3.61", "0.00"),
        ("numeric", NUMBER, "-3,5", "0.00"),
        ("numeric", NUMBER, "1e99", "0.00"),
        ("numeric", NUMBER, "viel", "0.00"),
        ("multiple", WEIGHTED, ["a", "b", "c"], "3.00"),
        ("multiple", WEIGHTED, ["a", "b", "c", "d"], "1.50"),
        ("multiple", WEIGHTED, ["a", "a", "e", "zz"], "1.00"),
        ("multiple", WEIGHTED, ["d"], "0.00"),
        ("multiple", WEIGHTED, "a", "0.00"),
        ("single", PARTLY, ["d"], "2.00"),
        ("single", PARTLY, ["b"], "1.00"),
        ("single", PARTLY, ["c"], "0.00"),
        ("single", PARTLY, ["a", "d"], "0.00"),
        ("single", PARTLY, [], "0.00"),
        ("short_text", SPELLED, "router", "4.00"),
        ("short_text", SPELLED, " NAZERETH", "3.00"),
        ("short_text", SPELLED, "*", "0.00"),
        ("short_text", SPELLED, " ", "0.00"),
        ("numeric", CLOSE, "1822", "2.00"),
        ("numeric", CLOSE, "1823,5", "1.00"),
        ("numeric", CLOSE, "1812", "0.50"),
        ("numeric", CLOSE, "1900", "0.00"),
        ("numeric", CLOSE, "viel", "0.00"),
    ],
)
def test_points_of_an_answer(kind, content, answer, points):
    result = grade(parse(kind, content), answer)
    assert result.points == Decimal(points)
    assert result.is_correct == (result.points == result.max_points)


@pytest.mark.parametrize(
    ("kind", "content", "answer", "words"),
    [
        ("short_text", SPELLED, "router", "Genau."),
        ("short_text", SPELLED, "chóśebuz", ""),
        ("short_text", SPELLED, "nazereth", "Fast."),
        ("short_text", SPELLED, "anderes", "Nein."),
        ("short_text", SPELLED, "", ""),
        ("short_text", SPELLED, None, ""),
        ("short_text", SPELLED, ["router"], ""),
        ("short_text", TEXT, "router", ""),
        ("numeric", CLOSE, "1822", ""),
        ("numeric", CLOSE, "1821", "Knapp."),
        ("numeric", CLOSE, "1815", "Weit."),
        ("numeric", CLOSE, "7", "Nein."),
    ],
)
def test_feedback_for_what_was_typed(kind, content, answer, words):
    assert typed_feedback(parse(kind, content), answer) == words


@pytest.mark.parametrize(
    ("answer", "is_one"), [("1", True), ("5", True), ("6", False), ("", False)]
)
def test_a_scale_takes_its_steps_and_nothing_else(answer, is_one):
    assert grade(parse("scale", SCALE), answer).is_correct is is_one


@given(st.one_of(st.none(), st.text(), st.lists(st.sampled_from(["a", "b", "c", "x"]))))
def test_points_stay_between_nothing_and_all(answer):
    kinds = {
        "multiple": MULTIPLE, "short_text": TEXT, "numeric": NUMBER, "matching": MATCHING,
        "ordering": ORDERING, "cloze": CLOZE, "scale": SCALE,
    }  # fmt: skip
    weighted = [("multiple", WEIGHTED), ("single", PARTLY), ("short_text", SPELLED)]
    for kind, content in [*kinds.items(), *weighted]:
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


@pytest.mark.parametrize(("answer", "expected"), [(None, False), ("x", True), ([], False), (["a"], True), (["a", ""], False), (["a", " "], False)])  # fmt: skip
def test_complete_means_every_place_was_filled(answer, expected):
    assert is_complete(answer) is expected
    assert is_answered(["", "b"])
    assert not is_answered(["", " "])


@pytest.mark.parametrize(
    ("typed", "is_near"),
    [
        ("Router", False), ("Ruoter", True), ("Rooter", True), ("Routers", True), ("Rauten", False),
        ("Chosebuz", True), ("chósebuz", True), ("", False), (None, False), (["Ruoter"], False),
    ],
)  # fmt: skip
def test_one_letter_or_accent_away_is_nearly_right(typed, is_near):
    assert is_nearly_right(parse("short_text", TEXT), typed) is is_near


def test_in_short_words_one_letter_is_another_word():
    for accepted, typed in (("Tor", "Tür"), ("https", "http"), ("200024", "200023")):
        assert not is_nearly_right(parse("short_text", {**TEXT, "accepted": [accepted]}), typed)
    assert is_nearly_right(parse("short_text", {**TEXT, "accepted": ["Tür"]}), "Tur")


def test_case_alone_is_nearly_right_where_it_matters():
    question = parse("short_text", {**TEXT, "is_case_sensitive": True})
    assert is_nearly_right(question, "router")
