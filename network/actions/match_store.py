"""Writes what a run found into the rows people see, as the difference to what stands there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from network.enums import MatchState
from network.matching.records import ListingFacts, NetworkFacts
from network.models import Listing, Match, MatchRun, Partner
from network.queries.match_reasons import GAP

BATCH = 500
RESTING = (MatchState.HIDDEN, MatchState.CONVERTED)
Pair = tuple[int, int]
Reasons = list[dict[str, Any]]
Blocked = Callable[[], Iterable[Pair]]  # which pairs rest now


@dataclass
class Row:
    """What is stored of one pair, by column."""

    probability: float
    score: float
    need_a_id: int | None = None
    offer_b_id: int | None = None
    need_b_id: int | None = None
    offer_a_id: int | None = None
    field_id: int | None = None
    rank_a: int | None = None
    rank_b: int | None = None
    is_new_bridge: bool = False
    is_small_partner: bool = False
    is_exploration: bool = False
    is_gap: bool = False
    gap_cell: str = ""  # which; no column, its sentence stands among the reasons

    @property
    def listings(self) -> list[int]:
        """Primary keys of the listings it rests on."""
        found = (self.need_a_id, self.offer_b_id, self.need_b_id, self.offer_a_id)
        return [pk for pk in found if pk is not None]


COLUMNS = tuple(name for name in Row.__annotations__ if name != "gap_cell")


Explain = Callable[[str, str, Row], Reasons]  # of two partners named by their keys


@dataclass(frozen=True)
class Keys:
    """Primary keys of what the facts name by public keys."""

    partners: Mapping[str, int]
    listings: Mapping[str, int]
    fields: Mapping[str, int]

    @classmethod
    def read(cls, fields: Mapping[str, int]) -> "Keys":
        """All of them, in two queries."""
        return cls(
            dict(Partner.objects.values_list("key", "pk")),
            dict(Listing.objects.values_list("key", "pk")),
            fields,
        )


def rows_of(result: Any, facts: NetworkFacts, keys: Keys) -> dict[Pair, Row]:
    """One row for each pair that stands in a list of either side.

    Args:
        result: A ``MatchResult`` of the engine.
        facts: What it was computed from.
        keys: Primary keys.
    """
    listings = {listing.key: listing for listing in facts.listings}
    rows: dict[Pair, Row] = {}
    for key, suggestions in result.lists.items():
        own = keys.partners[key]
        for rank, found in enumerate(suggestions, start=1):
            other = keys.partners[found.partner]
            pair = (min(own, other), max(own, other))
            row = rows.get(pair) or _row(found, pair, listings, keys)
            row.is_small_partner |= found.is_small
            row.is_exploration |= found.is_exploration
            if own == pair[0]:
                row.rank_a = rank
            else:
                row.rank_b = rank
            rows[pair] = row
    return rows


def _row(found: Any, pair: Pair, listings: Mapping[str, ListingFacts], keys: Keys) -> Row:
    row = Row(found.probability, found.score, is_new_bridge=found.is_bridge)
    for exchange in filter(None, (found.best, found.back)):
        need, offer = keys.listings[exchange.need], keys.listings[exchange.offer]
        if keys.partners[exchange.taker] == pair[0]:
            row.need_a_id, row.offer_b_id = need, offer
        else:
            row.need_b_id, row.offer_a_id = need, offer
    row.field_id = _field(listings[found.best.need], listings[found.best.offer], keys)
    return row


def _field(need: ListingFacts, offer: ListingFacts, keys: Keys) -> int | None:
    """The action field both name, else the one that is sought, else the one that is offered."""
    for named in (
        need.action_fields & offer.action_fields,
        need.action_fields,
        offer.action_fields,
    ):
        known = [keys.fields[code] for code in named if code in keys.fields]
        if known:
            return min(known)
    return None


def store_rows(
    *, run: MatchRun, rows: Mapping[Pair, Row], explain: Explain, blocked: Blocked
) -> int:
    """Make the stored matches equal to the rows; in the caller's transaction.

    Reasons are made only for pairs that are new or moved. What was turned down or became a case
    stays while the pair rests, and is new again afterwards. ``blocked`` is asked once all rows are
    locked: what people decide while a run computes is theirs.

    Returns:
        How many rows were written or removed.
    """
    names = dict(Partner.objects.values_list("pk", "key"))
    found: dict[Pair, Match] = {(m.partner_a_id, m.partner_b_id): m for m in Match.objects.all()}
    new = [_filled(_bare(pair), row) for pair, row in rows.items() if pair not in found]
    changed = [
        _filled(found[pair], row)
        for pair, row in rows.items()
        if pair in found and (_differs(found[pair], row) or found[pair].state in RESTING)
    ]
    for match in new + changed:
        match.run = run
        both = names[match.partner_a_id], names[match.partner_b_id]
        match.reasons = explain(*both, rows[_pair(match)])
    states = _locked_states(run)
    resting = set(blocked())
    for match in found.values():
        match.state = states.get(match.pk, match.state)
    for match in changed:
        if match.state in RESTING and _pair(match) not in resting:
            match.state = MatchState.NEW
    gone = [
        match.pk
        for pair, match in found.items()
        if pair not in rows and not (match.state in RESTING and pair in resting)
    ]
    _write(new, changed, gone)
    Match.objects.exclude(run=run).update(run=run)
    return len(new) + len(changed) + len(gone)


def _locked_states(run: MatchRun) -> dict[int, str]:
    """Lock all rows, as late as can be: whoever decides waits until the run is written."""
    # New is what was not there the day before.
    Match.objects.filter(state=MatchState.NEW, run__as_of__lt=run.as_of).update(
        state=MatchState.SEEN
    )
    return dict(Match.objects.select_for_update().order_by("pk").values_list("pk", "state"))


def _bare(pair: Pair) -> Match:
    return Match(partner_a_id=pair[0], partner_b_id=pair[1])


def _pair(match: Match) -> Pair:
    return (match.partner_a_id, match.partner_b_id)


def _differs(match: Match, row: Row) -> bool:
    told = next((one["params"]["cell"] for one in match.reasons if one["code"] == GAP), "")
    moved = any(getattr(match, name) != getattr(row, name) for name in COLUMNS)
    return moved or told != row.gap_cell


def _filled(match: Match, row: Row) -> Match:
    for name in COLUMNS:
        setattr(match, name, getattr(row, name))
    return match


def _write(new: list[Match], changed: list[Match], gone: list[int]) -> None:
    for start in range(0, len(gone), BATCH):
        Match.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    # A bulk update of many columns is slow: rows that moved are written anew under their key.
    for start in range(0, len(changed), BATCH):
        Match.objects.filter(pk__in=[m.pk for m in changed[start : start + BATCH]]).delete()
    Match.objects.bulk_create(changed, batch_size=BATCH)
    Match.objects.bulk_create(new, batch_size=BATCH)
