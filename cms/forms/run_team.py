"""The form by which a house names who looks after a run."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User


class RunTeamForm(forms.Form):
    """A tick for each person of the house who is in the team."""

    team = forms.MultipleChoiceField(
        label=_("Team"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Das Team bewertet Texte, gibt einzelnen mehr Zeit und darf dafür die Namen aus diesem "
            "Termin sehen, bis 60 Tage nach dem Ende. Jeder Blick auf Namen wird festgehalten."
        ),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {user.key: user for user in people}
        choices = [(key, f"{user} ({user.email})") for key, user in self.people.items()]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[User]:
        """Who was ticked in a valid form."""
        return [self.people[key] for key in self.cleaned_data["team"]]
