"""Form fields that several forms of accounts share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Mindestens 10 Zeichen. Gut zu merken: drei oder vier Wörter hintereinander.")


class NewPasswordField(forms.CharField):
    """A password to be chosen, asked for once: a browser can show what was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=kwargs.pop("label", _("Neues Passwort")),
            help_text=PASSWORD_HELP,
            strip=False,
            max_length=256,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            **kwargs,
        )


class CodeField(forms.CharField):
    """A code from a mail or a sheet; capitals, blanks and hyphens do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "autocomplete": kwargs.pop("autocomplete", "off"),
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        super().__init__(max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)
