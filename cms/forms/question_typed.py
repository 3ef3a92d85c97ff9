"""Forms for questions whose answer is typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms.question import QuestionForm, area, lines_of
from cms.forms.question_weights import as_lines, number_rows, text_rows
from courses.enums import QuestionType


class ShortTextForm(QuestionForm):
    """A short text with the spellings that count as right."""

    kind = QuestionType.SHORT_TEXT
    accepted = forms.CharField(
        label=_("Richtige Antworten"),
        widget=area(4),
        help_text=_("Eine je Zeile: alle Schreibweisen, die Sie gelten lassen."),
    )
    is_case_sensitive = forms.BooleanField(
        label=_("Groß- und Kleinschreibung muss stimmen"), required=False
    )
    is_accent_sensitive = forms.BooleanField(
        label=_("Umlaute und Akzente müssen stimmen"), required=False, initial=True
    )
    weighted = forms.CharField(
        label=_("Antworten mit eigener Rückmeldung oder einem Teil der Punkte"),
        required=False,
        widget=area(3),
        help_text=_(
            "Eine je Zeile: Prozent | Antwort | Rückmeldung. Zum Beispiel: 50 | Spre | Fast "
            "richtig. Ein Sternchen steht für jede andere Antwort."
        ),
    )

    def content(self) -> dict[str, Any]:
        """With one accepted answer a line."""
        data = self.cleaned_data
        return {
            **super().content(),
            "accepted": lines_of(data["accepted"]),
            "is_case_sensitive": data["is_case_sensitive"],
            "is_accent_sensitive": data["is_accent_sensitive"],
            **_weighted(text_rows(lines_of(data["weighted"]))),
        }

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """One accepted answer a line."""
        accepted = "\n".join(content.get("accepted", []))
        own = {"accepted": accepted, "weighted": as_lines(content)}
        return {"is_accent_sensitive": True, **content, **own}


class NumericForm(QuestionForm):
    """A number with a tolerance."""

    kind = QuestionType.NUMERIC
    value = forms.CharField(label=_("Richtige Zahl"), max_length=30)
    tolerance = forms.CharField(
        label=_("Erlaubte Abweichung"),
        max_length=30,
        initial="0",
        help_text=_("Nach oben und unten. 0: Nur genau diese Zahl ist richtig."),
    )
    unit = forms.CharField(
        label=_("Einheit"),
        max_length=20,
        required=False,
        help_text=_("Zum Beispiel kg. Lernende dürfen sie mitschreiben."),
    )
    weighted = forms.CharField(
        label=_("Antworten mit eigener Rückmeldung oder einem Teil der Punkte"),
        required=False,
        widget=area(3),
        help_text=_(
            "Eine je Zeile: Prozent | Zahl ± Abweichung | Rückmeldung. Zum Beispiel: "
            "50 | 1822 ± 2 | Knapp. Ein Sternchen steht für jede andere Antwort."
        ),
    )

    def content(self) -> dict[str, Any]:
        """Numbers with a decimal point."""
        data = self.cleaned_data
        numbers = {name: data[name].strip().replace(",", ".") for name in ("value", "tolerance")}
        weighted = _weighted(number_rows(lines_of(data["weighted"])))
        return {**super().content(), **numbers, "unit": data["unit"].strip(), **weighted}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """One weighted answer a line."""
        return {**content, "weighted": as_lines(content)}


def _weighted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Only where it says something: most questions have none."""
    return {"weighted": rows} if rows else {}
