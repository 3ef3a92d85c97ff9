"""Forms of those who look after the seats of a run."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.actions.seat.vouchers import MOST
from courses.enums import RefusalReason

MOST_SEATS = 10_000


class CapacityForm(forms.Form):
    """How many seats there are."""

    capacity = forms.IntegerField(
        label=_("Plätze"),
        help_text=_("Leer heißt: ohne Grenze."),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
    )


class DecisionForm(forms.Form):
    """Yes, or no with a reason."""

    act = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    reason = forms.TypedChoiceField(
        choices=RefusalReason.choices, coerce=RefusalReason, required=False, empty_value=None
    )


class PersonForm(forms.Form):
    """Take somebody out of a run, or put them into another one."""

    act = forms.ChoiceField(choices=[("remove", "remove"), ("move", "move")])
    enrolment = forms.CharField(max_length=10)
    to = forms.CharField(max_length=10, required=False)


class VoucherForm(forms.Form):
    """A batch of vouchers."""

    label = forms.CharField(
        label=_("Wofür"),
        help_text=_("Zum Beispiel „Bibliothek, Herbst“. Bitte keine Namen von Personen."),
        max_length=80,
    )
    number = forms.IntegerField(label=_("Wie viele"), min_value=1, max_value=MOST)
    expires_on = forms.DateField(
        label=_("Gültig bis"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
