"""What matching may know of the network, read in a constant number of queries.

Nothing personal is read: no people, no mailbox, no name of an organisation, no numbers of visits.
Partners and listings stand under their public keys.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from network.enums import (
    Consent,
    CooperationState,
    ListingKind,
    ListingMode,
    ListingState,
    Outcome,
    PartnerState,
    TagState,
    Visibility,
)
from network.matching.records import ListingFacts, NetworkFacts, PartnerFacts, Tie
from network.models import (
    CooperationPartner,
    Listing,
    ListingTag,
    MatchDecision,
    Partner,
    Place,
)
from network.queries.capacity import is_full
from network.queries.cooperations import Pair, declined_pairs, pair_of
from network.queries.freshness import fresh_listings
from network.queries.words import GROUP_NAMES, competences, vocabulary

QUIET_YEAR = timedelta(days=365)  # a pair that said no is not suggested again before
USUAL_CAPACITY = 2  # new cooperations a quarter, where a partner did not say
LISTED = (PartnerState.PUBLISHED, PartnerState.PROVISIONAL)
OPEN_CASES = (
    CooperationState.REQUESTED,
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
    CooperationState.PAUSED,
)
TIED = (*OPEN_CASES, CooperationState.COMPLETED)
Codes = Mapping[int, frozenset[str]]


def network_facts(as_of: date) -> NetworkFacts:
    """Read everything a run may see on a day; 26 queries whatever the size of the network."""
    partners = _partners(as_of)
    names = {pk: partner.key for pk, partner in partners.items()}
    return NetworkFacts(
        as_of=as_of,
        partners=tuple(partners.values()),
        listings=tuple(_listings(partners, as_of)),
        vocabulary=vocabulary(),
        ties=tuple(_ties()),
        blocked=frozenset(
            frozenset((names[one], names[other]))
            for one, other in blocked_pairs(as_of)
            if one in names and other in names
        ),
    )


def begun_cooperations(as_of: date) -> dict[int, int]:
    """How many of a quarter's new cooperations each partner has already begun, by primary key."""
    quarter = date(as_of.year, 3 * ((as_of.month - 1) // 3) + 1, 1)
    begun = CooperationPartner.objects.filter(
        cooperation__state__in=OPEN_CASES, cooperation__requested_at__date__gte=quarter
    )
    rows = begun.order_by().values_list("partner_id").annotate(number=Count("pk"))
    return dict(rows)


def live_listings(as_of: date) -> QuerySet[Listing]:
    """Listings that may be matched: active, not over, with room, confirmed like their partner."""
    return Listing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=as_of),
        Q(capacity_left=None) | Q(capacity_left__gt=0),
        fresh_listings(as_of),
        state=ListingState.ACTIVE,
        partner__state__in=LISTED,
        partner__takes_part_in_matching=True,
    ).exclude(Q(visibility=Visibility.STAFF) | Q(partner__visibility=Visibility.STAFF))


PARTNER_COLUMNS = (
    "pk", "key", "kind", "size", "capacity", "full_since", "confirmed_at", "languages",
    "takes_part_in_matching", "visibility",
)  # fmt: skip


def _partners(as_of: date) -> dict[int, PartnerFacts]:
    stages = _codes(Partner.stages.through.objects.all(), "partner_id", "educationstage__code")
    places = _places()
    begun = begun_cooperations(as_of)
    # Who does not take part still ties others together.
    rows = Partner.objects.filter(state__in=LISTED).order_by("pk")
    facts = {}
    for row in rows.values(*PARTNER_COLUMNS):
        latitude, longitude = places.get(row["pk"], (None, None))
        facts[row["pk"]] = PartnerFacts(
            key=row["key"],
            kind=row["kind"],
            stages=stages.get(row["pk"], frozenset()),
            size=row["size"],
            capacity=_capacity(row, begun.get(row["pk"], 0)),
            latitude=latitude,
            longitude=longitude,
            languages=frozenset(row["languages"]),
            takes_part=row["takes_part_in_matching"] and row["visibility"] != Visibility.STAFF,
        )
    return facts


def _capacity(row: Mapping[str, Any], begun: int) -> int:
    """What is left of a quarter; nothing while the house counts as full."""
    if is_full(row["full_since"], row["confirmed_at"]):
        return 0
    said = USUAL_CAPACITY if row["capacity"] is None else row["capacity"]
    return max(0, said - begun)


def _places() -> dict[int, tuple[float, float]]:
    """The first place with a point, by name as on the partner's page.

    Where a place has none of its own, the middle of its district stands for it, as on the map.
    """
    places: dict[int, tuple[float, float]] = {}
    rows = Place.objects.order_by("name", "pk").values_list(
        "partner_id",
        Coalesce(F("latitude"), F("district__latitude")),
        Coalesce(F("longitude"), F("district__longitude")),
    )
    for partner, latitude, longitude in rows:
        if latitude is not None and longitude is not None:
            places.setdefault(partner, (latitude, longitude))
    return places


LISTING_COLUMNS = (
    "pk", "key", "partner_id", "kind", "category__code", "category__title_de", "title", "text",
    "valid_from", "valid_to", "radius_km", "partner__radius_km", "mode", "languages_required",
    "capacity_left", "confirmed_at",
)  # fmt: skip


