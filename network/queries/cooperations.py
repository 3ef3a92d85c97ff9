"""What the cases tell the rest of the network: ties, refusals, and what they cover."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from statistics import fmean

from django.utils.timezone import make_aware

from network.enums import Consent, CooperationState as State
from network.models import Cooperation, CooperationPartner

Pair = tuple[int, int]  # primary keys of two partners, the smaller one first
ACTIVE = (State.AGREED, State.RUNNING, State.PAUSED)
REFUSAL_HOLDS = timedelta(days=365)


@dataclass(frozen=True)
class Tie:
    """Two partners who work together, or did."""

    pair: Pair
    cooperation: str  # key of the case
    quality: float | None  # mean of what its partners gave, 1 to 5; None: nobody rated


@dataclass(frozen=True)
class CooperationFacts:
    """What one running cooperation covers: the raw material of the coverage of the chain."""

    key: str
    title: str
    partners: tuple[int, ...]  # primary keys
    stages: frozenset[str]  # codes; those of the partners where the case names none
    fields: frozenset[str]  # codes of action fields
    areas: frozenset[str]  # codes of the competence areas
    districts: frozenset[str]  # codes of the districts its partners have places in


def pair_of(one: int, other: int) -> Pair:
    """Two partners as a pair."""
    return (one, other) if one < other else (other, one)


def active_ties() -> list[Tie]:
    """All pairs that have agreed on something that is not over. Costs two queries."""
    return _ties(ACTIVE)


def earlier_ties() -> list[Tie]:
    """All pairs whose cooperation came to its end, with how good it was. Costs two queries."""
    return _ties((State.COMPLETED,))


def _ties(states: tuple[State, ...]) -> list[Tie]:
    cases = Cooperation.objects.filter(state__in=states).order_by("pk").prefetch_related("parts")
    ties = []
    for case in cases:
        parts = list(case.parts.all())
        given = [part.quality for part in parts if part.quality is not None]
        quality = fmean(given) if given else None
        members = sorted(part.partner_id for part in parts)
        ties += [Tie(pair, case.key, quality) for pair in combinations(members, 2)]
    return ties


def declined_pairs(on: date) -> frozenset[Pair]:
    """Pairs of which one refused the other within 12 months before a day. Costs one query."""
    since = make_aware(datetime.combine(on - REFUSAL_HOLDS, time()))
    refused = CooperationPartner.objects.filter(consent=Consent.REFUSED, consented_at__gte=since)
    rows = refused.order_by().values_list("partner", "cooperation__parts__partner")
    return frozenset(pair_of(one, other) for one, other in rows if one != other)


def running_facts() -> list[CooperationFacts]:
    """What each running cooperation covers. Costs a constant number of queries."""
    cases = (
        Cooperation.objects.filter(state=State.RUNNING)
        .order_by("pk")
        .select_related("lead_field")
        .prefetch_related(
            "stages",
            "action_fields",
            "competences__parent",
            "parts__partner__stages",
            "parts__partner__places__district",
        )
    )
    return [_facts(case) for case in cases]


def _facts(case: Cooperation) -> CooperationFacts:
    partners = [part.partner for part in case.parts.all()]
    stages = {stage.code for stage in case.stages.all()}
    if not stages:
        stages = {stage.code for partner in partners for stage in partner.stages.all()}
    fields = {field.code for field in case.action_fields.all()}
    if case.lead_field is not None:
        fields.add(case.lead_field.code)
    places = [place for partner in partners for place in partner.places.all()]
    return CooperationFacts(
        key=case.key,
        title=case.title,
        partners=tuple(sorted(partner.pk for partner in partners)),
        stages=frozenset(stages),
        fields=frozenset(fields),
        areas=frozenset(
            (competence.parent or competence).code for competence in case.competences.all()
        ),
        districts=frozenset(place.district.code for place in places if place.district),
    )


def partners_of_running() -> dict[int, list[str]]:
    """Keys of the running cooperations of each partner, by primary key. Costs one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = CooperationPartner.objects.filter(cooperation__state=State.RUNNING)
    for partner, key in rows.order_by("cooperation").values_list("partner", "cooperation__key"):
        found[partner].append(key)
    return dict(found)
