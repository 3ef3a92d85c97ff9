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


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Der Grund steht öffentlich auf der Prüfseite."),
    )