def _listings(partners: Mapping[int, PartnerFacts], as_of: date) -> Iterable[ListingFacts]:
    live = live_listings(as_of)
    known = {pk: code for pk, code, _german, _english in competences()}
    skills: dict[int, set[str]] = defaultdict(set)
    through = Listing.competences.through.objects.filter(listing__in=live)
    for listing, competence in through.values_list("listing_id", "competence_id"):
        if competence in known:
            skills[listing].add(known[competence])
    fields = _tags(Listing.action_fields.through, live, "actionfield__code")
    groups = _tags(Listing.target_groups.through, live, "targetgroup__code")
    wanted = _tags(Listing.stages_wanted.through, live, "educationstage__code")
    denied = _denied(live)
    nothing: frozenset[Any] = frozenset()
    for row in live.order_by("pk").values(*LISTING_COLUMNS):
        pk = row["pk"]
        yield ListingFacts(
            key=row["key"],
            partner=partners[row["partner_id"]].key,
            is_offer=row["kind"] == ListingKind.OFFER,
            category=row["category__code"] or "",
            competences=frozenset(skills.get(pk, ())),
            action_fields=fields.get(pk, nothing),
            target_groups=groups.get(pk, nothing),
            text=full_text(row["title"], row["text"], row["category__title_de"]),
            denied=denied.get(pk, nothing),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            radius_km=_first(row["radius_km"], row["partner__radius_km"]),
            is_online=_is_online(row["mode"]),
            languages_required=frozenset(row["languages_required"]),
            capacity_left=row["capacity_left"],
            stages_wanted=wanted.get(pk, nothing),
            confirmed_on=row["confirmed_at"] and row["confirmed_at"].date(),
        )


def full_text(title: str, text: str, category: str | None) -> str:
    """Title and text, nothing twice.

    A title taken from the text, or only naming the category where there is no text, says nothing
    of its own.
    """
    if title.removesuffix("…").rstrip() in text:
        return text
    is_generic = not text and title in {category, *map(str, ListingKind.labels)}
    return "" if is_generic else f"{title}. {text}".strip()


def _first(*values: float | None) -> float | None:
    """The first that was said."""
    return next((float(value) for value in values if value is not None), None)


def _is_online(mode: str) -> bool | None:
    return None if not mode else mode != ListingMode.ON_SITE


def _tags(through: Any, live: QuerySet[Listing], code: str) -> Codes:
    return _codes(through.objects.filter(listing__in=live), "listing_id", code)


def _codes(rows: QuerySet[Any], owner: str, code: str) -> Codes:
    found: dict[int, set[str]] = defaultdict(set)
    for key, value in rows.order_by().values_list(owner, code):
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _denied(live: QuerySet[Listing]) -> dict[int, frozenset[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = ListingTag.objects.filter(listing__in=live, state=TagState.DENIED).order_by()
    for listing, group, code in rows.values_list("listing_id", "group", "code"):
        found[listing].add((GROUP_NAMES[group], code))
    return {listing: frozenset(tags) for listing, tags in found.items()}


def _ties() -> Iterable[Tie]:
    """Pairs that work or worked together; quality is the mean of what they said of each other."""
    parts: dict[int, list[str]] = defaultdict(list)
    states: dict[int, str] = {}
    rows = CooperationPartner.objects.filter(cooperation__state__in=TIED, partner__state__in=LISTED)
    for cooperation, key, state in rows.order_by("cooperation_id", "partner_id").values_list(
        "cooperation_id", "partner__key", "cooperation__state"
    ):
        parts[cooperation].append(key)
        states[cooperation] = state
    judged = CooperationPartner.objects.exclude(quality=None).order_by().values("cooperation_id")
    quality = dict(judged.annotate(mean=Avg("quality")).values_list("cooperation_id", "mean"))
    for cooperation, keys in parts.items():
        for first, second in combinations(keys, 2):
            yield Tie(first, second, states[cooperation], quality.get(cooperation))


def blocked_pairs(as_of: date) -> frozenset[Pair]:
    """Pairs that said no within a year, or that are at work or in talks already.

    Of a case of three only the pairs of the house that refused rest: the others did not say no.
    Three queries.
    """
    since = datetime.combine(as_of - QUIET_YEAR, datetime.min.time(), tzinfo=UTC)
    declined = MatchDecision.objects.filter(
        outcome=Outcome.DECLINED, undone_at=None, at__gte=since
    ).order_by()
    pairs = {pair_of(*row) for row in declined.values_list("partner_a", "partner_b")}
    cases: dict[int, list[int]] = defaultdict(list)
    # Of a case read from a file nobody knows who refused.
    refused = CooperationPartner.objects.filter(
        cooperation=OuterRef("cooperation"), consent=Consent.REFUSED
    )
    is_declined = Q(cooperation__state=CooperationState.DECLINED, cooperation__closed_at__gte=since)
    rows = CooperationPartner.objects.filter(
        (is_declined & ~Exists(refused)) | Q(cooperation__state__in=OPEN_CASES)
    )
    for cooperation, partner in rows.order_by("partner").values_list("cooperation", "partner"):
        cases[cooperation].append(partner)
    return declined_pairs(as_of).union(pairs, *(combinations(one, 2) for one in cases.values()))
