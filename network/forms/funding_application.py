"""Forms of an application for funding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.actions.funding_application import Facts
from network.models import FundingApplication, Listing, Partner
from network.models.funding_enums import GrantState
from network.rules.funding import GRANTED, NEXT_STATES


class BeginForm(forms.Form):
    """Who would apply."""

    applicant = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Wer stellt den Antrag?"), to_field_name="key"
    )

    def __init__(self, data: Any = None, *, houses: list[Partner]) -> None:
        super().__init__(data)
        field = self.fields["applicant"]
        rows = Partner.objects.filter(pk__in=[house.pk for house in houses])
        field.queryset = rows.order_by("name")  # type: ignore[attr-defined]


class ApplicationForm(forms.Form):
    """Check list, adviser and amounts. Every point is a checkbox; new ones are typed."""

    amount_asked = forms.DecimalField(
        label=_("Beantragter Betrag (€)"), min_value=0, max_digits=12, decimal_places=2,
        required=False,
    )  # fmt: skip
    amount_granted = forms.DecimalField(
        label=_("Bewilligter Betrag (€)"), min_value=0, max_digits=12, decimal_places=2,
        required=False,
    )  # fmt: skip
    adviser = forms.ModelChoiceField(
        Listing.objects.none(), label=_("Beratung durch"), to_field_name="key", required=False
    )
    more = forms.CharField(
        label=_("Weitere Punkte"),
        help_text=_("Ein Punkt je Zeile."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    done = forms.MultipleChoiceField(
        label=_("Erledigt"), widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_order = ("done", "more", "adviser", "amount_asked", "amount_granted", "version")

    def __init__(
        self, data: Any = None, *, application: FundingApplication, advisers: list[Listing]
    ) -> None:
        self.points = application.checklist
        usual = {
            "amount_asked": application.amount_asked,
            "amount_granted": application.amount_granted,
            "adviser": application.adviser.key if application.adviser else None,
            "done": [str(place) for place, one in enumerate(self.points) if one["done"]],
            "version": application.version,
        }
        super().__init__(data, initial=usual)
        points = self.fields["done"]
        names = [(str(place), one["text"]) for place, one in enumerate(self.points)]
        points.choices = names  # type: ignore[attr-defined]
        known = {one.pk for one in advisers} | {application.adviser_id}
        rows = Listing.objects.filter(pk__in=[pk for pk in known if pk]).select_related("partner")
        field = self.fields["adviser"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = _adviser  # type: ignore[attr-defined]
        if not self.points:
            del self.fields["done"]
        if application.state not in GRANTED:
            del self.fields["amount_granted"]

    def facts(self) -> Facts:
        """What was entered, for the action."""
        given = self.cleaned_data
        done = set(given.get("done", []))
        points = [
            {"text": one["text"], "done": str(place) in done}
            for place, one in enumerate(self.points)
        ]
        points += [{"text": line, "done": False} for line in given["more"].splitlines()]
        return Facts(
            checklist=points,
            adviser=given["adviser"],
            amount_asked=given["amount_asked"],
            amount_granted=given.get("amount_granted"),
        )


class MoveForm(forms.Form):
    """The next state."""

    state = forms.ChoiceField(choices=GrantState.choices)
    version = forms.IntegerField(min_value=0)


def next_states(application: FundingApplication) -> list[tuple[str, str]]:
    """Where it may go from here, with the words of the buttons."""
    return [(state.value, str(state.label)) for state in NEXT_STATES[application.state]]


def _adviser(listing: Listing) -> str:
    return f"{listing.partner.name}: {listing.title}"
