"""Which mistakes are the same mistake."""

import pytest

from courses.grading.content import parse
from courses.grading.mistakes import Mistake, folded, mistakes

CHOICES = {
    "prompt": "Was?",
    "choices": [
        {"id": "a", "text": "Rot", "is_correct": True},
        {"id": "b", "text": "Grün", "is_correct": False},
        {"id": "c", "text": "Blau", "is_correct": False},
    ],
}
CLOZE = {"prompt": "Fülle.", "text": "Die [[Spree]] ist ein [[=Fluss|Berg]]."}
MATCHING = {"prompt": "Ordne.", "pairs": [["Spree", "Fluss"], ["Brocken", "Berg"]]}
TEXT = {"prompt": "Wie?", "accepted": ["Router"]}


def made(kind, content, answer):
    return sorted(mistakes(parse(kind, content), answer))


def ids(kind, content, *words):
    """Ids of the options with these words, one for each place."""
    places = parse(kind, content).places
    return [
        next((key for key, text in place.options if text == word), word)
        for place, word in zip(places, words, strict=True)
    ]


@pytest.mark.parametrize(
    ("kind", "content", "answer", "found"),
    [
        ("single", CHOICES, ["b"], [Mistake("Grün")]),
        ("multiple", CHOICES, ["a", "b", "c"], [Mistake("Blau"), Mistake("Grün")]),
        ("multiple", CHOICES, ["a"], []),
        ("single", CHOICES, None, []),
        ("true_false", {"prompt": "?", "answer": True}, ["false"], [Mistake("false")]),
        ("short_text", TEXT, "  Das\u00a0 MODEM ", [Mistake("das modem")]),
        ("short_text", TEXT, " ", []),
        ("short_text", TEXT, None, []),
        ("numeric", {"prompt": "?", "value": "3"}, "4 ", [Mistake("4")]),
        ("scale", {"prompt": "?", "low": "a", "high": "b"}, "3", []),
        ("cloze", CLOZE, ["Elbe", ""], [Mistake("elbe", "1")]),
        ("cloze", CLOZE, ids("cloze", CLOZE, "Spree", "Berg"), [Mistake("Berg", "2")]),
        ("cloze", CLOZE, ["Elbe"], []),
        ("cloze", CLOZE, ["Spree", "fremd"], []),
        (
            "matching", MATCHING, ids("matching", MATCHING, "Berg", "Berg"),
            [Mistake("Berg", "Spree")],
        ),
    ],
)  # fmt: skip
def test_mistakes_are_named(kind, content, answer, found):
    assert made(kind, content, answer) == found


def test_typed_texts_that_look_alike_are_one():
    assert folded("  Straße\tde\u0301 ") == folded("strasse d\u00e9")
    assert folded("x" * 900) == "x" * 500
