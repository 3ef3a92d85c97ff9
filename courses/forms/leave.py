"""Forms around Bildungszeit: what the ministry said, and the anonymous sheet."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.actions.leave_recognition import RecognitionPlan
from courses.enums import LeaveAge, LeaveGender, LeaveQualification, RecognitionState
from courses.models import CourseRun, LeaveRecognition

PERCENT = 100
NOTHING = ("", _("keine Angabe"))


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class RecognitionForm(forms.Form):
    """Where the recognition of a run stands; the run's own rule of attendance goes before ours."""

    state = forms.TypedChoiceField(
        label=_("Stand"), choices=RecognitionState.choices, coerce=RecognitionState
    )
    applied_on = _day(_("Beantragt am"), required=True)
    file_number = forms.CharField(
        label=_("Aktenzeichen"),
        max_length=60,
        required=False,
        help_text=_("Wie es im Bescheid steht; nötig, sobald der Termin anerkannt ist."),
    )
    valid_from = _day(_("Anerkannt ab"), _("Alle Treffen müssen in diesem Zeitraum liegen."))
    valid_until = _day(_("Anerkannt bis"))
    minimum_percent = forms.IntegerField(
        label=_("Mindestanwesenheit in Prozent der Stunden"),
        min_value=1,
        max_value=PERCENT,
        help_text=_("Wer weniger da war, bekommt keine Teilnahmebescheinigung."),
    )

    def __init__(self, data: Any = None, *, run: CourseRun, row: LeaveRecognition | None) -> None:
        names = ("state", "applied_on", "file_number", "valid_from", "valid_until")
        initial = {name: getattr(row, name) for name in names} if row else {}
        self.kept_share = row.minimum_share if row else RecognitionPlan.minimum_share
        initial["minimum_percent"] = int(self.kept_share * PERCENT)
        super().__init__(data, initial=initial)
        if run.required_attendance is not None:
            del self.fields["minimum_percent"]

    def plan(self) -> RecognitionPlan:
        """What a valid form says."""
        values = dict(self.cleaned_data)
        percent = values.pop("minimum_percent", None)
        share = self.kept_share if percent is None else Decimal(percent) / PERCENT
        values["file_number"] = " ".join(values["file_number"].split())
        return RecognitionPlan(**values, minimum_share=share)


class SheetForm(forms.Form):
    """The voluntary, anonymous sheet; nothing is chosen beforehand but silence."""

    age = forms.ChoiceField(
        label=_("Alter"),
        choices=[NOTHING, *LeaveAge.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    gender = forms.ChoiceField(
        label=_("Geschlecht"),
        choices=[NOTHING, *LeaveGender.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    qualification = forms.ChoiceField(
        label=_("Höchster Abschluss"),
        choices=[NOTHING, *LeaveQualification.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def answers(self) -> list[str]:
        """What was answered, in any order."""
        return [answer for answer in self.cleaned_data.values() if answer]
