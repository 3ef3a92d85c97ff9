"""Single values are read strictly: what merely looks right is refused."""

from decimal import Decimal

import pytest

from courses.grading import fields
from courses.grading.shapes import MAX_TEXT, ContentError


def test_values_as_they_should_be():
    content = {"prompt": "?", "points": 3, "is_case_sensitive": True, "value": "3,50"}
    assert fields.asked(content) == {"prompt": "?", "points": 3, "feedback": "", "hint": ""}
    assert fields.flag(content, "is_case_sensitive")
    assert fields.flag({}, "is_accent_sensitive", default=True)
    assert fields.number(content, "value") == Decimal("3.50")
    assert fields.number({}, "tolerance", "0") == 0


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (lambda c: fields.text(c, "x"), {"x": None}),
        (lambda c: fields.text(c, "x"), {"x": "a" * (MAX_TEXT + 1)}),
        (lambda c: fields.text(c, "x"), {"x": "a\x00"}),
        (lambda c: fields.text(c, "x", required=True), {}),
        (lambda c: fields.flag(c, "x"), {"x": 1}),
        (lambda c: fields.flag(c, "x", required=True), {}),
        (fields.points, {"points": 1.0}),
        (fields.points, {"points": 101}),
        (lambda c: fields.number(c, "x"), {"x": "inf"}),
        (lambda c: fields.number(c, "x"), {"x": "1e20"}),
        (lambda c: fields.number(c, "x"), {}),
        (fields.asked, {"prompt": "?", "hint": 5}),
    ],
)
def test_anything_else_is_refused(read, content):
    with pytest.raises(ContentError):
        read(content)
