"""How the learning chain is covered: facts of the database for ``network.matching.coverage``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from django.db.models import Q

from lms.taxonomy.models import ActionField, Competence, EducationStage, StageTransition
from network.enums import CooperationState, ListingState, PartnerState, Source
from network.matching.cells import AREAS, STAGES, Cell, Labels, Weights, cells_of
from network.matching.coverage import Cooperation as Case, Standing, Supply, coverage
from network.matching.wording import Name
from network.models import AreaWeight, Cooperation, CooperationPartner, Offer, Partner
from network.queries.freshness import fresh_listings
from network.queries.quarters import Quarter
from network.queries.tags import Tags, areas_of, districts_of_partners, tags_of
from network.queries.words import DIGCOMP

COUNTED = (
    CooperationState.REQUESTED,
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
    CooperationState.PAUSED,
    CooperationState.COMPLETED,  # in the quarters in which it ran
)
Standings = Mapping[Cell, Standing]
Supplies = Mapping[int, Supply]  # by primary key of the offer


@dataclass(frozen=True)
class Houses:
    """What partners say of themselves, by primary key."""

    stages: Tags
    fields: Tags
    areas: Tags
    districts: Mapping[int, frozenset[str]]


def houses() -> Houses:
    """Read it for all partners; four queries."""
    return Houses(
        tags_of(Partner, "stages"),
        tags_of(Partner, "action_fields"),
        areas_of(Partner),
        districts_of_partners(),
    )


def standings(
    quarter: Quarter,
    on: date,
    *,
    district: str = "",
    known: Houses | None = None,
    given: Supplies | None = None,
) -> Standings:
    """Every cell as it stands in a quarter, of one district or of the whole region.

    Costs 16 queries, whatever the number of cooperations and offers; 12 where ``houses`` was
    read, 8 where ``supplies`` was read too. ``on``: what nobody confirmed until then is left out.
    """
    known = known or houses()
    offered = supplies(quarter, known, on) if given is None else given
    return coverage(_cases(quarter, known), offered.values(), weights(), district=district)


def weights() -> Weights:
    """How much gaps matter, as staff set it; three queries."""
    rows = list(
        StageTransition.objects.values_list(
            "stage_a__code", "stage_b__code", "adjacency", "priority"
        )
    )
    return Weights(
        adjacency={_pair(a, b): adjacency for a, b, adjacency, _priority in rows},
        transitions={_pair(a, b): priority for a, b, _adjacency, priority in rows},
        fields=dict(ActionField.objects.values_list("code", "priority")),
        areas=dict(AreaWeight.objects.values_list("area", "priority")),
    )


def labels(partners: Mapping[str, str] | None = None) -> Labels:
    """Names for sentences; three queries. ``partners``: names by key."""
    areas = Competence.objects.filter(parent=None, framework__code__startswith=DIGCOMP)
    return Labels(
        partners=partners or {},
        stages=_names(EducationStage.objects.values_list("code", "title_de", "title_en")),
        fields=_names(ActionField.objects.values_list("code", "title_de", "title_en")),
        areas=_names(
            areas.order_by("framework__is_default").values_list("code", "title_de", "title_en")
        ),
    )


def _names(rows: Iterable[tuple[str, str, str]]) -> dict[str, Name]:
    return {code: Name(de, en or de) for code, de, en in rows}


def _pair(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other), key=STAGES.index)
    return first, second


@lru_cache(maxsize=20_000)
def reached(
    one: tuple[str, ...], other: tuple[str, ...], fields: tuple[str, ...], areas: tuple[str, ...]
) -> frozenset[Cell]:
    """``cells_of`` remembered: many offers and pairs are alike."""
    return cells_of(one, other, fields, areas)


def _cases(quarter: Quarter, known: Houses) -> list[Case]:
    """Cooperations that count in a quarter. One that ended counts for the time in which it ran."""
    parts: dict[int, list[int]] = defaultdict(list)
    rows = CooperationPartner.objects.filter(cooperation__state__in=COUNTED)
    for case, partner in rows.order_by("cooperation", "partner").values_list(
        "cooperation_id", "partner_id"
    ):
        parts[case].append(partner)
    tags = _CaseTags(
        tags_of(Cooperation, "stages"),
        tags_of(Cooperation, "action_fields"),
        areas_of(Cooperation),
    )
    found = Cooperation.objects.filter(_overlaps(quarter), state__in=COUNTED).order_by()
    values = found.values_list("pk", "state", "lead_field__code")
    return [
        Case(
            state=_counted_as(state),
            cells=tags.cells(pk, lead or "", parts[pk], known),
            districts=frozenset().union(*(known.districts[partner] for partner in parts[pk])),
        )
        for pk, state, lead in values
    ]


def _counted_as(state: str) -> str:
    is_over = state == CooperationState.COMPLETED
    return str(CooperationState.RUNNING.value) if is_over else state


def _overlaps(quarter: Quarter) -> Q:
    """Dates that touch the quarter; what has no end goes on, what is over ended when closed."""
    begins = Q(starts_on=None) | Q(starts_on__lte=quarter.last_day)
    is_over = Q(state=CooperationState.COMPLETED)
    goes_on = Q(ends_on=None) | Q(ends_on__gte=quarter.first_day)
    closed_later = Q(closed_at=None) | Q(closed_at__date__gte=quarter.first_day)
    return begins & ((~is_over & goes_on) | (is_over & closed_later))


@dataclass(frozen=True)
class _CaseTags:
    """What cooperations name themselves; what they leave open their partners say."""

    stages: Tags
    fields: Tags
    areas: Tags

    def cells(self, case: int, lead: str, partners: list[int], known: Houses) -> frozenset[Cell]:
        """The cells of one cooperation: of its own stages, else between any two partners."""
        fields = (lead, *self.fields[case]) if lead else self.fields[case]
        fields = fields or _shared(known.fields, partners)
        areas = self.areas[case] or _shared(known.areas, partners)
        own = self.stages[case]
        if len(own) > 1:
            return reached(own, own, fields, areas)
        pairs = combinations(partners, 2)
        return frozenset().union(
            *(reached(known.stages[a], known.stages[b], fields, areas) for a, b in pairs)
        )


def _shared(tags: Tags, partners: list[int]) -> tuple[str, ...]:
    """What all partners name, in the order of the first."""
    first, *others = partners or [0]
    return tuple(code for code in tags[first] if all(code in tags[other] for other in others))


def supplies(quarter: Quarter, known: Houses, on: date) -> Supplies:
    """Live offers, published courses among them; open tags are taken from the partner.

    Four queries. What the public no longer sees on a day counts nothing.
    """
    stages, fields = tags_of(Offer, "stages_wanted"), tags_of(Offer, "action_fields")
    areas = areas_of(Offer)
    is_valid = (Q(valid_from=None) | Q(valid_from__lte=quarter.last_day)) & (
        Q(valid_to=None) | Q(valid_to__gte=quarter.first_day)
    )
    rows = Offer.objects.filter(
        is_valid,
        fresh_listings(on),
        state=ListingState.ACTIVE,
        partner__state=PartnerState.PUBLISHED,
    ).exclude(capacity_left=0)
    values = rows.order_by().values_list("pk", "partner_id", "source", "place__district__code")
    return {
        pk: Supply(
            cells=reached(
                known.stages[partner],
                stages[pk] or STAGES,  # whom it wants to reach; nothing said: everybody
                fields[pk] or known.fields[partner],
                areas[pk] or known.areas[partner],
            ),
            districts=frozenset({district}) if district else known.districts[partner],
            is_course=source == Source.COURSE,
        )
        for pk, partner, source, district in values
    }


def area_titles(names: Labels) -> list[tuple[str, Name]]:
    """The five competence areas and what they are called."""
    return [(code, names.areas.get(code, Name(code, code))) for code in AREAS]
