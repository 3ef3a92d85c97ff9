"""What people give when they ask for a seat of a run."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import Entrance, RunKind
from courses.models import CourseRun
from courses.rules import is_minor
from lms.accounts.models import User

NAME_LENGTH = 80
NOTE_LENGTH = 1000
CODE_LENGTH = 40

_CODE_LABELS = {Entrance.KEY: _("Schlüssel"), Entrance.VOUCHER: _("Gutschein-Code")}
_CODE_HINTS = {
    Entrance.KEY: _("Den Schlüssel haben Sie vom Team des Kurses bekommen."),
    Entrance.VOUCHER: _("Der Code steht auf Ihrem Gutschein. Er gilt einmal."),
}


class SeatForm(forms.Form):
    """The fields a run needs: a code, the name for its team, a few words.

    ``exception`` asks for the reason of an exception; ``typed`` prefills what is asked.
    """

    def __init__(
        self,
        data: Any,
        *,
        run: CourseRun,
        user: User,
        has_team: bool,
        exception: bool = False,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(typed or {}))
        self.has_team = has_team and run.kind == RunKind.DATED
        entrance = Entrance(run.entrance)
        if entrance in _CODE_LABELS:
            self.fields["code"] = forms.CharField(
                label=_CODE_LABELS[entrance],
                help_text=_CODE_HINTS[entrance],
                max_length=CODE_LENGTH,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
            )
        if self.has_team:
            self.fields["name"] = _name_field(user)
        if exception or entrance == Entrance.APPROVAL:
            is_nameless = exception and run.kind == RunKind.SELF_PACED
            self.fields["note"] = _note_field(exception=exception, is_nameless=is_nameless)

    def value(self, name: str) -> str:
        """What a valid form holds, "" for what it does not ask."""
        return str(self.cleaned_data.get(name, ""))


def _name_field(user: User) -> forms.CharField:
    hint = _("Nur das Team liest diesen Namen. Er darf ein Spitzname sein.")
    usual = _("So steht Ihr Name auf der Liste des Teams.")
    return forms.CharField(
        label=_("Ihr Name für das Team"),
        help_text=hint if is_minor(user) else usual,
        max_length=NAME_LENGTH,
        initial=user.display_name,
        widget=forms.TextInput(attrs={"autocomplete": "off" if is_minor(user) else "name"}),
    )


def _note_field(*, exception: bool, is_nameless: bool) -> forms.CharField:
    usual = _("Bitte nichts über Ihre Gesundheit. Nach der Antwort wird der Text gelöscht.")
    nameless = _(
        "Die Einrichtung liest das ohne Namen. Bitte keinen Namen hineinschreiben, weder den "
        "eigenen noch den anderer, und nichts über die Gesundheit. Nach der Antwort wird der Text "
        "gelöscht."
    )
    return forms.CharField(
        label=_("Warum passt eine Ausnahme?") if exception else _("Ein paar Worte an das Team"),
        help_text=nameless if is_nameless else usual,
        required=exception,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BroughtForm(forms.Form):
    """What somebody gives whom the team invited: a name, where a team will read it."""

    def __init__(self, data: Any, *, user: User, has_team: bool) -> None:
        super().__init__(data)
        if has_team:
            self.fields["name"] = _name_field(user)


class RequestForm(forms.Form):
    """What somebody does with a request of theirs; a voucher is given when accepting."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("accept", "withdraw")])
    code = forms.CharField(required=False, max_length=CODE_LENGTH)


class TeamNameForm(forms.Form):
    """The name for the team, given by somebody who is in the run already."""

    def __init__(self, data: Any, *, user: User, name: str) -> None:
        super().__init__(data, initial={"name": name} if name else None)
        self.fields["name"] = _name_field(user)
