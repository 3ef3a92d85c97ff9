"""Rows of answers: ids, empty rows, limits."""

from django.http import QueryDict

from cms.forms.question_choices import ChoiceFormSet, chosen, typed_rows
from courses.grading.shapes import MAX_CHOICES


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
        {"id": "", "text": "eins", "is_correct": True, "feedback": "", "weight": ""},
        {"id": "c", "text": "drei", "is_correct": False, "feedback": "", "weight": ""},
    ]
