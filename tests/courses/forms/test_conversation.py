import pytest

from courses.forms.conversation import AnnouncementForm, AnswerForm, QuestionForm

GOOD = {"key": "abcdefghjk", "subject": "Raum", "text": "Raum 3"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        ({"key": ""}, "key"),
        ({"key": "ABC"}, "key"),
        ({"key": "abcdefghjk\n2"}, "key"),
        ({"subject": " "}, "subject"),
        ({"text": "x" * 4001}, "text"),
    ],
)
def test_an_announcement_needs_words_and_its_key(values, field):
    form = AnnouncementForm({**GOOD, **values})
    assert list(form.errors) == ([field] if field else [])


def test_each_new_form_has_a_key_of_its_own():
    keys = {AnnouncementForm()["key"].value() for _ in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize(("form", "most"), [(QuestionForm, 2000), (AnswerForm, 4000)])
def test_questions_and_answers_have_a_length(form, most):
    assert form({"text": "x" * most}).is_valid()
    assert list(form({"text": "x" * (most + 1)}).errors) == ["text"]
    assert list(form({"text": "  "}).errors) == ["text"]
