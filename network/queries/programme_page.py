"""One funding programme in full: its facts in words, advisers, and who could apply."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.formats import date_format, localize
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from network.enums import ListingKind, ListingState, PartnerState
from network.models import FundingProgramme, Listing, Partner
from network.models.funding_enums import EligibleKind, Region
from network.queries.freshness import fresh_listings
from network.queries.funding_terms import HOUSE_LINKS
from network.queries.programmes import ProgrammeCard, card, shown_programmes
from network.queries.viewer import Viewer

ADVICE = "funding"  # category of the offers that help with applications
MOST_ADVISERS = 6


@dataclass(frozen=True)
class Fact:
    """One fact; what is unknown says so."""

    title: str
    text: str
    url: str = ""


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


def house_of(viewer: Viewer, key: str) -> Partner | None:
    """A house this person keeps; who steers may begin with any published one."""
    mine = Q(pk__in=viewer.edits)
    if viewer.steers:
        mine |= Q(state=PartnerState.PUBLISHED)
    return Partner.objects.filter(mine, key=key).prefetch_related(*HOUSE_LINKS).first()


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
