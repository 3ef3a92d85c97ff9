"""The form by which a house announces a run at given dates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.actions.run import RunPlan
from courses.enums import Mode


class Moment(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class RunForm(forms.Form):
    """When and where; times are those of the site's time zone."""

    starts_at = forms.DateTimeField(label=_("Beginn"), widget=Moment())
    ends_at = forms.DateTimeField(label=_("Ende"), widget=Moment())
    mode = forms.ChoiceField(label=_("Ort des Lernens"), choices=Mode.choices)
    enrol_from = forms.DateTimeField(
        label=_("Anmeldung ab"),
        widget=Moment(),
        required=False,
        help_text=_("Leer: ab sofort."),
    )
    enrol_until = forms.DateTimeField(
        label=_("Anmeldung bis"),
        widget=Moment(),
        required=False,
        help_text=_("Leer: bis zum Ende des Termins."),
    )
    capacity = forms.IntegerField(
        label=_("Plätze"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Leer: ohne Begrenzung."),
    )

    def plan(self) -> RunPlan:
        """The plan of a valid form."""
        values = dict(self.cleaned_data)
        return RunPlan(**values | {"mode": Mode(values["mode"])})
