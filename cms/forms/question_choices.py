"""The answers to choose from, as rows of a form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms.question import area
from courses.grading.shapes import MAX_CHOICES, MAX_TEXT

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class ChoiceForm(forms.Form):
    """One answer to choose from; an empty text is no answer."""

    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    text = forms.CharField(label=_("Antwort"), required=False, max_length=MAX_TEXT, widget=area(1))
    is_correct = forms.BooleanField(label=_("ist richtig"), required=False)
    feedback = forms.CharField(
        label=_("Rückmeldung, wenn jemand sie wählt"),
        required=False,
        max_length=MAX_TEXT,
        widget=area(1),
    )
    weight = forms.CharField(
        label=_("Anteil an den Punkten in Prozent"), required=False, max_length=12
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("weight"):  # only imported questions have them
            self.fields["weight"].widget = forms.HiddenInput()


ChoiceFormSet = forms.formset_factory(
    ChoiceForm, extra=4, max_num=MAX_CHOICES, absolute_max=MAX_CHOICES, validate_max=True
)


def chosen(formset: forms.BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The answers that have a text; new ones get the next free letter as their id."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("text", "").strip()]
    taken = {row["id"] for row in rows if row.get("id")}
    free = (letter for letter in LETTERS if letter not in taken)
    return [
        {
            "id": row.get("id") or next(free),
            "text": row["text"],
            "is_correct": row["is_correct"],
            "feedback": row["feedback"],
            **({"weight": weight} if (weight := row.get("weight", "").strip()) else {}),
        }
        for row in rows
    ]


def typed_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers typed so far, before anything was checked."""
    names = [name for name in data if name.startswith("form-") and name.endswith("-text")]
    stems = [name.removesuffix("text") for name in names[:MAX_CHOICES]]
    return [
        {
            "id": data.get(f"{stem}id", ""),
            "text": data[f"{stem}text"],
            "is_correct": f"{stem}is_correct" in data,
            "feedback": data.get(f"{stem}feedback", ""),
            "weight": data.get(f"{stem}weight", ""),
        }
        for stem in stems
        if data[f"{stem}text"].strip()
    ]
