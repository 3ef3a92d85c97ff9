"""One funding programme in full: its facts in words, advisers, and who could apply."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.formats import date_format, localize
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from network.enums import ListingKind, ListingState, PartnerState
from network.models import Cooperation, CooperationPartner, FundingProgramme, Listing, Partner
from network.models.funding_enums import EligibleKind, Region
from network.queries.cases import OPEN
from network.queries.freshness import fresh_listings
from network.queries.funding import ShownFit, shown_fit
from network.queries.funding_terms import (
    CASE_LINKS,
    HOUSE_LINKS,
    of_case,
    of_houses,
    vocabulary,
)
from network.queries.programmes import ProgrammeCard, card, shown_programmes
from network.queries.viewer import Viewer
from network.rules.cooperation import may_see

ADVICE = "funding"  # category of the offers that help with applications
MOST_ADVISERS = 6
MOST_CHOICES = 60


@dataclass(frozen=True)
class Fact:
    """One fact; what is unknown says so."""

    title: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Choice:
    """Something of theirs a person may compare with a programme."""

    name: str  # of the parameter: haus, fall
    key: str
    title: str

    @property
    def value(self) -> str:
        """As in the form."""
        return f"{self.name}:{self.key}"


@dataclass(frozen=True)
class Comparison:
    """What was compared, and how it stands."""

    choice: Choice
    partner: str  # key of the house a consortium would begin with; "" for a case of others
    fit: ShownFit


@dataclass(frozen=True)
class ProgrammePage:
    """Everything the public part of the page shows."""

    card: ProgrammeCard
    facts: list[Fact]
    advisers: list[Listing]


def programme_page(code: str, viewer: Viewer, at: datetime) -> ProgrammePage | None:
    """Read a shown programme, None for any other. Costs seven queries."""
    rows = shown_programmes().prefetch_related("target_groups", "competences")
    programme = rows.filter(code=code).first()
    if programme is None:
        return None
    return ProgrammePage(
        card=card(programme, at),
        facts=list(_facts(programme)),
        advisers=advisers(programme, viewer, at),
    )


def advisers(programme: FundingProgramme, viewer: Viewer, at: datetime) -> list[Listing]:
    """Live offers of help with applications; those in the programme's fields first. One query."""
    on = localdate(at)
    fields = [field.pk for field in programme.action_fields.all()]
    shared = Listing.objects.filter(action_fields__in=fields).values("pk")
    rows = Listing.objects.filter(
        fresh_listings(on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        kind=ListingKind.OFFER,
        state=ListingState.ACTIVE,
        category__code=ADVICE,
        visibility__in=viewer.sees,
        partner__state=PartnerState.PUBLISHED,
        partner__visibility__in=viewer.sees,
    ).exclude(capacity_left=0)
    near = Case(When(pk__in=shared, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(
        rows.select_related("partner").order_by(near, "partner__name", "pk")[:MOST_ADVISERS]
    )


def choices(viewer: Viewer) -> list[Choice]:
    """Own houses and the open cases somebody may see. Costs two queries."""
    houses = [Choice("haus", one.key, one.name) for one in viewer.own_partners]
    rows = Cooperation.objects.filter(state__in=OPEN).select_related("lead_field")
    if not viewer.steers:
        own = CooperationPartner.objects.filter(partner__in=viewer.edits).values("cooperation")
        rows = rows.filter(pk__in=own)
    cases = [
        Choice("fall", case.key, case.title)
        for case in rows.order_by("title", "pk").prefetch_related("parts")[:MOST_CHOICES]
        if may_see(viewer, case, list(case.parts.all()))
    ]
    return [*houses, *cases]


def comparison(programme: FundingProgramme, viewer: Viewer, asked: str) -> Comparison | None:
    """How something of theirs (``haus:KEY`` or ``fall:KEY``) fits; None: it is not theirs."""
    name, _colon, key = asked.partition(":")
    if name == "fall":
        return _of_case(programme, viewer, key)
    house = house_of(viewer, key) if name == "haus" else None
    if house is None:
        return None
    proposal = of_houses([house], viewer, applicant=house.key)
    choice = Choice("haus", house.key, house.name)
    return Comparison(choice, house.key, shown_fit(programme, proposal, vocabulary()))


def house_of(viewer: Viewer, key: str) -> Partner | None:
    """A house this person keeps; who steers may begin with any published one."""
    mine = Q(pk__in=viewer.edits)
    if viewer.steers:
        mine |= Q(state=PartnerState.PUBLISHED)
    return Partner.objects.filter(mine, key=key).prefetch_related(*HOUSE_LINKS).first()


def case_of(viewer: Viewer, key: str) -> Cooperation | None:
    """A case this person may see; somebody else's is like an absent one."""
    rows = Cooperation.objects.select_related("lead_field").prefetch_related(*CASE_LINKS)
    case = rows.filter(key=key).first()
    if case is None or not may_see(viewer, case, list(case.parts.all())):
        return None
    return case


def _of_case(programme: FundingProgramme, viewer: Viewer, key: str) -> Comparison | None:
    case = case_of(viewer, key)
    if case is None:
        return None
    own = [part.partner for part in case.parts.all() if part.partner_id in viewer.edits]
    everyone = [part.partner for part in case.parts.all()] if viewer.steers else []
    first = next(iter([*own, *everyone]), None)
    fit = shown_fit(programme, of_case(case, viewer), vocabulary())
    return Comparison(Choice("fall", case.key, case.title), first.key if first else "", fit)


def _facts(one: FundingProgramme) -> Iterator[Fact]:
    """The facts in the order of the page. What decides an application is named even if unknown."""
    unknown = _("unbekannt")
    yield Fact(_("Fördergeber"), one.funder or unknown)
    yield Fact(_("Bewilligungsstelle"), one.granting_body or unknown)
    yield Fact(_("Rechtsgrundlage"), one.legal_basis or unknown, one.legal_basis_url)
    yield Fact(_("Förderart"), one.get_funding_type_display() or unknown)
    yield Fact(_("Wer beantragen kann"), _labels(EligibleKind, one.eligible) or unknown)
    yield Fact(_("Fördergebiet"), _labels(Region, one.territory) or unknown)
    yield Fact(_("Fördersatz"), _joined(_per_cent(one.rate_max), one.rate_note) or unknown)
    yield Fact(_("Beratung"), one.contact_office or unknown)
    yield from (fact for fact in _more(one) if fact.text)


def _more(one: FundingProgramme) -> Iterator[Fact]:
    """Facts that stay away where nobody knows them."""
    yield Fact(_("Mittelherkunft"), one.get_fund_display())
    yield Fact(_("Finanzierungsart"), one.get_financing_type_display())
    yield Fact(_("Beträge"), _amounts(one))
    yield Fact(_("Eigenanteil"), _joined(_per_cent(one.own_share), one.own_share_note))
    yield Fact(_("Eigenleistung zählt"), _yes(one.allows_in_kind))
    yield Fact(_("Personalkosten möglich"), _yes(one.allows_staff_costs))
    yield Fact(_("De-minimis-Beihilfe"), _yes(one.is_de_minimis))
    yield Fact(_("Bildungsbereiche"), ", ".join(term.title for term in one.stages.all()))
    yield Fact(_("Handlungsfelder"), ", ".join(term.title for term in one.action_fields.all()))
    yield Fact(_("Zielgruppen"), ", ".join(term.title for term in one.target_groups.all()))
    yield Fact(_("Kompetenzen"), ", ".join(str(term) for term in one.competences.all()))
    yield Fact(_("Themen"), ", ".join(one.themes))
    yield Fact(_("Ende der Laufzeit"), date_format(one.ends_on) if one.ends_on else "")
    yield Fact(_("Dauer eines Vorhabens"), one.duration)
    yield Fact(_("Verfahren"), one.get_procedure_display())
    yield Fact(_("Aufwand"), one.get_effort_display())
    yield Fact(_("Nötige Partner"), one.partners_required)
    yield Fact(_("Vorzeitiger Beginn"), one.early_start)
    yield Fact(_("Welche Kosten zählen"), one.eligible_costs)
    yield Fact(_("Publizitätspflichten"), one.publicity_duties)
    yield Fact(_("Nötige Unterlagen"), ", ".join(one.documents.split("\n")))
    mail = f"mailto:{one.contact_mailbox}" if one.contact_mailbox else ""
    yield Fact(_("E-Mail der Stelle"), one.contact_mailbox, mail)
    yield Fact(_("Telefon der Stelle"), one.contact_phone)


def _labels(choices: type[EligibleKind] | type[Region], values: list[str]) -> str:
    return ", ".join(str(one.label) for one in choices if one.value in values)


def _per_cent(figure: object) -> str:
    return "" if figure is None else _("bis %(figure)s %%") % {"figure": _plain(figure)}


def _plain(figure: object) -> str:
    return str(localize(float(str(figure)))).removesuffix(",0").removesuffix(".0")


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _amounts(one: FundingProgramme) -> str:
    least, most = one.amount_min, one.amount_max
    words = []
    if least is not None:
        words.append(_("ab %(amount)s €") % {"amount": _plain(least)})
    if most is not None:
        words.append(_("bis %(amount)s €") % {"amount": _plain(most)})
    return " ".join(words)


def _yes(known: bool | None) -> str:
    return "" if known is None else _("ja") if known else _("nein")
