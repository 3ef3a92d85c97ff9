"""The small forms that move a case on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import DeclineReason, EventKind
from network.models import Cooperation, CooperationPartner, Partner

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
WORDS = {5: _("sehr gut"), 4: _("gut"), 3: _("mittel"), 2: _("eher nicht gut"), 1: _("nicht gut")}


class ActForm(forms.Form):
    """A note beside it, and the version of the case the person saw."""

    note = forms.CharField(
        label=_("Notiz"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Steht im Verlauf; alle Beteiligten lesen sie."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, case: Cooperation, own: list[CooperationPartner]
    ) -> None:
        super().__init__(data, initial={"version": case.version})
        self.case, self.own = case, own
        self.furnish()
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def furnish(self) -> None:
        """Add what depends on the case."""


class ReasonForm(ActForm):
    """The note is the reason, and it is needed."""

    def furnish(self) -> None:
        """Ask for a reason instead of a note."""
        self.fields["note"].label = _("Grund")
        self.fields["note"].required = True


class NoteForm(ActForm):
    """Something for the timeline."""

    kind = forms.ChoiceField(
        label=_("Art"),
        choices=[(kind.value, kind.label) for kind in (EventKind.NOTE, EventKind.MEETING)],
        initial=EventKind.NOTE,
    )

    def furnish(self) -> None:
        """Without words it is no note."""
        self.fields["note"].required = True


class OwnForm(ActForm):
    """Something a house says for itself; whoever keeps one house is not asked which."""

    def furnish(self) -> None:
        """Offer the houses this person keeps."""
        partners = Partner.objects.filter(pk__in=[part.partner_id for part in self.own])
        self.fields["partner"] = forms.ModelChoiceField(
            partners, label=_("Für welche Einrichtung?"), to_field_name="key", empty_label=None
        )
        if len(self.own) == 1:
            self.fields["partner"].widget = forms.HiddenInput()
            self.fields["partner"].initial = self.own[0].partner.key


class RefuseForm(OwnForm):
    """A no with its reason."""

    reason = forms.ChoiceField(
        label=_("Warum passt es nicht?"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Der Grund hilft, Ihnen Passenderes vorzuschlagen."),
    )


class ShowForm(OwnForm):
    """Whether the public may see the house in this case."""

    is_allowed = forms.BooleanField(
        label=_("Unsere Einrichtung darf bei dieser Kooperation öffentlich genannt werden"),
        required=False,
    )

    def furnish(self) -> None:
        """Begin with what holds now."""
        super().furnish()
        self.fields["is_allowed"].initial = all(part.may_be_shown for part in self.own)


class RateForm(OwnForm):
    """How good it was."""

    quality = forms.TypedChoiceField(
        label=_("Wie gut war die Zusammenarbeit?"),
        choices=list(WORDS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Das sehen nur Sie und die Stadtverwaltung."),
    )


class StartForm(ActForm):
    """When it was signed."""

    signed_on = forms.DateField(label=_("Vereinbarung unterschrieben am"), widget=DAY)


class StepForm(ActForm):
    """What comes next."""

    step = forms.CharField(label=_("Nächster Schritt"), max_length=200, required=False)
    due = forms.DateField(label=_("Bis wann"), required=False, widget=DAY)

    def furnish(self) -> None:
        """Offer the partners of the case, or whoever coordinates it."""
        case = self.case
        self.fields["whose"] = forms.ModelChoiceField(
            Partner.objects.filter(parts__cooperation=case).order_by("name"),
            label=_("Wer ist dran?"),
            required=False,
            to_field_name="key",
            empty_label=_("Koordination"),
            initial=case.next_step_by.key if case.next_step_by else None,
        )
        self.fields["step"].initial, self.fields["due"].initial = case.next_step, case.next_step_due


class OutcomeForm(ActForm):
    """What came of it."""

    reached_people = forms.IntegerField(label=_("Erreichte Personen"), min_value=0)
    events_held = forms.IntegerField(label=_("Termine"), min_value=0)
    hours = forms.IntegerField(label=_("Stunden"), min_value=0)
    materials = forms.CharField(
        label=_("Entstandene Materialien"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Gern mit Adresse, unter der sie zu finden sind."),
    )
    lessons_learnt = forms.CharField(
        label=_("Was wir gelernt haben"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    continues = forms.TypedChoiceField(
        label=_("Geht es weiter?"),
        choices=[("yes", _("ja")), ("no", _("nein"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )


class RequestForm(ActForm):
    """A word to the partners; it stands in the mail, not in the timeline."""

    message = forms.CharField(
        label=_("Ihre Nachricht"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Steht in der E-Mail zwischen dem Ziel und der Bitte um Antwort."),
    )

    def furnish(self) -> None:
        """The message is all there is to write."""
        del self.fields["note"]
