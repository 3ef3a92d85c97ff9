"""Forms about the people who act for partners and the city."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import Role
from network.models import Partner

CITY_STAFF = "city_staff"
PLATFORM = "platform"
DATA_PROTECTION = "data_protection"
STAFF_ROLES = [(CITY_STAFF, _("Stadtverwaltung")), (PLATFORM, _("Plattformbetrieb"))]


class PersonSearchForm(forms.Form):
    """Filters of the list of people."""

    q = forms.CharField(label=_("Name oder E-Mail-Adresse"), required=False, max_length=80)
    partner = forms.ModelChoiceField(
        label=_("Partner"), required=False, queryset=Partner.objects.none(), empty_label=_("alle")
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Invite one person for one role of one partner."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin geht die Einladung. Gibt es das Konto schon, wird es benutzt."),
    )
    display_name = forms.CharField(label=_("Name"), max_length=80)
    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none())
    role = forms.ChoiceField(
        label=_("Aufgabe"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        initial=Role.AUTHOR,
        help_text=_(
            "Autorinnen und Autoren schreiben Kurse. Die Prüfung gibt frei, wenn die Stadt das "
            "erlaubt hat. Klassenleitungen begleiten Lernende. Die Verwaltung regelt all das."
        ),
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        field.queryset = partners  # type: ignore[attr-defined]
        if len(partners) == 1:
            field.initial = partners[0]


class StaffInviteForm(forms.Form):
    """Invite one person as city staff or to run the platform."""

    email = forms.EmailField(label=_("E-Mail-Adresse"))
    display_name = forms.CharField(label=_("Name"), max_length=80)
    staff_role = forms.ChoiceField(
        label=_("Aufgabe"), choices=STAFF_ROLES, widget=forms.RadioSelect, initial=CITY_STAFF
    )


class RolesForm(forms.Form):
    """The roles one person has for one partner."""

    roles = forms.MultipleChoiceField(
        label=_("Aufgaben"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ohne Häkchen hat die Person hier keine Rechte mehr, ab dem nächsten Klick."),
    )


class StaffRolesForm(forms.Form):
    """The rights one person has in the city's administration and in running the platform."""

    roles = forms.MultipleChoiceField(
        label=_("Rechte"),
        choices=(*STAFF_ROLES, (DATA_PROTECTION, _("Datenschutz: nur lesen"))),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class DeactivateForm(forms.Form):
    """Why a person loses all access; kept beside the audit log."""

    reason = forms.CharField(
        label=_("Grund"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
