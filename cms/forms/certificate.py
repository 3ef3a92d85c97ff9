"""Forms about certificates that may have to be taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import RevocationReason
from courses.queries.verification import plain_code


class CertificateSearchForm(forms.Form):
    """The exact code: a register is no list of persons to browse."""

    code = forms.CharField(
        label=_("Code des Zertifikats"),
        max_length=80,
        help_text=_("Steht auf dem Zertifikat neben „Nr.“; Striche und Großschreibung sind egal."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """Take out what was only typed for reading."""
        return plain_code(self.cleaned_data["code"])


class _ReasonForm(forms.Form):
    """What concerns people needs a reason."""

    reason = forms.CharField(
        label=_("Wozu?"),
        max_length=300,
        help_text=_("Zum Beispiel das Aktenzeichen der Anfrage. Es wird festgehalten."),
    )


class HolderForm(_ReasonForm):
    """The exact name on a certificate, and why it is looked for."""

    name = forms.CharField(
        label=_("Name auf dem Zertifikat"),
        max_length=120,
        help_text=_(
            "Genau so, wie er gedruckt ist. Zertifikate von Minderjährigen und von Gästen finden "
            "Sie nur über den Code: Ihre Namen speichern wir nicht."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "reason")


class ExportForm(_ReasonForm):
    """Why a copy of the register is taken."""


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Der Grund steht öffentlich auf der Prüfseite."),
    )
