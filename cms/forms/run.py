"""The forms by which a house plans a run and its dates."""

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.actions.appointment import AppointmentPlan, weekly
from courses.actions.run import RunPlan, plan_of
from courses.enums import Entrance, Mode
from courses.models import WITHDRAWAL_LENGTH, Appointment, CourseRun
from network.models import Place

HOME = "Europe/Berlin"
ZONES = [HOME, "UTC", *sorted(z for z in available_timezones() if z.startswith("Europe/"))]
PERCENT = 100
WEEKS = 40  # the most one repeats at once


class Moment(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, help_text=help_text, required=required, widget=Moment())


class ZonedForm(forms.Form):
    """A form whose times are those of the clock where the run takes place."""

    @property
    def zone(self) -> str:
        """IANA name of the zone in which times are typed."""
        raise NotImplementedError

    def full_clean(self) -> None:
        """Read times in the zone of the form."""
        with timezone.override(ZoneInfo(self.zone)):
            super().full_clean()


class TermsForm(ZonedForm):
    """When one may enrol, and what it costs: of every run."""

    enrol_from = _moment(_("Anmeldung ab"), _("Leer: ab sofort."))
    enrol_until = _moment(_("Anmeldung bis"), _("Leer: bis zum Ende des Termins."))
    price_text = forms.CharField(
        label=_("Preis"), max_length=120, required=False, help_text=_("Leer: kostenlos.")
    )
    withdrawal_text = forms.CharField(
        label=_("Widerrufsbelehrung"),
        max_length=WITHDRAWAL_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Nötig, sobald es hier einen Preis gibt. Wer sich anmeldet, liest sie vorher und "
            "bekommt sie mit der Bestätigung."
        ),
    )
    booking_url = forms.URLField(
        label=_("Eigene Buchung"),
        required=False,
        assume_scheme="https",
        help_text=_("Adresse, unter der man sich bei Ihnen anmeldet. Hier meldet sich niemand an."),
    )

    def clean_withdrawal_text(self) -> str:
        """Line ends as mails have them."""
        return "\n".join(self.cleaned_data["withdrawal_text"].splitlines())

    def terms(self) -> dict[str, Any]:
        """The values of a valid form; without a price there is nothing to withdraw from."""
        values = dict(self.cleaned_data)
        text = values["withdrawal_text"] if values["price_text"] else ""
        return {**values, "withdrawal_text": text}


