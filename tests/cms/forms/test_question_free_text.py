import pytest

from cms.forms.question_free_text import FreeTextForm

TYPED = {"prompt": "Warum?", "rubric": "3: klar\n\n 2 : richtig ", "max_chars": "600", "tags": ""}


def test_lines_become_a_rubric_that_makes_the_points():
    form = FreeTextForm(TYPED)
    assert form.is_valid(), form.errors
    content = form.content()
    assert content["rubric"] == [{"text": "klar", "points": 3}, {"text": "richtig", "points": 2}]
    assert (content["points"], content["max_chars"]) == (5, 600)
    assert FreeTextForm.initial_of(content)["rubric"] == "3: klar\n2: richtig"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("rubric", "klar"), ("rubric", "0: klar"), ("rubric", "101: klar"), ("max_chars", "5")],
)
def test_what_nobody_could_grade_comes_back(field, typed):
    form = FreeTextForm(TYPED | {field: typed})
    assert not form.is_valid()
    assert list(form.errors) == [field]
