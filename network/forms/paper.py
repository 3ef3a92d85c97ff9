"""The number of a consent form on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PaperNumberForm(forms.Form):
    """What is copied from the sheet; nothing else of it is."""

    number = forms.CharField(
        label=_("Nummer vom Formular"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