class RunForm(TermsForm):
    """All of a run; the first fields suffice for most."""

    FIRST = ("starts_at", "ends_at", "mode", "place", "room", "capacity")

    starts_at = _moment(_("Beginn"), required=True)
    ends_at = _moment(_("Ende"), required=True)
    mode = forms.ChoiceField(label=_("Ort des Lernens"), choices=Mode.choices)
    place = forms.ModelChoiceField(
        label=_("Ort"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("kein Ort"),
        help_text=_("Die Orte Ihrer Einrichtung pflegen Sie in deren Profil."),
    )
    room = forms.CharField(label=_("Raum"), max_length=120, required=False)
    capacity = forms.IntegerField(
        label=_("Plätze"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Leer: ohne Begrenzung."),
    )
    access_until = _moment(_("Nachlesen bis"), _("Leer: für immer."))
    time_zone = forms.ChoiceField(
        label=_("Zeitzone"),
        choices=[(zone, zone) for zone in dict.fromkeys(ZONES)],
        required=False,
        initial=HOME,
        help_text=_("Alle Zeiten dieses Formulars gelten in ihr."),
    )
    entrance = forms.ChoiceField(
        label=_("Wer kommt hinein?"),
        choices=Entrance.choices,
        required=False,
        initial=Entrance.OPEN,
    )
    minimum = forms.IntegerField(
        label=_("Mindestens nötig"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("So viele Menschen braucht es, damit der Termin stattfindet."),
    )
    has_waiting_list = forms.BooleanField(label=_("Warteliste"), required=False, initial=True)
    offer_hours = forms.IntegerField(
        label=_("Stunden, die ein angebotener Platz frei gehalten wird"),
        min_value=1,
        max_value=14 * 24,
        required=False,
        initial=48,
    )
    required_attendance = forms.IntegerField(
        label=_("Anwesenheit für den Abschluss, in Prozent der Treffen"),
        min_value=1,
        max_value=PERCENT,
        required=False,
        help_text=_("Leer: Anwesenheit zählt nicht."),
    )
    accessibility = forms.CharField(
        label=_("Barrierefreiheit vor Ort"),
        max_length=300,
        required=False,
        help_text=_("Was über die Angaben zum Ort hinaus wichtig ist."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        places: QuerySet[Place] | None = None,
        withdrawal_text: str = "",
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["withdrawal_text"].initial = withdrawal_text
        if places is not None:
            self.fields["place"].queryset = places  # type: ignore[attr-defined]

    @property
    def zone(self) -> str:
        """The zone typed, else the city's."""
        typed = self.data.get("time_zone", "")
        return typed if typed in ZONES else HOME

    def first(self) -> list[forms.BoundField]:
        """What nearly every run needs."""
        return [self[name] for name in self.FIRST]

    def rest(self) -> list[forms.BoundField]:
        """What some runs need."""
        return [field for field in self if field.name not in self.FIRST]

    def has_rest(self) -> bool:
        """Something beyond the first fields was said, or is wrong."""
        typed = any(field.errors or field.name in self.initial for field in self.rest())
        return self.is_bound or typed

    def plan(self) -> RunPlan:
        """The plan of a valid form."""
        values = self.terms()
        share = values["required_attendance"]
        return RunPlan(
            **values
            | {
                "mode": Mode(values["mode"]),
                "entrance": Entrance(values["entrance"] or Entrance.OPEN),
                "time_zone": values["time_zone"] or HOME,
                "offer_hours": values["offer_hours"] or RunPlan.offer_hours,
                "required_attendance": Decimal(share) / PERCENT if share else None,
            }
        )


def run_values(run: CourseRun) -> dict[str, Any]:
    """What the form shows of a run: times as the clock there shows them."""
    plan = plan_of(run)
    values = {part.name: getattr(plan, part.name) for part in fields(plan)}
    share = plan.required_attendance
    values["required_attendance"] = int(share * PERCENT) if share is not None else None
    return {name: local(value, run.time_zone) for name, value in values.items()}


def local(value: Any, zone: str) -> Any:
    """A moment as the clock in a zone shows it; anything else as it is."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class AppointmentForm(ZonedForm):
    """One date of a run; ``repeats`` is left out where one is changed."""

    starts_at = _moment(_("Beginn"), required=True)
    ends_at = _moment(_("Ende"), required=True)
    topic = forms.CharField(label=_("Thema"), max_length=120, required=False)
    place = forms.ModelChoiceField(
        label=_("Ort"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("wie beim Termin"),
    )
    room = forms.CharField(label=_("Raum"), max_length=120, required=False)
    repeats = forms.IntegerField(
        label=_("Wie viele Wochen hintereinander?"),
        min_value=1,
        max_value=WEEKS,
        initial=1,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        run: CourseRun,
        places: QuerySet[Place],
        appointment: Appointment | None = None,
    ) -> None:
        self.run = run
        names = ("starts_at", "ends_at", "topic", "place", "room")
        initial = {name: local(getattr(appointment, name, None), run.time_zone) for name in names}
        super().__init__(data, initial=initial if appointment else None)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if appointment is not None:
            del self.fields["repeats"]

    @property
    def zone(self) -> str:
        """The zone of the run."""
        return self.run.time_zone

    def plans(self) -> list[AppointmentPlan]:
        """The dates of a valid form, one for each week."""
        values = dict(self.cleaned_data)
        times = values.pop("repeats", None) or 1
        return weekly(AppointmentPlan(**values), times=times, zone=self.zone)


class CopyForm(ZonedForm):
    """On which day a copy begins; the time of day stays."""

    day = forms.DateField(
        label=_("Neuer erster Tag"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Alle Zeiten und Treffen rücken um gleich viele Tage."),
    )

    def __init__(self, data: Any = None, *, run: CourseRun) -> None:
        self.run = run
        super().__init__(data)

    @property
    def zone(self) -> str:
        """The zone of the run."""
        return self.run.time_zone

    def starts_at(self) -> datetime:
        """Noon of the day: it is the same day in the zone, whatever the clocks do."""
        day = self.cleaned_data["day"]
        return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(self.zone))
