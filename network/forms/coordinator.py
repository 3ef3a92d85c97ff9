"""The form that names who coordinates an action field."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t, gettext_lazy as _

from lms.accounts.models import User
from lms.taxonomy.models import ActionField
from network.actions.coordinator import DEFAULT_QUOTA, Appointment
from network.enums import PartnerState
from network.forms.meeting import DayInput
from network.models import Coordinator, Partner


class CoordinatorForm(forms.Form):
    """Field, account, time and, for somebody from outside, the organisation."""

    field = forms.ModelChoiceField(label=_("Handlungsfeld"), queryset=ActionField.objects.all())
    person = forms.CharField(
        label=_("Konto"),
        max_length=254,
        help_text=_("Benutzername oder E-Mail-Adresse des Kontos. Öffentlich ist beides nicht."),
    )
    is_deputy = forms.BooleanField(label=_("Vertretung"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Einrichtung"),
        queryset=Partner.objects.filter(state=PartnerState.PUBLISHED),
        required=False,
        empty_label=_("Stadtverwaltung"),
    )
    mailbox = forms.EmailField(
        label=_("Funktionspostfach"),
        required=False,
        help_text=_("Öffentlich. Ein Postfach der Stelle, nicht einer Person."),
    )
    starts_on = forms.DateField(label=_("Beginn"), widget=DayInput)
    ends_on = forms.DateField(label=_("Ende"), widget=DayInput, required=False)
    quarterly_quota = forms.IntegerField(
        label=_("Neue Kooperationen im Quartal"),
        min_value=0,
        max_value=99,
        initial=DEFAULT_QUOTA,
        help_text=_("So viele kann das Handlungsfeld gut begleiten."),
    )

    def __init__(self, data: Any, *, today: date, row: Coordinator | None = None) -> None:
        initial: dict[str, Any] = {"starts_on": today}
        if row is not None:
            initial = {name: getattr(row, name) for name in self.base_fields if name != "person"}
            initial["person"] = row.user.username
        super().__init__(data, initial=initial)

    def clean_person(self) -> User:
        """The account, by user name or address."""
        name = self.cleaned_data["person"].strip()
        by_name, by_mail = {"username": name}, {"email__iexact": name}
        found = User.objects.filter(**(by_mail if "@" in name else by_name), is_active=True).first()
        if found is None:
            raise ValidationError(
                _t("Ein solches Konto gibt es nicht. Es muss zuerst angelegt sein.")
            )
        return found

    def appointment(self) -> Appointment:
        """What a valid form asks for."""
        facts = dict(self.cleaned_data)
        return Appointment(user=facts.pop("person"), **facts)
