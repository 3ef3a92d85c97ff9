"""Asked for at a submission: days to appear and vanish, and for whom a new rule holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from cms.forms.run import Moment


class ScheduleForm(forms.Form):
    """All optional; times are those of the site's time zone, the rule is asked where it changes."""

    go_live_at = forms.DateTimeField(
        label=_("Erscheint am"),
        widget=Moment(),
        required=False,
        help_text=_("Leer: sobald freigegeben ist."),
    )
    expire_at = forms.DateTimeField(
        label=_("Verschwindet am"),
        widget=Moment(),
        required=False,
        help_text=_("Leer: gar nicht. Wer eingeschrieben ist, behält den Kurs."),
    )

    keeps_rule = forms.TypedChoiceField(
        label=_("Welche Regel gilt für alle, die schon begonnen haben?"),
        choices=[
            ("old", _("Die bisherige: Sie schließen ab, wie es bei Beginn galt.")),
            ("new", _("Die neue: Was sie erledigt haben, bleibt.")),
        ],
        coerce=lambda value: value == "old",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, at: datetime) -> None:
        super().__init__(data)
        self.at = at

    def clean(self) -> dict[str, Any]:
        """Refuse what lies behind us, and an end before the beginning."""
        values: dict[str, Any] = super().clean() or {}
        begin, end = values.get("go_live_at"), values.get("expire_at")
        for name in ("go_live_at", "expire_at"):
            moment = values.get(name)
            if moment and moment <= self.at:
                self.add_error(name, gettext("Das ist schon vorbei."))
        if begin and end and end <= begin:
            self.add_error("expire_at", gettext("Das Ende liegt vor dem Anfang."))
        return values
