import pytest

from courses.grading.content import parse
from courses.grading.shapes import DEDUCT, ContentError

CHOICES = [
    {"id": "a", "text": "A", "is_correct": True},
    {"id": "b", "text": "B", "is_correct": False},
]
SINGLE = {"prompt": "?", "points": 1, "choices": CHOICES}


def changed(**values):
    return {**SINGLE, **values}


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("essay", SINGLE, "type"),
        ("single", changed(prompt=" "), "prompt"),
        ("single", changed(prompt=5), "prompt"),
        ("single", changed(points=0), "points"),
        ("single", changed(points=True), "points"),
        ("single", changed(choices=CHOICES[:1]), "choices"),
        ("single", changed(choices=[CHOICES[0], CHOICES[0]]), "choices"),
        ("single", changed(choices=[CHOICES[0], {**CHOICES[0], "id": "c"}]), "choices"),
        ("single", changed(choices=[CHOICES[0], "x"]), "choices"),
        ("single", changed(choices=[CHOICES[0], {**CHOICES[1], "is_correct": "no"}]), "is_correct"),
        ("multiple", changed(rule="guess"), "rule"),
        ("single", changed(hint=7), "hint"),
        ("scale", {"prompt": "?", "low": "a", "high": ""}, "high"),
        ("scale", {"prompt": "?", "low": "a", "high": "b", "steps": 2}, "steps"),
        ("scale", {"prompt": "?", "low": "a", "high": "b", "steps": 11}, "steps"),
        ("scale", {"prompt": "?", "low": "a", "high": "b", "steps": "5"}, "steps"),
        ("multiple", changed(choices=[CHOICES[1], {**CHOICES[1], "id": "c"}]), "choices"),
        ("true_false", {"prompt": "?", "points": 1}, "answer"),
        ("short_text", {"prompt": "?", "points": 1, "accepted": []}, "accepted"),
        ("short_text", {"prompt": "?", "points": 1, "accepted": [" "]}, "accepted"),
        ("numeric", {"prompt": "?", "points": 1, "value": "x"}, "value"),
        ("numeric", {"prompt": "?", "points": 1, "value": "nan"}, "value"),
        ("numeric", {"prompt": "?", "points": 1, "value": "1", "tolerance": "-1"}, "tolerance"),
    ],
)
def test_broken_content_names_the_field(kind, content, field):
    with pytest.raises(ContentError) as error:
        parse(kind, content)
    assert error.value.field == field


def test_true_false_becomes_two_choices():
    question = parse("true_false", {"prompt": "?", "points": 1, "answer": True})
    assert [(c.id, c.is_correct) for c in question.choices] == [("true", True), ("false", False)]


def test_a_scale_earns_nothing():
    question = parse("scale", {"prompt": "?", "points": 5, "low": "gar nicht", "high": "ganz"})
    assert (question.points, question.steps) == (0, 5)


def test_older_multiple_choice_names_no_rule():
    assert parse("multiple", SINGLE).rule == DEDUCT
