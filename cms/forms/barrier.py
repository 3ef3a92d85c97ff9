"""The form that reports a barrier."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy as _

from lms.accounts.mail_forms import Words
from lms.accounts.mails import post
from lms.common.keys import new_key


class BarrierReportForm(forms.Form):
    """What hinders, where, and, if an answer is wished, whom to write to."""

    text = forms.CharField(
        label=_("Was funktioniert nicht, und womit waren Sie unterwegs?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    address = forms.CharField(label=_("Auf welcher Seite?"), max_length=500, required=False)
    email = forms.EmailField(
        label=_("E-Mail-Adresse für die Antwort"), required=False,
        help_text=_(
            "Wird nur für diese Antwort benutzt. Sie steht in der E-Mail an die zuständige Stelle; "
            "auf dieser Website löschen wir sie nach dem Versand, meist nach einer Minute, "
            "spätestens nach zwei Tagen."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def send(self, *, at: datetime) -> None:
        """Mail the report to the mailbox that looks after accessibility."""
        data = self.cleaned_data
        lines = [data["text"], "", data["address"] or "-", data["email"] or "-"]
        words = Words(
            name="barrier-report",
            subject=str(_("Barriere gemeldet")),
            text="\n".join(lines),
            language=get_language() or "de",
        )
        post(words, recipient=settings.ACCESSIBILITY_MAILBOX, key=f"barrier:{new_key()}", at=at)
