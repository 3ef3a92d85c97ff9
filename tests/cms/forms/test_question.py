"""What all questions have in common."""

from cms.forms.question import lines_of
from cms.forms.question_places import FORMS


def test_tags_are_cleaned():
    form = FORMS["numeric"]({"prompt": "x", "points": 1, "value": "1", "tolerance": "0",
                             "tags": " a, b,,a "})  # fmt: skip
    assert form.is_valid()
    assert form.tag_list() == ["a", "b"]


def test_lines_that_hold_nothing_are_left_out():
    assert lines_of(" a \n\n  \nb") == ["a", "b"]


def test_how_it_is_answered_follows_what_is_asked():
    assert list(FORMS["cloze"]().fields)[:4] == ["prompt", "text", "is_case_sensitive", "points"]
    assert "points" not in FORMS["scale"]().fields
