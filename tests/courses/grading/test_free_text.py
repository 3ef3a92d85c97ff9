import pytest

from courses.grading.free_text import free_text, rubric_points
from courses.grading.shapes import ContentError

LINE = {"text": "verständlich", "points": 3}
CONTENT = {"prompt": "?", "rubric": [LINE, {"text": " richtig ", "points": 2}], "sample": "So."}


def test_the_rubric_makes_the_points():
    question = free_text({**CONTENT, "points": 99})
    assert (question.points, question.max_chars, question.sample) == (5, 2000, "So.")
    assert question.rubric == (("verständlich", 3), ("richtig", 2))


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"rubric": None}, "rubric", "rubric_lines"),
        ({"rubric": []}, "rubric", "rubric_lines"),
        ({"rubric": [LINE] * 11}, "rubric", "rubric_lines"),
        ({"rubric": ["text"]}, "rubric", "rubric_lines"),
        ({"rubric": [{"text": " ", "points": 1}]}, "rubric", "rubric_lines"),
        ({"rubric": [{"text": "x", "points": 0}]}, "rubric", "rubric_points"),
        ({"rubric": [{"text": "x", "points": 60}] * 2}, "rubric", "rubric_points"),
        ({"max_chars": 10}, "max_chars", "chars_out_of_range"),
        ({"max_chars": True}, "max_chars", "no_number"),
        ({"sample": 5}, "sample", "no_text"),
        ({"prompt": ""}, "prompt", "missing"),
    ],
)
def test_what_is_no_question_says_why(changes, field, reason):
    with pytest.raises(ContentError) as error:
        free_text({**CONTENT, **changes})
    assert (error.value.field, error.value.reason) == (field, reason)


def test_no_line_gets_more_than_it_is_worth():
    question = free_text(CONTENT)
    assert rubric_points(question, [3, 1]) == 4
    for given in ([4, 0], [-1, 0], [1], [1, 1, 1]):
        with pytest.raises(ContentError):
            rubric_points(question, given)
