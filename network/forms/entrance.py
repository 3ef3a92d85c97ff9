"""Coming in: applying, being listed by staff, writing to a partner."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from network.actions.partner_table import ProvisionalRow
from network.enums import PartnerKind
from network.models import Partner
from network.queries.duplicates import EVERYBODY, SimilarPartner, similar_partners
from network.rules import mailbox_looks_personal

MOST_BYTES = 1_000_000


class NewPartnerForm(forms.Form):
    """An organisation that may be listed already: whoever is asked says that it is another."""

    is_another = forms.BooleanField(
        label=_("Das ist eine andere Einrichtung."), required=False, widget=forms.HiddenInput
    )
    similar: tuple[SimilarPartner, ...] = ()
    seen = EVERYBODY  # whom the sender may be told of

    def clean(self) -> dict[str, Any]:
        """Warn of partners with almost this name until the sender says that it is another."""
        data: dict[str, Any] = super().clean() or {}
        self.similar = tuple(similar_partners(data.get("name", ""), seen=self.seen))
        if self.similar:
            self.fields["is_another"].widget = forms.CheckboxInput()
            if not data.pop("is_another", False):
                self.add_error(
                    "is_another", gettext("Bitte bestätigen Sie, dass es eine andere ist.")
                )
        data.pop("is_another", None)
        return data


class ApplyForm(NewPartnerForm):
    """An organisation asks to take part."""

    name = forms.CharField(label=_("Name der Einrichtung"), max_length=150)
    kind = forms.ChoiceField(label=_("Art"), choices=PartnerKind.choices)
    mailbox = forms.EmailField(
        label=_("Funktionspostfach"),
        help_text=_("Dorthin schicken wir einen Link zum Bestätigen. Ein Postfach der Stelle."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    postal_code = forms.CharField(label=_("Postleitzahl"), max_length=10, required=False)
    city = forms.CharField(label=_("Ort"), max_length=80, required=False)
    text = forms.CharField(
        label=_("Was möchten Sie einbringen oder finden?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bitte keine Namen von Personen."),
    )  # fmt: skip
    field_order = ("name", "is_another")

    def __init__(self, data: Any = None, *, seen: Q, **more: Any) -> None:
        """``seen``: the partners the sender may know of; others are nobody's double here."""
        super().__init__(data, **more)
        self.seen = seen

    def warnings(self) -> list[str]:
        """What the sender should look at again."""
        if mailbox_looks_personal(self.cleaned_data.get("mailbox", "")):
            return [gettext("Das Postfach sieht nach einer Person aus.")]
        return []


class ProvisionalForm(NewPartnerForm):
    """Staff list an organisation that has not joined yet."""

    name = forms.CharField(label=_("Name"), max_length=150)
    kind = forms.ChoiceField(label=_("Art"), choices=PartnerKind.choices)
    mailbox = forms.EmailField(
        label=_("Funktionspostfach"), required=False,
        help_text=_("Nur damit kann die Einrichtung ihren Eintrag übernehmen."),
    )  # fmt: skip
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    postal_code = forms.CharField(label=_("Postleitzahl"), max_length=10, required=False)
    city = forms.CharField(label=_("Ort"), max_length=80, required=False)
    source_url = forms.URLField(
        label=_("Quelle"), required=False, assume_scheme="https",
        help_text=_("Wo die Angaben öffentlich stehen."),
    )  # fmt: skip
    field_order = ("name", "is_another")

    def row(self) -> ProvisionalRow:
        """What was typed, as the action takes it."""
        return ProvisionalRow(**self.cleaned_data)


class TableForm(forms.Form):
    """A table of organisations, pasted or uploaded."""

    table = forms.CharField(
        label=_("Tabelle"), required=False, max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Erste Zeile: schluessel;name;art;postfach;website;strasse;plz;ort;ortsteil;bereiche;"
            "felder;quelle. Nötig sind schluessel, name und art. Mehrere Werte in einer Zelle "
            "trennt |."
        ),
    )  # fmt: skip
    file = forms.FileField(label=_("Oder eine CSV-Datei (UTF-8)"), required=False)
    are_others = forms.BooleanField(
        label=_("Auch Zeilen einlesen, deren Name einer vorhandenen Einrichtung gleicht"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take the file if there is one, else what was pasted."""
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            if upload.size > MOST_BYTES:
                raise forms.ValidationError(gettext("Die Datei ist zu groß (höchstens 1 MB)."))
            try:
                data["table"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError(gettext("Die Datei ist nicht in UTF-8.")) from None
        if not data.get("table", "").strip():
            raise forms.ValidationError(gettext("Bitte eine Tabelle einfügen oder hochladen."))
        return data


class ContactForm(forms.Form):
    """A message to a partner's mailbox."""

    subject = forms.CharField(label=_("Betreff"), max_length=120)
    text = forms.CharField(
        label=_("Nachricht"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    reply_to = forms.EmailField(
        label=_("Ihre E-Mail-Adresse für die Antwort"),
        help_text=_("Sie steht in der Nachricht an die Einrichtung; hier bleibt nichts davon."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DecisionForm(forms.Form):
    """Staff say yes, or no with a reason."""

    reason = forms.CharField(
        label=_("Grund, wenn Sie ablehnen"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class LimitForm(forms.Form):
    """Staff raise how many entries of a partner may be active at once."""

    limit = forms.IntegerField(label=_("Höchstzahl aktiver Einträge"), min_value=0, max_value=500)

    @classmethod
    def of(cls, partner: Partner) -> "LimitForm":
        """The form as it stands."""
        return cls(initial={"limit": partner.listing_limit})
