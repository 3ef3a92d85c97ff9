"""Forms of the run's team: points by a rubric, more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import TimeAllowance
from courses.grading.shapes import FreeTextQuestion
from courses.models import TextGrade

MAX_COMMENT = 4000  # characters


class GradeForm(forms.Form):
    """Points for each line of the rubric, and a comment.

    ``revision`` is that of the grade on which this one builds, 0 for none.
    """

    comment = forms.CharField(
        label=_("Kommentar"),
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Liest die Person mit ihrem Ergebnis. Was ist gelungen, was hilft weiter?"),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, question: FreeTextQuestion, grade: TextGrade | None) -> None:
        initial: dict[str, Any] = {"revision": grade.revision if grade else 0}
        if grade:
            initial["comment"] = grade.comment
            initial |= {f"points-{n}": points for n, points in enumerate(grade.points)}
        super().__init__(data, initial=initial)
        self.lines = [f"points-{number}" for number in range(len(question.rubric))]
        for name, (text, most) in zip(self.lines, question.rubric, strict=True):
            self.fields[name] = forms.IntegerField(
                label=text,
                min_value=0,
                max_value=most,
                help_text=_("0 bis %(most)d Punkte") % {"most": most},
            )
        self.order_fields([*self.lines, "comment"])

    def points(self) -> list[int]:
        """One number a line of a valid form."""
        return [self.cleaned_data[name] for name in self.lines]


class AllowanceForm(forms.Form):
    """How much time one person of the run has."""

    enrolment = forms.CharField(max_length=10)
    allowance = forms.TypedChoiceField(choices=TimeAllowance.choices, coerce=TimeAllowance)
