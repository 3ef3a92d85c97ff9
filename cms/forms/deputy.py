"""Who stands in for a reviewer, and from when until when."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DeputyForm(forms.Form):
    """Choices are handed in: (value, who for whom)."""

    deputy = forms.ChoiceField(label=_("Wer vertritt Sie?"))
    from_on = forms.DateField(label=_("Vom"), widget=DayInput())
    until_on = forms.DateField(label=_("bis einschließlich"), widget=DayInput())

    def __init__(self, *args: object, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["deputy"].choices = list(choices)  # type: ignore[attr-defined]
