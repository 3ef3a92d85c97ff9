"""Forms of questions speak the grader's language."""

import pytest
from django.http import QueryDict

from cms.forms.question import FORMS, ChoiceFormSet, chosen, typed_rows
from courses.enums import QuestionType
from courses.grading.content import MAX_CHOICES, parse
from tests.support.world import QUESTIONS


def test_there_is_a_form_for_every_type():
    assert set(FORMS) == set(QuestionType.values)


@pytest.mark.parametrize("kind", QuestionType.values)
def test_what_is_stored_comes_back_as_it_was(kind):
    content = QUESTIONS[kind]
    initial = FORMS[kind].initial_of(content)
    data = {name: value for name, value in initial.items() if not isinstance(value, list)}
    form = FORMS[kind]({**data, "tags": ""})
    form.choices = content.get("choices")
    assert form.is_valid(), form.errors
    assert parse(kind, form.content()) == parse(kind, content)


def formset(rows):
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    made = ChoiceFormSet(data)
    assert made.is_valid()
    return made


def test_ids_stay_and_new_answers_get_free_letters():
    rows = [{"id": "b", "text": "alt"}, {"text": "neu"}, {"text": ""}, {"text": "noch neu"}]
    assert [row["id"] for row in chosen(formset(rows))] == ["b", "a", "c"]


def test_too_many_answers_are_refused():
    data = {"form-TOTAL_FORMS": "5000", "form-INITIAL_FORMS": "0"}
    assert len(ChoiceFormSet(data).forms) <= MAX_CHOICES


def test_typed_rows_keep_order_and_drop_empty_ones():
    data = QueryDict(
        "form-0-text=eins&form-0-is_correct=on&form-1-text=&form-2-text=drei&form-2-id=c&x-text=y"
    )
    assert typed_rows(data) == [
        {"id": "", "text": "eins", "is_correct": True, "feedback": ""},
        {"id": "c", "text": "drei", "is_correct": False, "feedback": ""},
    ]


def test_tags_are_cleaned():
    form = FORMS["numeric"]({"prompt": "x", "points": 1, "value": "1", "tolerance": "0",
                             "tags": " a, b,,a "})  # fmt: skip
    assert form.is_valid()
    assert form.tag_list() == ["a", "b"]
