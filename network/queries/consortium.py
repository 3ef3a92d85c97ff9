"""What the consortium builder chooses from, and its stored answers for people.

Partners who ask get only what the public may know: published partners and offers open to all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from network.enums import ListingKind, ListingState, PartnerState, Solving, Visibility
from network.matching.consortium_terms import Group, Member, Wish
from network.matching.funding import may_apply, may_join
from network.matching.funding_terms import Party, State, Vocabulary, of_party, wanted_partner
from network.matching.wording import Name, Sentence
from network.models import (
    CategorySubstitution,
    ConsortiumRun,
    Cooperation,
    FundingProgramme,
    Listing,
    Partner,
    ResourceCategory,
)
from network.queries.capacity import free_capacities
from network.queries.cooperations import declined_pairs, pair_of
from network.queries.distances import distance_km
from network.queries.entries import spots_of
from network.queries.freshness import fresh, fresh_listings
from network.queries.funding import SIGNS, Line
from network.queries.funding_terms import HOUSE_LINKS, party
from network.queries.heat import said
from network.queries.tags import digcomp_codes
from network.queries.viewer import Viewer

USUAL_ROLES = ("room", "workshop", "access")  # what most projects need
FAR = 20.0  # kilometres at which nearness ends
LEAST, MOST = 3, 5
STEERING = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())


@dataclass(frozen=True)
class Ground:
    """Everything one computation needs."""

    members: list[Member]
    wish: Wish
    houses: dict[str, Partner]  # by key
    viewer: Viewer  # as whom facts are read


def ground(run: ConsortiumRun, on: date, words: Vocabulary) -> Ground:
    """Read who could take part. Costs a constant number of queries."""
    viewer = STEERING if run.sees_all else _public(run)
    fixed = _inside(run)
    houses = _houses(run, fixed, on)
    seed = next(one for one in houses if one.pk == run.partner_id)
    offers = _offers(run, on)
    rules = run.programme.rules
    parties = {one.pk: party(one, viewer) for one in houses}
    joins = [
        one for one in houses if one.pk in fixed or may_join(rules, parties[one.pk]) is State.MET
    ]
    members = [
        Member(
            key=one.key,
            kind=one.kind,
            provides=offers.categories[one.pk],
            competences=frozenset(offers.competences[one.pk])
            | digcomp_codes(one.competences.all()),
            may_apply=may_apply(rules, parties[one.pk]) is State.MET,
            nearness=_nearness(seed, one),
        )
        for one in joins
    ]
    wish = _wish(run, joins, parties, words)
    return Ground(members, wish, {one.key: one for one in joins}, viewer)


def _inside(run: ConsortiumRun) -> set[int]:
    """Who is in it anyway: the partner that asks, and those of its case."""
    if run.cooperation is None:
        return {run.partner_id}
    return {run.partner_id, *(part.partner_id for part in run.cooperation.parts.all())}


def _public(run: ConsortiumRun) -> Viewer:
    """Somebody of the house that asked: its own facts, and of others what all may see."""
    roles = frozenset({(run.partner_id, "author")})
    return Viewer(user=None, is_staff=False, roles=roles, fields=frozenset())


def _houses(run: ConsortiumRun, fixed: set[int], on: date) -> list[Partner]:
    """Published partners with room for something new, and those who are in it anyway."""
    seen = Q(fresh(on), state=PartnerState.PUBLISHED, takes_part_in_matching=True)
    if not run.sees_all:
        seen &= Q(visibility=Visibility.PUBLIC)
    rows = Partner.objects.filter(seen | Q(pk__in=fixed)).order_by("key")
    houses = list(rows.prefetch_related(*HOUSE_LINKS))
    free, refused = free_capacities(houses, on), declined_pairs(on)
    return [
        one
        for one in houses
        if one.pk in fixed or (free[one.pk] != 0 and pair_of(one.pk, run.partner_id) not in refused)
    ]


@dataclass(frozen=True)
class _Offers:
    categories: defaultdict[int, dict[str, float]]
    competences: defaultdict[int, set[str]]


def _offers(run: ConsortiumRun, on: date) -> _Offers:
    """What partners bring: live offers, and at their weight what may stand for another."""
    stands: dict[str, dict[str, float]] = defaultdict(dict)
    pairs = CategorySubstitution.objects.values_list(
        "category_a__code", "category_b__code", "weight"
    )
    for a, b, weight in pairs:
        stands[a][b] = stands[b][a] = weight
    live = Listing.objects.filter(
        fresh_listings(on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        kind=ListingKind.OFFER,
        state=ListingState.ACTIVE,
    ).exclude(capacity_left=0)
    if not run.sees_all:
        live = live.filter(Q(visibility=Visibility.PUBLIC) | Q(partner=run.partner_id))
    found = _Offers(defaultdict(dict), defaultdict(set))
    for offer in live.select_related("category").prefetch_related("competences__framework"):
        mine = found.categories[offer.partner_id]
        found.competences[offer.partner_id] |= digcomp_codes(offer.competences.all())
        if offer.category is not None:
            code = offer.category.code
            for role, weight in {**stands[code], code: 1.0}.items():
                if weight > 0:
                    mine[role] = max(weight, mine.get(role, 0.0))
    return found


def _nearness(one: Partner, other: Partner) -> float:
    """1 next door, 0 from ``FAR`` kilometres on or where a place is unknown."""
    apart = [
        distance_km(here, there)
        for here in spots_of(list(one.places.all()))
        for there in spots_of(list(other.places.all()))
    ]
    return max(0.0, 1 - min(apart) / FAR) if apart else 0.0


def _wish(
    run: ConsortiumRun, joins: list[Partner], parties: Mapping[int, Party], words: Vocabulary
) -> Wish:
    rules = run.programme.rules["all"]
    least = max([LEAST, *(rule["min_partners"] for rule in rules if "min_partners" in rule)])
    most = min(
        [max(MOST, least), *(rule["max_partners"] for rule in rules if "max_partners" in rule)]
    )
    groups = [
        Group(
            wanted_partner(rule["any_partner"], words),
            frozenset(
                one.key
                for one in joins
                if of_party(rule["any_partner"], parties[one.pk]) is State.MET
            ),
        )
        for rule in rules
        if "any_partner" in rule
    ]
    inside = _inside(run) - {run.partner_id}
    kept = [one for one in joins if one.pk in inside]
    groups += [Group(_named(one), frozenset({one.key})) for one in kept]
    return Wish(
        roles=tuple(run.roles),
        competences=_competences(run.cooperation),
        least=min(least, most),
        most=most,
        seed=run.partner.key,
        groups=tuple(groups),
    )


def _named(partner: Partner) -> Name:
    return Name(partner.name, partner.name)


def _competences(case: Cooperation | None) -> frozenset[str]:
    return digcomp_codes(case.competences.select_related("framework")) if case else frozenset()


@dataclass(frozen=True)
class ShownMember:
    """One partner of a proposal."""

    name: str
    slug: str  # "" where the page is not public any more
    key: str
    roles: list[str]
    is_applicant: bool
    is_seed: bool


@dataclass(frozen=True)
class ShownProposal:
    """One proposed consortium."""

    members: list[ShownMember]
    lines: list[Line]
    others: list[str]  # keys for the new case

    @property
    def titles(self) -> str:
        """All names."""
        return ", ".join(member.name for member in self.members)


@dataclass(frozen=True)
class ShownRun:
    """A stored answer for people."""

    run: ConsortiumRun
    proposals: list[ShownProposal] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_working(self) -> bool:
        """Still to come."""
        return self.run.state in {Solving.WAITING, Solving.RUNNING}


def newest_run(
    programme: FundingProgramme, partner: Partner, case: Cooperation | None, *, sees_all: bool
) -> ShownRun | None:
    """The last answer for one partner and programme. Costs at most three queries."""
    rows = ConsortiumRun.objects.filter(
        programme=programme, partner=partner, cooperation=case, sees_all=sees_all
    )
    run = rows.first()
    if run is None:
        return None
    proposals = run.result.get("proposals", [])
    keys = {key for one in proposals for key in one["members"]}
    houses = {one.key: one for one in _still_seen(run, keys)}
    titles = {one.code: one.title for one in ResourceCategory.objects.all()}
    return ShownRun(
        run=run,
        proposals=[
            _proposal(one, houses, titles, partner)
            for one in proposals
            if set(one["members"]) <= houses.keys()
        ],
        missing=[said(Sentence(**one)) for one in run.result.get("missing", [])],
    )


def _still_seen(run: ConsortiumRun, keys: Iterable[str]) -> Iterable[Partner]:
    seen = Q(state=PartnerState.PUBLISHED)
    if not run.sees_all:
        seen &= Q(visibility=Visibility.PUBLIC)
    inside = Q(pk=run.partner_id)
    if run.cooperation_id is not None:
        inside |= Q(parts__cooperation=run.cooperation_id)
    return Partner.objects.filter(seen | inside, key__in=keys).distinct()


def _proposal(
    one: dict[str, Any], houses: dict[str, Partner], titles: dict[str, str], seed: Partner
) -> ShownProposal:
    takes: dict[str, list[str]] = defaultdict(list)
    for role, key in one["roles"]:
        takes[key].append(titles.get(role, role))
    members = [
        ShownMember(
            name=houses[key].name,
            slug=houses[key].slug if houses[key].state == PartnerState.PUBLISHED else "",
            key=key,
            roles=takes[key],
            is_applicant=key == one["applicant"],
            is_seed=key == seed.key,
        )
        for key in sorted(one["members"], key=lambda key: (key != seed.key, houses[key].name))
    ]
    lines = [
        Line(SIGNS[State(line["code"])], line["code"], said(Sentence(**line)))
        for line in one["rules"]
    ]
    return ShownProposal(members, lines, [member.key for member in members])


def missing_names(words: Vocabulary) -> dict[str, Name]:
    """Names of roles and competences for the sentences of the builder. One query."""
    rows = ResourceCategory.objects.values_list("code", "title_de", "title_en")
    return {**words["competence"], **{code: Name(de, en or de) for code, de, en in rows}}
