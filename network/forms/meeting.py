"""Forms of meetings: their date, items of the agenda, decisions, corrections."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField
from network.actions.meeting.agenda import ItemWords
from network.actions.meeting.minutes import NewDecision
from network.actions.meeting.planning import MeetingPlan
from network.enums import PartnerState
from network.models import AgendaItem, Meeting, MeetingKind, Partner

NO_NAMES = _("Nennen Sie Rollen, keine Personen.")


class DayInput(forms.DateInput):
    """A day as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day as browsers let people choose it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MeetingForm(forms.Form):
    """When, where, with whom; ``version`` is that of the meeting on which it builds."""

    kind = forms.ChoiceField(label=_("Art"), choices=MeetingKind.choices)
    title = forms.CharField(
        label=_("Titel"),
        max_length=150,
        required=False,
        help_text=_("Leer: Art und Quartal, zum Beispiel „Quartalstreffen 2027-Q1“."),
    )
    day = forms.DateField(label=_("Datum"), widget=DayInput)
    begins = forms.TimeField(label=_("Beginn"), widget=ClockInput)
    ends = forms.TimeField(label=_("Ende"), widget=ClockInput)
    place = forms.CharField(label=_("Ort"), max_length=200, required=False)
    online_link = forms.URLField(
        label=_("Link zur Videokonferenz"), required=False, assume_scheme="https"
    )
    fields_chosen = forms.ModelMultipleChoiceField(
        label=_("Handlungsfelder"),
        queryset=ActionField.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Keines ausgewählt: alle."),
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Einrichtungen als Gäste"),
        queryset=Partner.objects.filter(state=PartnerState.PUBLISHED),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Sie werden über ihr Funktionspostfach eingeladen."),
    )
    is_public = forms.BooleanField(label=_("Termin öffentlich zeigen"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    def __init__(self, data: Any = None, *, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_facts(meeting) if meeting else None)

    def plan(self) -> MeetingPlan:
        """What a valid form asks for."""
        facts = self.cleaned_data
        day, kind = facts["day"], MeetingKind(facts["kind"])
        quarter = f"{day.year}-Q{(day.month + 2) // 3}" if kind == MeetingKind.QUARTERLY else ""
        return MeetingPlan(
            kind=kind.value,
            title=facts["title"] or f"{kind.label} {quarter or day.strftime('%d.%m.%Y')}",
            starts_at=timezone.make_aware(datetime.combine(day, facts["begins"])),
            ends_at=timezone.make_aware(datetime.combine(day, facts["ends"])),
            quarter=quarter,
            place=facts["place"],
            online_link=facts["online_link"],
            is_public=facts["is_public"],
            fields=tuple(facts["fields_chosen"]),
            partners=tuple(facts["partners"]),
        )


def _facts(meeting: Meeting) -> dict[str, Any]:
    starts, ends = (timezone.localtime(t) for t in (meeting.starts_at, meeting.ends_at))
    names = ("kind", "title", "place", "online_link", "is_public", "version")
    return {
        **{name: getattr(meeting, name) for name in names},
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "fields_chosen": meeting.fields.all(),
        "partners": meeting.partners.all(),
    }


class ItemForm(forms.Form):
    """One item of the agenda; ``version`` is that of the item on which it builds."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    text = forms.CharField(
        label=_("Worum es geht"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )
    time_box = forms.IntegerField(
        label=_("Dauer in Minuten"), min_value=1, max_value=480, initial=10
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    def __init__(self, data: Any = None, *, item: AgendaItem | None = None) -> None:
        names = ("title", "text", "time_box", "version")
        super().__init__(data, initial={n: getattr(item, n) for n in names} if item else None)

    def words(self) -> ItemWords:
        """What a valid form says."""
        facts = self.cleaned_data
        return ItemWords(facts["title"], facts["text"], facts["time_box"])


class DecisionForm(forms.Form):
    """What was decided on one item; ``fields``: all action fields, read once for all items."""

    text = forms.CharField(label=_("Beschluss"), max_length=500)
    responsible_role = forms.CharField(
        label=_("Verantwortliche Rolle"), max_length=120, help_text=NO_NAMES
    )
    due = forms.DateField(label=_("Bis wann"), widget=DayInput)

    def __init__(
        self, data: Any = None, *, fields: Sequence[ActionField], auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        self.known = {field.code: field for field in fields}
        choices = [("", "–"), *((code, field.title) for code, field in self.known.items())]
        self.fields["field"] = forms.ChoiceField(
            label=_("Handlungsfeld"), required=False, choices=choices
        )
        self.order_fields(["text", "responsible_role", "field", "due"])

    def decision(self) -> NewDecision:
        """What a valid form says."""
        facts = dict(self.cleaned_data)
        return NewDecision(field=self.known.get(facts.pop("field")), **facts)


class CorrectionForm(forms.Form):
    """New minutes of each item, and what was corrected; ``number`` is the version it builds on."""

    note = forms.CharField(label=_("Was wird berichtigt und warum?"), max_length=300)
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, items: list[dict[str, Any]], number: int) -> None:
        initial: dict[str, Any] = {"number": number}
        initial |= {f"minutes-{index}": item["minutes"] for index, item in enumerate(items)}
        super().__init__(data, initial=initial)
        self.size = len(items)
        for index, item in enumerate(items):
            self.fields[f"minutes-{index}"] = forms.CharField(
                label=f"{index + 1}. {item['title']}",
                max_length=8000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def minutes(self) -> dict[int, str]:
        """The minutes of a valid form, by index."""
        return {index: self.cleaned_data[f"minutes-{index}"] for index in range(self.size)}
