"""The form of a class lead who prints certificates; what is typed here goes on paper only."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from courses.queries.class_certificates import Graduate
from lms.accounts.actions.profile import CertificateNameError, printable_name

LONGEST = 120  # characters of a name


class PrintForm(forms.Form):
    """Whose certificates are printed, each with a name or, left empty, a line for a pen."""

    asks_replaces = False  # whether other names were typed than before

    seats = forms.MultipleChoiceField(
        label=_("Plätze"),
        error_messages={"required": _("Bitte wählen Sie mindestens einen Platz.")},
    )
    shape = forms.ChoiceField(
        label=_("Wie möchten Sie die Urkunden?"),
        choices=[
            ("pdf", _("Zum Drucken: eine Datei, eine Seite je Urkunde")),
            ("zip", _("Zum Weitergeben: eine Datei je Urkunde (ZIP), mit Namen signiert")),
        ],
        initial="pdf",
        required=False,
        widget=forms.RadioSelect,
    )
    replaces = forms.BooleanField(
        label=_("Ja, mit den neuen Namen neu ausstellen; die bisherigen gelten dann als ersetzt"),
        required=False,
    )

    def __init__(self, *args: Any, graduates: Sequence[Graduate]) -> None:
        super().__init__(*args)
        self.graduates = graduates
        seats = cast("forms.MultipleChoiceField", self.fields["seats"])
        seats.choices = [(one.seat.key, one.seat.alias) for one in graduates]
        for one in graduates:
            name = forms.CharField(label=one.seat.alias, required=False, max_length=LONGEST)
            self.fields[_name(one)] = name

    def clean_shape(self) -> str:
        """One file is usual."""
        shape: str = self.cleaned_data["shape"]
        return shape or "pdf"

    def clean(self) -> dict[str, Any]:
        """A name is tidied up; one that cannot be printed is said beside its field."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.graduates:
            field = _name(one)
            if cleaned.get(field):
                try:
                    cleaned[field] = printable_name(cleaned[field], None)
                except CertificateNameError as error:
                    self.add_error(field, str(error))
        return cleaned

    def tell_other_names(self, enrolments: Iterable[str], message: str) -> None:
        """Mark whose certificates were printed with other names before."""
        keys, self.asks_replaces = set(enrolments), True
        for one in self.graduates:
            if one.enrolment.key in keys:
                self.add_error(_name(one), message)

    def rows(self) -> Iterable[tuple[Graduate, BoundField, bool]]:
        """Who may be printed, the field of the name, and whether that seat is chosen."""
        chosen = self["seats"].value() if self.is_bound else None
        for one in self.graduates:
            yield one, self[_name(one)], chosen is None or one.seat.key in chosen

    def printed(self) -> list[tuple[Graduate, str]]:
        """Who a valid form chooses, by alias, and what is printed as the name."""
        chosen = self.cleaned_data["seats"]
        return [
            (one, self.cleaned_data[_name(one)]) for one in self.graduates if one.seat.key in chosen
        ]


def _name(graduate: Graduate) -> str:
    return f"name-{graduate.seat.key}"
