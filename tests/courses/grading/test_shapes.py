"""Errors of content name field and reason."""

from courses.grading.shapes import ContentError


def test_an_error_says_where_and_why():
    error = ContentError("choices", "none_correct")
    assert (error.field, error.reason, str(error)) == (
        "choices",
        "none_correct",
        "choices: none_correct",
    )
