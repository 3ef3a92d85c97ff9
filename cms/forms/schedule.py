"""When something is proposed to appear and to vanish, asked for at its submission."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from cms.forms.run import Moment


class ScheduleForm(forms.Form):
    """Two moments, both optional; times are those of the site's time zone."""

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
