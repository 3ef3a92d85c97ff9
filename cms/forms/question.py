"""Forms for questions, one per type; all work without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.enums import QuestionType
from courses.grading.content import MAX_CHOICES, MAX_POINTS, MAX_TEXT, ContentError, parse

# What the codes of ``ContentError`` mean for a person.
REASONS: dict[str, Promise] = {
    "missing": _("Bitte füllen Sie dieses Feld aus."),
    "no_text": _("Bitte schreiben Sie einen nicht zu langen Text."),
    "no_number": _("Bitte geben Sie eine Zahl ein, zum Beispiel 3,5."),
    "negative": _("Die Abweichung darf nicht kleiner als 0 sein."),
    "out_of_range": _("Bitte vergeben Sie zwischen 1 und 100 Punkte."),
    "too_few_or_many": _("Bitte geben Sie 2 bis 20 Antworten an."),
    "none_correct": _("Bitte kreuzen Sie mindestens eine richtige Antwort an."),
    "not_exactly_one_correct": _("Bitte kreuzen Sie genau eine richtige Antwort an."),
}
FALLBACK = _("Das passt so nicht. Bitte prüfen Sie diese Angabe.")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """What every question has; subclasses add how it is answered."""

    kind: QuestionType
    prompt = forms.CharField(
        label=_("Frage"),
        max_length=MAX_TEXT,
        widget=_area(3),
        help_text=_("Was die Lernenden lesen. Kurz, eindeutig, ohne doppelte Verneinung."),
    )
    points = forms.IntegerField(
        label=_("Punkte"),
        min_value=1,
        max_value=MAX_POINTS,
        initial=1,
        help_text=_("Wie schwer die Frage im Test zählt. Meist genügt 1."),
    )
    feedback = forms.CharField(
        label=_("Rückmeldung nach der Abgabe"),
        max_length=MAX_TEXT,
        required=False,
        widget=_area(2),
        help_text=_("Erklären Sie, warum die Lösung stimmt. Erst nach der Abgabe sichtbar."),
    )
    tags = forms.CharField(
        label=_("Schlagwörter"),
        max_length=300,
        required=False,
        help_text=_("Durch Komma getrennt. Damit kann ein Test Fragen auslosen."),
    )

    # Filled in from the formset, for the types that have one.
    choices: list[dict[str, Any]] | None = None

    def content(self) -> dict[str, Any]:
        """The question in the shape of ``QuestionVersion.content``."""
        data = self.cleaned_data
        return {
            "prompt": data["prompt"],
            "points": data["points"],
            "feedback": data.get("feedback", ""),
        }

    def tag_list(self) -> list[str]:
        """Tags in the order given, each once."""
        words = (word.strip() for word in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(word for word in words if word))

    def clean(self) -> dict[str, Any]:
        """Let the grader read the question; what it cannot read is an error of a field."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                parse(self.kind, self.content())
            except ContentError as error:
                field = error.field if error.field in self.fields else None
                self.add_error(field, str(REASONS.get(error.reason, FALLBACK)))
        return data

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Values of the fields for a question that exists."""
        return dict(content)


class ChoicesForm(QuestionForm):
    """Single and multiple choice; the answers themselves are a formset."""

    def content(self) -> dict[str, Any]:
        """With the answers of the formset."""
        return {**super().content(), "choices": self.choices or []}


class SingleForm(ChoicesForm):
    """Exactly one right answer."""

    kind = QuestionType.SINGLE


class MultipleForm(ChoicesForm):
    """One or more right answers."""

    kind = QuestionType.MULTIPLE


class TrueFalseForm(QuestionForm):
    """A statement that is right or wrong."""

    kind = QuestionType.TRUE_FALSE
    answer = forms.TypedChoiceField(
        label=_("Die Aussage ist"),
        choices=[("true", _("richtig")), ("false", _("falsch"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    feedback_true = forms.CharField(
        label=_("Rückmeldung an alle, die „richtig“ wählen"), required=False, widget=_area(2)
    )
    feedback_false = forms.CharField(
        label=_("Rückmeldung an alle, die „falsch“ wählen"), required=False, widget=_area(2)
    )

    def content(self) -> dict[str, Any]:
        """With the answer as a flag."""
        names = ("answer", "feedback_true", "feedback_false")
        return {**super().content(), **{name: self.cleaned_data[name] for name in names}}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """The flag as the value of a radio button."""
        return {**content, "answer": "true" if content.get("answer") else "false"}


class ShortTextForm(QuestionForm):
    """A short text with the spellings that count as right."""

    kind = QuestionType.SHORT_TEXT
    accepted = forms.CharField(
        label=_("Richtige Antworten"),
        widget=_area(4),
        help_text=_("Eine je Zeile: alle Schreibweisen, die Sie gelten lassen."),
    )
    is_case_sensitive = forms.BooleanField(
        label=_("Groß- und Kleinschreibung muss stimmen"), required=False
    )

    def content(self) -> dict[str, Any]:
        """With one accepted answer a line."""
        lines = (line.strip() for line in self.cleaned_data["accepted"].splitlines())
        return {
            **super().content(),
            "accepted": [line for line in lines if line],
            "is_case_sensitive": self.cleaned_data["is_case_sensitive"],
        }

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """One accepted answer a line."""
        return {**content, "accepted": "\n".join(content.get("accepted", []))}


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

    def content(self) -> dict[str, Any]:
        """Numbers with a decimal point."""
        data = self.cleaned_data
        numbers = {name: data[name].strip().replace(",", ".") for name in ("value", "tolerance")}
        return {**super().content(), **numbers, "unit": data["unit"].strip()}


class ChoiceForm(forms.Form):
    """One answer to choose from; an empty text is no answer."""

    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    text = forms.CharField(label=_("Antwort"), required=False, max_length=MAX_TEXT, widget=_area(1))
    is_correct = forms.BooleanField(label=_("ist richtig"), required=False)
    feedback = forms.CharField(
        label=_("Rückmeldung, wenn jemand sie wählt"),
        required=False,
        max_length=MAX_TEXT,
        widget=_area(1),
    )


ChoiceFormSet = forms.formset_factory(
    ChoiceForm, extra=4, max_num=MAX_CHOICES, absolute_max=MAX_CHOICES, validate_max=True
)

FORMS: dict[str, type[QuestionForm]] = {
    form.kind: form
    for form in (SingleForm, MultipleForm, TrueFalseForm, ShortTextForm, NumericForm)
}


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
        }
        for stem in stems
        if data[f"{stem}text"].strip()
    ]
