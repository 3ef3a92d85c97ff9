"""Forms for questions, one per type; all work without JavaScript (see also question_places)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.enums import QuestionType
from courses.grading.content import parse
from courses.grading.shapes import (
    DEDUCT,
    EXACT,
    KEEP,
    MAX_POINTS,
    MAX_TEXT,
    ContentError,
)

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
    "pairs_too_few_or_many": _("Bitte geben Sie 2 bis 20 Paare an."),
    "all_the_same": _("Mindestens zwei Zuordnungen müssen verschieden sein."),
    "distractors_too_few_or_many": _("Bitte geben Sie höchstens 20 weitere Zuordnungen an."),
    "items_too_few_or_many": _("Bitte geben Sie 3 bis 20 Einträge an."),
    "brackets": _("Eine doppelte Klammer ist offen geblieben oder steht zu viel: [[Spree]]."),
    "no_pair": _("Bitte schreiben Sie je Zeile ein Paar mit = dazwischen: Begriff = Zuordnung."),
    "same_twice": _("Bitte schreiben Sie keinen Eintrag doppelt."),
    "no_gap": _("Bitte setzen Sie eine bis 20 Lücken in doppelte eckige Klammern: [[Spree]]."),
    "empty_gap": _("In einer Lücke fehlt die Lösung."),
    "gap_choices": _("Eine Lücke mit Auswahl braucht mindestens zwei verschiedene Antworten."),
    "rubric_lines": _(
        "Bitte schreiben Sie eine bis 10 Zeilen, jede mit Punkten: 3: nennt zwei Gründe."
    ),
    "rubric_points": _("Jede Zeile braucht Punkte, alle zusammen höchstens 100: 3: nennt Gründe."),
    "chars_out_of_range": _("Bitte erlauben Sie 50 bis 20.000 Zeichen."),
    "no_image": _("Bitte wählen Sie für jede Antwort ein Bild."),
    "weight_out_of_range": _("Ein Anteil liegt zwischen 0 und 100 Prozent, bei Kreuzen ab -100."),
    "weight_mismatch": _(
        "Kreuz und Anteil passen nicht zusammen: Was einen Anteil über 0 gibt, ist richtig; bei "
        "nur einer Antwort braucht die richtige 100 Prozent."
    ),
    "too_many": _("Bitte geben Sie höchstens 20 weitere Antworten an."),
    "steps_out_of_range": _("Bitte wählen Sie 3 bis 10 Stufen."),
}
FALLBACK = _("Das passt so nicht. Bitte prüfen Sie diese Angabe.")


def area(rows: int) -> forms.Textarea:
    """A field of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """What every question has; subclasses add how it is answered."""

    kind: QuestionType
    prompt = forms.CharField(
        label=_("Frage"),
        max_length=MAX_TEXT,
        widget=area(3),
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
        widget=area(2),
        help_text=_("Erklären Sie, warum die Lösung stimmt. Erst nach der Abgabe sichtbar."),
    )
    hint = forms.CharField(
        label=_("Tipp vor dem Antworten"),
        max_length=MAX_TEXT,
        required=False,
        widget=area(2),
        help_text=_(
            "Wer möchte, klappt ihn vor dem Antworten auf. Er darf die Lösung nicht verraten."
        ),
    )
    tags = forms.CharField(
        label=_("Schlagwörter"),
        max_length=300,
        required=False,
        help_text=_("Durch Komma getrennt. Damit kann ein Test Fragen auslosen."),
    )

    # Filled in from the formset, for the types that have one.
    choices: list[dict[str, Any]] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in QuestionForm.base_fields]
        self.order_fields(["prompt", *own])  # how it is answered follows what is asked

    def content(self) -> dict[str, Any]:
        """The question in the shape of ``QuestionVersion.content``."""
        data = self.cleaned_data
        return {
            "prompt": data["prompt"],
            "points": data.get("points", 1),
            "feedback": data.get("feedback", ""),
            "hint": data.get("hint", ""),
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
    rule = forms.ChoiceField(
        label=_("Falsche Kreuze"),
        choices=[
            (DEDUCT, _("ziehen je ein richtiges Kreuz ab")),
            (KEEP, _("kosten nichts, aber mehr Kreuze als richtige Antworten geben 0 Punkte")),
            (EXACT, _("machen die ganze Frage falsch")),
        ],
        initial=DEDUCT,
        widget=forms.RadioSelect,
        help_text=_("Die Regel steht bei der Frage."),
    )

    def content(self) -> dict[str, Any]:
        """With the rule for wrong ticks."""
        return {**super().content(), "rule": self.cleaned_data["rule"]}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Older questions name no rule."""
        return {"rule": DEDUCT, **content}


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
        label=_("Rückmeldung an alle, die „richtig“ wählen"), required=False, widget=area(2)
    )
    feedback_false = forms.CharField(
        label=_("Rückmeldung an alle, die „falsch“ wählen"), required=False, widget=area(2)
    )

    def content(self) -> dict[str, Any]:
        """With the answer as a flag."""
        names = ("answer", "feedback_true", "feedback_false")
        return {**super().content(), **{name: self.cleaned_data[name] for name in names}}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """The flag as the value of a radio button."""
        return {**content, "answer": "true" if content.get("answer") else "false"}


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
