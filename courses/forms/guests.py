"""The form by which a team enters people: one by one, as a list, or from a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from courses.actions.guests import (
    EMAIL_LENGTH,
    NAME_LENGTH,
    PHONE_LENGTH,
    LineFault,
    faults_in,
)
from courses.formats.people_list import Entry, decode, read_people

MAX_BYTES = 200_000
SHOWN = 20  # faults; the rest comes when these are mended


class GuestsForm(forms.Form):
    """One person, a list and a file may be sent together; nothing at all is a mistake."""

    name = forms.CharField(label=_lazy("Name"), max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(label=_lazy("E-Mail"), max_length=EMAIL_LENGTH, required=False)
    phone = forms.CharField(label=_lazy("Telefon"), max_length=PHONE_LENGTH, required=False)
    people = forms.CharField(
        label=_lazy("Mehrere Personen"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=MAX_BYTES,
        help_text=_lazy("Eine Person je Zeile: Name; E-Mail; Telefon. Nur der Name muss sein."),
    )
    file = forms.FileField(
        label=_lazy("CSV-Datei"),
        required=False,
        help_text=_lazy(
            "Mit denselben Spalten. Hat die Datei Fehler, steht ihr Inhalt danach oben im Feld, "
            "damit Sie ihn dort verbessern."
        ),
    )

    def clean_file(self) -> str:
        """The text of the file, "" without one."""
        file: Any = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Diese Datei ist zu groß."))
        return decode(file.read())

    def clean(self) -> dict[str, Any]:
        """Say what is wrong line by line, at the field it stands in."""
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        typed = Entry(1, *(" ".join(values[part].split()) for part in ("name", "email", "phone")))
        has_typed = any((typed.name, typed.email, typed.phone))
        if has_typed and (faults := faults_in([typed])):
            self.add_error("name", faults[0].message)
        listed, filed = values["people"], values["file"]  # an error takes them out of the values
        self._check("people", listed)
        if self._check("file", filed):
            self._move_up(filed)
        people = [typed] if has_typed else []
        values["entries"] = [
            *people, *read_people(listed), *read_people(filed)
        ]  # fmt: skip
        if not self.errors and not values["entries"]:
            self.add_error("name", _("Bitte tragen Sie jemanden ein."))
        return values

    def _check(self, field: str, text: str) -> bool:
        faults = faults_in(read_people(text))
        for fault in faults[:SHOWN]:
            self.add_error(field, in_words(fault))
        return bool(faults)

    def _move_up(self, text: str) -> None:
        """A browser never sends a file twice, so what was in it goes where it can be mended."""
        typed = self.data.get("people", "").rstrip()
        single = {name: self.data.get(name, "") for name in self.data}  # each was sent once
        self.data = {**single, "people": f"{typed}\n{text}".strip()}


class InviteForm(forms.Form):
    """One address to which an invitation goes."""

    email = forms.EmailField(
        label=_lazy("E-Mail-Adresse"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def in_words(fault: LineFault) -> str:
    """A fault with its line."""
    return _("Zeile %(line)s: %(message)s") % {"line": fault.line, "message": fault.message}
