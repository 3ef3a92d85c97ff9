"""The one page on which a new course begins."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup

GOALS = 2_000  # characters


class NewCourseForm(forms.Form):
    """What a course needs to be found; everything can be changed later.

    ``houses`` are the partner pages below which the person may write, one for each partner and
    language; the question is left out when there is only one. Licences come from the page model,
    which stands above forms.
    """

    house = forms.ChoiceField(label=_("Für wen und in welcher Sprache schreiben Sie?"))
    title = forms.CharField(label=_("Wie heißt der Kurs?"), max_length=200)
    summary = forms.CharField(
        label=_("Worum geht es?"),
        max_length=300,
        help_text=_("Ein Satz; er steht auf der Karte im Katalog."),
    )
    lesson = forms.CharField(
        label=_("Wie heißt die erste Lektion?"), max_length=200, initial=_("Worum es geht")
    )
    stages = forms.ModelMultipleChoiceField(
        label=_("Bildungsstufen"),
        queryset=EducationStage.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("Zielgruppen"),
        queryset=TargetGroup.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    action_fields = forms.ModelMultipleChoiceField(
        label=_("Handlungsfelder"),
        queryset=ActionField.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goals = forms.CharField(
        label=_("Was können Lernende danach?"),
        required=False,
        max_length=GOALS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ein Ziel je Zeile."),
    )
    competences = forms.ModelMultipleChoiceField(
        label=_("Kompetenzen"),
        queryset=Competence.objects.select_related("framework"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Was Lernende danach besser können. Mehrere: Strg-Taste gedrückt halten."),
    )
    licence = forms.ChoiceField(
        label=_("Was dürfen andere mit dem Kurs tun?"),
        widget=forms.RadioSelect,
        help_text=_("Mit CC BY-SA dürfen andere Partner Ihren Kurs übernehmen und nennen Sie."),
    )

    def __init__(
        self,
        *args: Any,
        houses: Sequence[tuple[int, str]],
        licences: Sequence[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        house, licence = self.fields["house"], self.fields["licence"]
        house.choices = [(str(pk), name) for pk, name in houses]  # type: ignore[attr-defined]
        house.initial = str(houses[0][0]) if houses else None
        licence.choices = licences  # type: ignore[attr-defined]
        licence.initial = "CC-BY-SA-4.0"
        self.fields["competences"].choices = _by_framework()  # type: ignore[attr-defined]
        if len(houses) == 1:
            house.widget = forms.HiddenInput()


def _by_framework() -> list[tuple[str, list[tuple[int, str]]]]:
    """Competences under the names of their frameworks; one query."""
    rows = groupby(Competence.objects.select_related("framework"), lambda row: str(row.framework))
    return [(name, [(row.pk, str(row)) for row in group]) for name, group in rows]
