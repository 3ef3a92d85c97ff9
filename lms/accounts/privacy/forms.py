"""Forms about data: erasing an account, finding a person for a case, the breach drill."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.actions.looks import SHORTEST_REASON
from lms.accounts.enums import CaseKind
from lms.accounts.models import Incident, PrivacyCase, User
from lms.accounts.privacy.looks import role_name


def moment() -> forms.DateTimeInput:
    """A field for day and time as browsers know it."""
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EraseForm(forms.Form):
    """What becomes of certificates; nothing is ticked beforehand."""

    keeps_certificates = forms.BooleanField(
        label=_("Meine Zertifikate sollen gültig bleiben, ohne meinen Namen"),
        help_text=_("Ohne dieses Häkchen kennt die Prüfseite ihre Codes nicht mehr."),
        required=False,
    )


class PersonForm(forms.Form):
    """One exact address, and why; a list of people does not exist."""

    email = forms.EmailField(label=_("E-Mail-Adresse des Kontos"))
    reason = forms.CharField(
        label=_("Warum sehen Sie nach?"),
        help_text=_("Die Person kann diesen Satz lesen."),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    case = forms.ModelChoiceField(
        label=_("Vorgang"),
        help_text=_("Auskunft und Löschen gehen nur in einem Vorgang."),
        queryset=PrivacyCase.objects.none(),
        required=False,
        empty_label=_("ohne Vorgang, nur ansehen"),
        to_field_name="number",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["case"]
        field.queryset = PrivacyCase.objects.filter(closed_at=None)
        field.label_from_instance = lambda case: f"{case.number}, {case.get_kind_display()}"


class CaseForm(forms.Form):
    """A request that came on paper, by phone or by mail."""

    kind = forms.ChoiceField(
        label=_("Worum wird gebeten?"), choices=CaseKind.choices, widget=forms.RadioSelect
    )


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is known of a breach; an action stores it."""

    class Meta:
        model = Incident
        fields = (
            "noticed_at", "what", "affected", "decided", "reported_at", "unreported_reason",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "noticed_at": _("Wann wurde es bemerkt?"),
            "what": _("Was ist geschehen?"),
            "affected": _("Wie viele Personen sind betroffen?"),
            "decided": _("Was wurde entschieden und getan?"),
            "reported_at": _("Wann wurde es der Aufsichtsbehörde gemeldet?"),
            "unreported_reason": _("Warum ist keine Meldung nötig?"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "noticed_at": _("Von da an zählen die 72 Stunden."),
            "what": _("Ohne Namen von Personen."),
            "affected": _("Die Zahl zeigt die Datenschutzstelle unter „Vorfall“."),
            "reported_at": _("Leer, solange nicht gemeldet ist."),
            "unreported_reason": _("Nur, wenn kein Risiko für die Betroffenen besteht."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "noticed_at": moment(),
            "what": forms.Textarea(attrs={"rows": 4}),
            "decided": forms.Textarea(attrs={"rows": 4}),
            "reported_at": moment(),
            "unreported_reason": forms.Textarea(attrs={"rows": 2}),
        }


class DrillForm(forms.Form):
    """Which account or role was in wrong hands, and when."""

    since = forms.DateTimeField(
        label=_("Von"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    until = forms.DateTimeField(
        label=_("Bis"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    account = forms.CharField(
        label=_("Kürzel oder E-Mail-Adresse des Kontos"), required=False, max_length=254
    )
    role = forms.ChoiceField(label=_("oder alle mit der Aufgabe"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = ("city", "platform", "team", "lead", "partner")
        field: Any = self.fields["role"]
        field.choices = [("", _("keine")), *((role, role_name(role)) for role in roles)]

    def clean(self) -> dict[str, Any]:
        """Find the account's key; one of account and role must be there."""
        data = super().clean() or {}
        account = data.get("account", "").strip()
        if not account and not data.get("role"):
            self.add_error("account", _("Bitte nennen Sie ein Konto oder eine Aufgabe."))
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("Das Ende muss nach dem Beginn liegen."))
        by_address = User.objects.filter(email__iexact=account) if "@" in account else None
        known = by_address.first() if by_address is not None else None
        data["actor_key"] = known.key if known else account
        return data
