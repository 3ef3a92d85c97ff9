"""Every type has a form that speaks the grader's language."""

import pytest

from cms.forms.question_places import FORMS
from courses.enums import QuestionType
from courses.grading.content import parse
from tests.support.world import CONTENTS


def test_there_is_a_form_for_every_type():
    assert set(FORMS) == set(QuestionType.values)


@pytest.mark.parametrize("kind", QuestionType.values)
def test_what_is_stored_comes_back_as_it_was(kind):
    content = CONTENTS[kind]
    initial = FORMS[kind].initial_of(content)
    data = {name: value for name, value in initial.items() if not isinstance(value, list)} | (
        {"rule": "deduct"} if kind == "image_choice" else {}
    )
    form = FORMS[kind]({**data, "tags": ""})
    form.choices = content.get("choices")
    assert form.is_valid(), form.errors
    assert parse(kind, form.content()) == parse(kind, content)


def test_left_sides_may_hold_an_equals_sign():
    content = {**CONTENTS["matching"], "pairs": [["1+1=", "zwei"], ["a", "b = c"]]}
    initial = FORMS["matching"].initial_of(content)
    assert initial["pairs"] == "1+1\\= = zwei\na = b = c"
    form = FORMS["matching"]({**initial, "tags": ""})
    assert form.is_valid(), form.errors
    assert form.content()["pairs"] == content["pairs"]
