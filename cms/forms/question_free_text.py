"""The form for questions that people grade."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms.question import QuestionForm, area, lines_of
from courses.enums import QuestionType
from courses.grading.free_text import FEWEST_CHARS, MOST_CHARS, USUAL_CHARS
from courses.grading.shapes import MAX_TEXT

_LINE = re.compile(r"(\d{1,3})\s*:\s*(.+)")


class FreeTextForm(QuestionForm):
    """A text of some sentences, graded by the team of the run."""

    kind = QuestionType.FREE_TEXT
    rubric = forms.CharField(
        label=_("Wofür es Punkte gibt"),
        widget=area(5),
        help_text=_(
            "Je Zeile höchstens so viele Punkte, dann ein Doppelpunkt und wofür: 3: nennt zwei "
            "Gründe. Wer bewertet, sieht diese Liste; Lernende sehen sie mit ihrem Ergebnis."
        ),
    )
    max_chars = forms.IntegerField(
        label=_("Höchstens so viele Zeichen"),
        min_value=FEWEST_CHARS,
        max_value=MOST_CHARS,
        initial=USUAL_CHARS,
    )
    sample = forms.CharField(
        label=_("Beispiel für eine gute Antwort"),
        max_length=MAX_TEXT,
        required=False,
        widget=area(5),
        help_text=_("Für alle, die bewerten. Lernende sehen es erst nach der Bewertung."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["points"]

    def content(self) -> dict[str, Any]:
        """The rubric by lines; its points are those of the question."""
        data = self.cleaned_data
        rubric = [_rubric_line(line) for line in lines_of(data["rubric"])]
        own = {"rubric": rubric, "max_chars": data["max_chars"], "sample": data["sample"]}
        points = sum(line["points"] for line in rubric)
        return {**super().content(), **own, "points": points}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """The rubric as lines."""
        lines = (f"{line['points']}: {line['text']}" for line in content.get("rubric", []))
        return {**content, "rubric": "\n".join(lines)}


def _rubric_line(line: str) -> dict[str, Any]:
    """A line without points is worth none, which the grader then refuses."""
    match = _LINE.fullmatch(line)
    if match is None:
        return {"text": line, "points": 0}
    return {"text": match[2], "points": int(match[1])}
