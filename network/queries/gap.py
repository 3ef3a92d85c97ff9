"""What would close one cell of the chain: suggested pairs, offers and partners at hand."""

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
from network.queries.coverage import houses, labels, standings
from network.queries.heat import Asked, HeatMap, Square, said
from network.queries.match_reasons import Sentence as Reason
from network.queries.matches import HIGH, MEDIUM, SHOWN, cards
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
    """Read one cell for who steers; 34 queries, whatever the size of the network."""
    known = houses()
    found = standings(asked.quarter, district=asked.district, known=known)
    names = labels()
    heat = HeatMap(asked, found, names, None)
    suggestions = pool(asked.quarter, known)
    closing = suggestions.closing(cell)
    title = said(names.cell(cell)).split(" · ")
    return Gap(
        square=heat.square(found[cell]),
        area_title=title[-1],
        sentence=said(needed(found[cell], len(closing), names)),
        closers=_closers(suggestions, closing[:MOST], viewer, on),
        offers=_offers(cell),
        partners=_partners(cell),
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


def _offers(cell: Cell) -> list[Listing]:
    """Live offers of the field by partners of one of both stages, courses among them."""
    by_partner = Q(action_fields=None, partner__action_fields__code=cell.field)
    rows = Offer.objects.filter(
        Q(action_fields__code=cell.field) | by_partner,
        state=ListingState.ACTIVE,
        partner__state=PartnerState.PUBLISHED,
        partner__stages__code__in=cell.transition,
    ).exclude(capacity_left=0)
    return list(rows.select_related("partner").order_by("title", "pk").distinct()[:MOST])


def _partners(cell: Cell) -> list[Partner]:
    """Partners of one of both stages that work in the field."""
    rows = Partner.objects.filter(
        state=PartnerState.PUBLISHED,
        action_fields__code=cell.field,
        stages__code__in=cell.transition,
    )
    return list(rows.order_by("name").distinct()[:MOST])
