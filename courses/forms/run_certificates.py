"""Forms of a run's team about certificates."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.actions.certificate_by_hand import MAX_REASON
from courses.queries.run_certificates import Graduate


class ByHandForm(forms.Form):
    """Whose attendance is confirmed, and why by hand."""

    enrolments = forms.MultipleChoiceField(
        label=_("Personen"),
        error_messages={"required": _("Bitte wählen Sie mindestens eine Person.")},
    )
    reason = forms.CharField(
        label=_("Warum von Hand?"),
        max_length=MAX_REASON,
        help_text=_(
            "Zum Beispiel: war vor Ort dabei, die Liste ging verloren. Nur für Ihre Unterlagen; es "
            "steht weder auf dem Zertifikat noch auf der Prüfseite."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, graduates: Iterable[Graduate]) -> None:
        super().__init__(*args)
        people = [one.person for one in graduates if one.can_be_confirmed]
        field = cast("forms.MultipleChoiceField", self.fields["enrolments"])
        field.choices = [(one.enrolment.key, str(one.number)) for one in people]

    @property
    def chosen(self) -> list[str]:
        """Keys of the people that are ticked."""
        return list(self["enrolments"].value() or [])
