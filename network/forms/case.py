"""Writing down a case: its partners, what it is about, what each gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.cooperation.terms import Share, Terms
from network.enums import CooperationRole, CooperationState, ListingState, PartnerState
from network.models import Cooperation, Listing, Partner
from network.queries.case_proposal import proposed
from network.queries.listings import visible_listings
from network.queries.viewer import Viewer
from network.queries.visibility import visible_partners
from network.rules.cooperation import may_make_lead, may_write_share

SLOTS = 5  # partners of a form; more than any case so far has needed
SETS = ("action_fields", "stages", "competences", "target_groups")
SHARE = ("role", "contribution", "contact_role")
LEAD = CooperationRole.LEAD
MULTIPLE = forms.CheckboxSelectMultiple
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def partners_to_choose(viewer: Viewer) -> list[Partner]:
    """Published partners this person may see, by name. Costs one query."""
    seen = Partner.objects.filter(
        visible_partners(viewer, localdate()), state=PartnerState.PUBLISHED
    )
    own = Partner.objects.filter(pk__in=viewer.edits)
    return list((seen | own).order_by("name", "pk"))


class PartnerField(forms.CharField):
    """A partner by its name, typed or chosen from the list beside."""

    def __init__(self, partners: dict[str, Partner], **more: Any) -> None:
        super().__init__(max_length=220, **more)
        self.partners = partners
        self.widget.attrs |= {"list": "partner-names", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """The partner, or None for an empty field."""
        name = " ".join(str(value or "").split())
        if not name:
            return None
        if name not in self.partners:
            raise forms.ValidationError(
                gettext("„%(name)s“ steht nicht in der Liste der Partner.") % {"name": name}
            )
        return self.partners[name]

    def run_validators(self, value: Any) -> None:
        """Nothing more to ask of a partner."""


def by_name(partners: list[Partner]) -> dict[str, Partner]:
    """Partners by the words that name them without doubt."""
    names = [partner.name for partner in partners]
    return {
        partner.name
        if names.count(partner.name) == 1
        else f"{partner.name} ({partner.slug})": partner
        for partner in partners
    }


class TermField(forms.ModelMultipleChoiceField[Any]):
    """Entries of a vocabulary, chosen by code."""

    def __init__(self, queryset: Any, label: Any, **more: Any) -> None:
        super().__init__(
            queryset, label=label, required=False, widget=MULTIPLE, to_field_name="code", **more
        )


class CompetenceField(TermField):
    """Competences with their code, which people know them by; the code is unique in a framework."""

    def label_from_instance(self, obj: Any) -> str:
        """Code and title."""
        return f"{obj.code} {obj.title}"


def competences() -> Any:
    """The competences of the default framework, without its areas."""
    return Competence.objects.filter(framework__is_default=True, parent__isnull=False)


@dataclass(frozen=True)
class Slot:
    """The fields of one partner in the form."""

    number: int
    partner: forms.BoundField | None  # None: settled, shown as text
    name: str
    fields: list[forms.BoundField]
    is_open: bool


class CaseForm(forms.Form):
    """All of a case. Which listings can be chosen depends on the partners given."""

    title = forms.CharField(label=_("Titel"), max_length=150)
    goal = forms.CharField(
        label=_("Ziel"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Was haben am Ende wer davon? Wird öffentlich, wenn alle Partner zustimmen."),
    )
    lead_field = forms.ModelChoiceField(
        ActionField.objects.all(),
        label=_("Federführendes Handlungsfeld"),
        to_field_name="code",
        required=False,
    )
    starts_on = forms.DateField(label=_("Beginn"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Ende"), required=False, widget=DAY)
    review_on = forms.DateField(label=_("Gemeinsamer Rückblick am"), required=False, widget=DAY)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Said by the address the form was opened with; a new case only.
    is_suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        case: Cooperation | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.is_settled = case is not None and case.state != CooperationState.PROPOSED
        self.locks_shares = False
        members = [part.partner for part in case.parts.select_related("partner")] if case else []
        self.names = by_name(partners_to_choose(viewer)) if not self.is_settled else {}
        # A member that left the directory since must not vanish from its case.
        self.names |= {p.name: p for p in members if p not in self.names.values()}
        self.members = members
        for number in range(len(members) if self.is_settled else max(SLOTS, len(members))):
            self._add_slot(number)
        if case is not None:
            self._lock_shares(viewer, case)
        for name, field in self._term_fields().items():
            self.fields[name] = field
        self.fields["listings"] = forms.ModelMultipleChoiceField(
            self._listings(viewer),
            label=_("Angebote und Gesuche"),
            required=False,
            widget=MULTIPLE,
            to_field_name="key",
            disabled=self.is_settled,
        )

    def _term_fields(self) -> dict[str, forms.Field]:
        return {
            "action_fields": TermField(ActionField.objects.all(), _("Handlungsfelder")),
            "stages": TermField(EducationStage.objects.all(), _("Bildungsbereiche")),
            "competences": CompetenceField(competences(), _("Kompetenzen")),
            "target_groups": TermField(TargetGroup.objects.all(), _("Zielgruppen")),
        }

    def _add_slot(self, number: int) -> None:
        if not self.is_settled:
            self.fields[f"partner-{number}"] = PartnerField(
                self.names,
                label=_("Einrichtung"),
                required=number < 2,  # noqa: PLR2004
            )
        self.fields[f"role-{number}"] = forms.ChoiceField(
            label=_("Rolle"),
            choices=CooperationRole.choices,
            initial=CooperationRole.PARTNER if number else LEAD,
        )
        self.fields[f"contribution-{number}"] = forms.CharField(
            label=_("Beitrag"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"contact_role-{number}"] = forms.CharField(
            label=_("Ansprechrolle"),
            max_length=80,
            required=False,
            help_text=_("Eine Rolle wie „Leitung Jugendbereich“, kein Name."),
        )

    def _lock_shares(self, viewer: Viewer, case: Cooperation) -> None:
        """Show what only others may say; offer no role that a house cannot take by itself."""
        if not self.is_settled:
            return
        for number, part in enumerate(case.parts.all()):
            role = cast("forms.ChoiceField", self.fields[f"role-{number}"])
            if not may_make_lead(viewer, case, part):
                role.choices = [one for one in CooperationRole.choices if one[0] != LEAD]
            if not may_write_share(viewer, case, part):
                self.locks_shares = True
                for name in SHARE:
                    self.fields[f"{name}-{number}"].disabled = True

    def _listings(self, viewer: Viewer) -> Any:
        """Live listings of the given partners this person may see, and those already chosen."""
        given = [partner.pk for partner in self._given()]
        found = visible_listings(viewer, localdate()).filter(partner__in=given)
        own = Listing.objects.filter(
            partner__in=set(given) & viewer.edits, state=ListingState.ACTIVE
        )
        chosen = [one.pk for one in self.initial.get("listings", [])]
        return (found | own | Listing.objects.filter(pk__in=chosen)).select_related("partner")

    def _given(self) -> Iterator[Partner]:
        """The partners that stand in the form now."""
        if self.is_settled:
            yield from self.members
            return
        for number in range(SLOTS):
            name = f"partner-{number}"
            typed = self.data.get(name) if self.is_bound else self.initial.get(name)
            partner = self.names.get(" ".join(str(typed or "").split()))
            if partner is not None:
                yield partner

    def slots(self) -> list[Slot]:
        """The fields of each partner, for the page."""
        count = sum(name.startswith("role-") for name in self.fields)
        return [self._slot(number) for number in range(count)]

    def _slot(self, number: int) -> Slot:
        partner = None if self.is_settled else self[f"partner-{number}"]
        name = self.members[number].name if self.is_settled else ""
        is_filled = partner is not None and bool(partner.value())
        is_open = number < 2 or is_filled or self.is_settled  # noqa: PLR2004
        return Slot(number, partner, name, [self[f"{name}-{number}"] for name in SHARE], is_open)

    def terms(self) -> Terms:
        """What a valid form says."""
        values = self.cleaned_data
        shares = [
            Share(
                partner=partner,
                role=values[f"role-{number}"],
                contribution=values[f"contribution-{number}"],
                contact_role=values[f"contact_role-{number}"],
            )
            for number, partner in self._chosen()
        ]
        plain = ("title", "goal", "lead_field", "starts_on", "ends_on", "review_on", *SETS)
        return Terms(
            shares=shares, listings=values["listings"], **{name: values[name] for name in plain}
        )

    def _chosen(self) -> Iterator[tuple[int, Partner]]:
        if self.is_settled:
            yield from enumerate(self.members)
            return
        for number in range(max(SLOTS, len(self.members))):
            partner = self.cleaned_data.get(f"partner-{number}")
            if partner is not None:
                yield number, partner


def initial_of(case: Cooperation, names: dict[str, Partner] | None = None) -> dict[str, Any]:
    """What a case says now, as the form's initial values."""
    values: dict[str, Any] = {
        name: getattr(case, name) for name in ("title", "goal", "starts_on", "ends_on", "review_on")
    }
    values["lead_field"] = case.lead_field.code if case.lead_field else None
    values["version"] = case.version
    for name in (*SETS, "listings"):
        values[name] = list(getattr(case, name).all())
    words = {partner.pk: name for name, partner in (names or {}).items()}
    for number, part in enumerate(case.parts.select_related("partner")):
        values[f"partner-{number}"] = words.get(part.partner_id, part.partner.name)
        for name in SHARE:
            values[f"{name}-{number}"] = getattr(part, name)
    return values


def proposal_of(
    viewer: Viewer, partners: list[str], listings: list[str], on: date
) -> dict[str, Any]:
    """Initial values for a new case from keys in an address; what is unknown is left out."""
    choices = partners_to_choose(viewer)
    names = {partner.key: name for name, partner in by_name(choices).items()}
    seen = list(visible_listings(viewer, on).filter(key__in=listings).select_related("partner"))
    keys = list(dict.fromkeys([*partners, *(one.partner.key for one in seen)]))
    own = [partner.key for partner in choices if partner.pk in viewer.edits]
    if own and not viewer.steers and not set(own) & set(keys):
        keys.insert(0, own[0])
    chosen = {partner.key: partner for partner in choices}
    known = [key for key in keys if key in names][:SLOTS]
    slots = {f"partner-{number}": names[key] for number, key in enumerate(known)}
    return proposed(viewer, [chosen[key] for key in known], seen, on) | slots
