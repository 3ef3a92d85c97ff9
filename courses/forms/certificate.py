"""Forms around certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.queries.verification import plain_code


class CertificateNameForm(forms.Form):
    """The name a certificate is to carry."""

    name = forms.CharField(
        label=_("Name auf dem Zertifikat"),
        max_length=120,
        help_text=_("Vorname und Nachname, so wie sie gedruckt werden sollen."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class FetchForm(forms.Form):
    """The name to print on a certificate that keeps none, and in which form it is wanted."""

    name = forms.CharField(
        label=_("Name auf dem Zertifikat"),
        max_length=120,
        help_text=_("Vorname und Nachname, so wie sie gedruckt werden sollen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ending = forms.ChoiceField(
        label=_("In welcher Form?"),
        choices=[
            ("pdf", _("Zertifikat zum Drucken (PDF)")),
            ("png", _("Abzeichen: Bild (PNG)")),
            ("svg", _("Abzeichen: Bild (SVG)")),
            ("json", _("Abzeichen: Dokument (JSON)")),
            ("jwt", _("Abzeichen: Token (JWT)")),
        ],
        initial="pdf",
    )
    replaces = forms.BooleanField(
        label=_("Ja, ein neues Zertifikat mit diesem Namen ausstellen"), required=False
    )
    asks_replaces = False  # whether another name was typed than before


class CompareNameForm(forms.Form):
    """A name a verifier wants compared with the holder's."""

    name = forms.CharField(
        label=_("Name, der auf dem Zertifikat steht"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FileForm(forms.Form):
    """A certificate's file that somebody wants checked."""

    file = forms.FileField(
        label=_("Datei des Zertifikats"),
        help_text=_("PDF, Abzeichen (PNG oder SVG), JSON oder JWT; höchstens 2 MB."),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei von höchstens 2 MB."),
            "empty": _("Diese Datei ist leer. Bitte wählen Sie eine andere."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.svg,.json,.jwt,.jsonld,.1ob"}),
    )


class CodeForm(forms.Form):
    """A certificate code as people type it: with spaces, dashes and capitals."""

    code = forms.CharField(
        label=_("Code des Zertifikats"),
        max_length=80,
        help_text=_("27 Zeichen; Striche und Großschreibung spielen keine Rolle."),
        error_messages={"invalid": _("Ein Code besteht aus Buchstaben und Ziffern.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Take out what was only typed for reading."""
        code = plain_code(self.cleaned_data["code"])
        if not code.isascii() or not code.isalnum():
            raise forms.ValidationError(self.fields["code"].error_messages["invalid"])
        return code
