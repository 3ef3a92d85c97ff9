"""Forms around consent: age bands, registration of children, decisions, codes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lms.accounts.consent.rules import GUARDED
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.fields import CodeField, NewPasswordField

AGREES = _("Ich habe den Text gelesen und willige ein.")


class BandForm(forms.Form):
    """The first question of registration; sent by GET, stores nothing."""

    band = forms.ChoiceField(
        label=_("Wie alt bist du? Wie alt sind Sie?"),
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
    )


class ChildSignupForm(forms.Form):
    """Registration of somebody under 16: a password, and who decides for them.

    The browser must not insist on an address: paper does without.
    """

    use_required_attribute = False

    band = forms.ChoiceField(
        choices=[(band, band.label) for band in AgeBand if band in GUARDED],
        widget=forms.HiddenInput,
    )
    password1 = NewPasswordField(label=_("Dein Passwort"))
    guardian_email = forms.EmailField(
        label=_("E-Mail-Adresse deiner Eltern"),
        error_messages={
            "required": _("Trag bitte eine E-Mail-Adresse ein, oder wähle das Formular auf Papier.")
        },
        help_text=_("Oder einer anderen Person, die das Sorgerecht für dich hat."),
    )
    guardian_email_2 = forms.EmailField(
        label=_("Zweite E-Mail-Adresse, falls zwei Personen entscheiden"), required=False
    )
    on_paper = forms.BooleanField(
        label=_("Ohne E-Mail: Wir drucken ein Formular aus."), required=False
    )

    def clean_password1(self) -> str:
        """The usual rules."""
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Somebody must be asked, on one way or the other."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("on_paper") and self.has_error("guardian_email", "required"):
            del self.errors["guardian_email"]
        return cleaned

    def emails(self) -> list[str]:
        """The addresses typed, each once."""
        typed = [self.cleaned_data.get(name, "") for name in ("guardian_email", "guardian_email_2")]
        return list(dict.fromkeys(email.lower() for email in typed if email))


class AgreeForm(forms.Form):
    """One purpose: the text is read, the box is ticked by hand."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=AGREES,
        error_messages={"required": _("Bitte setzen Sie zuerst das Häkchen.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, purpose: str, version: int
    ) -> None:
        super().__init__(data, prefix=purpose)
        self.fields["version"].initial = version


class AgeForm(forms.Form):
    """How old somebody is now."""

    band = forms.ChoiceField(
        label=_("Altersgruppe heute"), choices=AgeBand.choices, widget=forms.RadioSelect
    )
    confirms_lower = forms.BooleanField(
        label=_("Die frühere Angabe stimmte nicht, die jüngere Gruppe ist richtig."),
        required=False,
        help_text=_("Nur nötig, wenn Sie eine jüngere Gruppe wählen."),
    )


class GuardianEmailForm(forms.Form):
    """An address of a guardian."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class GuardianCodeForm(forms.Form):
    """The code of a mail or of a slip of paper."""

    code = CodeField(label=_("Code"))


class ConsentTextForm(forms.Form):
    """A new version of one text, in both languages of the office."""

    purpose = forms.ChoiceField(label=_("Zweck"), choices=Purpose.choices)
    title_de = forms.CharField(label=_("Überschrift, Deutsch"), max_length=120)
    text_de = forms.CharField(label=_("Text, Deutsch"), widget=forms.Textarea)
    title_en = forms.CharField(label=_("Überschrift, Englisch"), max_length=120)
    text_en = forms.CharField(label=_("Text, Englisch"), widget=forms.Textarea)

    def texts(self) -> dict[str, dict[str, str]]:
        """As the row holds them."""
        return {
            code: {"title": self.cleaned_data[f"title_{code}"],
                   "text": self.cleaned_data[f"text_{code}"]}
            for code in ("de", "en")
        }  # fmt: skip
