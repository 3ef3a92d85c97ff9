"""What would close one cell of the chain: suggested pairs, offers and partners at hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from network.enums import ListingState, PartnerState
from network.matching.cells import Cell
from network.matching.coverage import needed
from network.matching.planning import Candidate
from network.models import Listing, Match, Offer, Partner
from network.queries.candidates import Pool, Suggestion, pool
from network.queries.coverage import Houses, Supplies, houses, labels, standings, supplies
from network.queries.freshness import fresh, fresh_listings
from network.queries.heat import Asked, HeatMap, Square, said
from network.queries.match_reasons import Sentence as Reason
from network.queries.matches import HIGH, MEDIUM, SHOWN, cards
from network.queries.tags import areas_of, tags_of
from network.queries.viewer import Viewer

MOST = 12  # of each list


@dataclass(frozen=True)
class Closer:
    """A pair that would help, and how probably both say yes."""

    suggestion: Suggestion
    percent: int
    quality: str  # high, middle, possible
    reasons: Sequence[Reason]  # as on the card of the suggestion


@dataclass(frozen=True)
class Gap:
    """One cell with all that could be done about it."""

    square: Square
    area_title: str
    sentence: str
    closers: list[Closer]
    offers: list[Listing]
    partners: list[Partner]
    fields: str  # code of the action field
    stages: tuple[str, str]


def gap(cell: Cell, asked: Asked, viewer: Viewer, on: date) -> Gap:
    """Read one cell for who steers; 37 queries, whatever the size of the network."""
    known = houses()
    given = supplies(asked.quarter, known, on)
    found = standings(asked.quarter, on, district=asked.district, known=known, given=given)
    names = labels()
    heat = HeatMap(asked, found, names, None)
    suggestions = pool(asked.quarter, known)
    closing = [
        one
        for one in suggestions.closing(cell)
        if not asked.district or asked.district in suggestions.suggestions[one.key].districts
    ]
    title = said(names.cell(cell)).split(" · ")
    return Gap(
        square=heat.square(found[cell]),
        area_title=title[-1],
        sentence=said(needed(found[cell], len(closing), names)),
        closers=_closers(suggestions, closing[:MOST], viewer, on),
        offers=_offers(cell, asked, given),
        partners=_partners(cell, asked, known, on),
        fields=cell.field,
        stages=cell.transition,
    )


def _closers(found: Pool, closing: Iterable[Candidate], viewer: Viewer, on: date) -> list[Closer]:
    pairs = [(found.suggestions[one.key], one.probability) for one in closing]
    rows = Match.objects.filter(pk__in=[one.match for one, _chance in pairs]).select_related(*SHOWN)
    reasons = {card.match.pk: card.reasons for card in cards(rows, viewer, on)}
    return [
        Closer(one, round(100 * chance), _quality(chance), reasons.get(one.match, ()))
        for one, chance in pairs
    ]


def _quality(chance: float) -> str:
    """As the card of the suggestion says it."""
    if chance >= HIGH:
        return "high"
    return "middle" if chance >= MEDIUM else "possible"


def _offers(cell: Cell, asked: Asked, given: Supplies) -> list[Listing]:
    """What the table counts in the cell: live offers, courses among them."""
    counted = [
        pk
        for pk, one in given.items()
        if cell in one.cells and (not asked.district or asked.district in one.districts)
    ]
    rows = Offer.objects.filter(pk__in=counted).select_related("partner")
    return list(rows.order_by("title", "pk")[:MOST])


def _partners(cell: Cell, asked: Asked, known: Houses, on: date) -> list[Partner]:
    """Partners of one of both stages that work in the field, by their profile or their listings.

    Whoever names competences names that of the cell; a district has its own partners only.
    """
    fields, areas = _named(known, on)
    fitting = [
        pk
        for pk, stages in known.stages.items()
        if set(stages) & set(cell.transition)
        and cell.field in fields[pk]
        and (not areas[pk] or cell.area in areas[pk])
        and (not asked.district or asked.district in known.districts[pk])
    ]
    rows = Partner.objects.filter(fresh(on), pk__in=fitting, state=PartnerState.PUBLISHED)
    return list(rows.order_by("name", "pk")[:MOST])


def _named(known: Houses, on: date) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Action fields and competence areas of each partner and of its live listings."""
    fields: dict[int, set[str]] = defaultdict(set)
    areas: dict[int, set[str]] = defaultdict(set)
    for pk in known.stages:
        fields[pk] |= set(known.fields[pk])
        areas[pk] |= set(known.areas[pk])
    live = Listing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), fresh_listings(on), state=ListingState.ACTIVE
    )
    listed, taught = tags_of(Listing, "action_fields"), areas_of(Listing)
    for listing, partner in live.order_by().values_list("pk", "partner_id"):
        fields[partner] |= set(listed[listing])
        areas[partner] |= set(taught[listing])
    return fields, areas
