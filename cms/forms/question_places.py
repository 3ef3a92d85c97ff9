"""Forms for questions with places to fill in, and for scales."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms.question import (
    MultipleForm,
    QuestionForm,
    SingleForm,
    TrueFalseForm,
    area,
    lines_of,
)
from cms.forms.question_free_text import FreeTextForm
from cms.forms.question_images import ImageChoiceForm
from cms.forms.question_typed import NumericForm, ShortTextForm
from courses.enums import QuestionType
from courses.grading.content import FEWEST_STEPS, MOST_STEPS
from courses.grading.shapes import MAX_TEXT

DIVIDER = re.compile(r"(?<!\\)=")


class MatchingForm(QuestionForm):
    """Pairs that belong together."""

    kind = QuestionType.MATCHING
    pairs = forms.CharField(
        label=_("Paare"),
        widget=area(6),
        help_text=_(
            "Eines je Zeile, mit = dazwischen: Spree = Fluss. Mindestens zwei. Links steht ein "
            "Gleichheitszeichen als \\=."
        ),
    )
    distractors = forms.CharField(
        label=_("Weitere Zuordnungen, die zu nichts passen"),
        required=False,
        widget=area(3),
        help_text=_("Eine je Zeile. Sie machen das Raten schwerer."),
    )

    def content(self) -> dict[str, Any]:
        """Lines as pairs."""
        data = self.cleaned_data
        pairs = [_pair(line) for line in lines_of(data["pairs"])]
        return {**super().content(), "pairs": pairs, "distractors": lines_of(data["distractors"])}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Pairs as lines."""
        pairs = "\n".join(_line(*pair) for pair in content.get("pairs", []))
        others = "\n".join(content.get("distractors", []))
        return {**content, "pairs": pairs, "distractors": others}


def _pair(line: str) -> list[str]:
    sides = [side.strip() for side in DIVIDER.split(line, maxsplit=1)]
    return [sides[0].replace("\\=", "="), *sides[1:]]


def _line(left: str, right: str) -> str:
    left = left.replace("=", "\\=")
    return f"{left} = {right}"


class OrderingForm(QuestionForm):
    """Entries to be put in order."""

    kind = QuestionType.ORDERING
    items = forms.CharField(
        label=_("Einträge in der richtigen Reihenfolge"),
        widget=area(6),
        help_text=_("Einer je Zeile, mindestens drei. Gezeigt werden sie gemischt."),
    )

    def content(self) -> dict[str, Any]:
        """Lines as entries."""
        return {**super().content(), "items": lines_of(self.cleaned_data["items"])}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Entries as lines."""
        return {**content, "items": "\n".join(content.get("items", []))}


class ClozeForm(QuestionForm):
    """Running text with gaps."""

    kind = QuestionType.CLOZE
    text = forms.CharField(
        label=_("Text mit Lücken"),
        max_length=MAX_TEXT,
        widget=area(6),
        help_text=_(
            "Lücken stehen in doppelten eckigen Klammern. Zum Eintippen: [[Spree|die Spree]] lässt "
            "beide Schreibweisen gelten. Zum Auswählen: [[=Spree|Oder|Neiße]], = steht vor dem, "
            "was stimmt."
        ),
    )
    is_case_sensitive = forms.BooleanField(
        label=_("Groß- und Kleinschreibung muss stimmen"), required=False
    )

    def content(self) -> dict[str, Any]:
        """With the text as it is."""
        data = self.cleaned_data
        own = {name: data[name] for name in ("text", "is_case_sensitive")}
        return {**super().content(), **own}


class ScaleForm(QuestionForm):
    """How one sees oneself; nobody grades it."""

    kind = QuestionType.SCALE
    low = forms.CharField(label=_("Stufe 1 heißt"), max_length=200)
    high = forms.CharField(label=_("Die höchste Stufe heißt"), max_length=200)
    steps = forms.IntegerField(
        label=_("Stufen"), min_value=FEWEST_STEPS, max_value=MOST_STEPS, initial=5
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["points"]

    def content(self) -> dict[str, Any]:
        """Both ends and the number of steps."""
        data = self.cleaned_data
        own = {name: data[name] for name in ("low", "high", "steps")}
        return {**super().content(), **own}


FORMS: dict[str, type[QuestionForm]] = {
    form.kind: form
    for form in (
        SingleForm, MultipleForm, TrueFalseForm, ShortTextForm, NumericForm, MatchingForm,
        OrderingForm, ClozeForm, ImageChoiceForm, FreeTextForm, ScaleForm,
    )
}  # fmt: skip
