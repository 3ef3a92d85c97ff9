"""Cooperations of an exchanged file; they have no key, so their partners and order name them."""

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from network.enums import Consent, CooperationOrigin, CooperationState
from network.formats import exchange
from network.models import Cooperation, CooperationPartner, Partner

AGREED = (
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
    CooperationState.PAUSED,
    CooperationState.COMPLETED,
)
LONGEST_TITLE = 150


def store_cooperations(
    entries: Sequence[exchange.Cooperation], partners: Mapping[str, Partner], at: datetime
) -> tuple[int, int, int]:
    """Create those that are new; a case that is here already goes its own way (kept)."""
    known = set(Cooperation.objects.exclude(import_key="").values_list("import_key", flat=True))
    exported = set(Cooperation.objects.filter(import_key="").values_list("pk", flat=True))
    ours = _pairs_of(exported) if exported else Counter()
    rows: list[tuple[Cooperation, exchange.Cooperation]] = []
    seen: Counter[str] = Counter()
    for entry in entries:
        members = frozenset(partners[one].pk for one in entry.partners)
        if ours[members, entry.state] > 0:  # our own, come back from an export
            ours[members, entry.state] -= 1
            continue
        name = "|".join(sorted(entry.partners))
        seen[name] += 1  # after our own: they must not use up the number of an imported one
        key = hashlib.blake2b(f"{name}#{seen[name]}".encode(), digest_size=16).hexdigest()
        if key in known:
            continue
        names = " – ".join(partners[one].name for one in entry.partners)
        rows.append((_case(key, names, entry, at), entry))
    Cooperation.objects.bulk_create([case for case, _entry in rows], batch_size=200)
    CooperationPartner.objects.bulk_create(
        [part for case, entry in rows for part in _parts(case, entry, partners)], batch_size=500
    )
    return len(rows), 0, len(entries) - len(rows)


def _pairs_of(cases: set[int]) -> Counter[tuple[frozenset[int], str]]:
    members: dict[int, set[int]] = {case: set() for case in cases}
    states: dict[int, str] = {}
    rows = CooperationPartner.objects.filter(cooperation__import_key="")
    for case, partner, state in rows.values_list(
        "cooperation_id", "partner_id", "cooperation__state"
    ):
        members[case].add(partner)
        states[case] = state
    return Counter(
        (frozenset(found), states[case]) for case, found in members.items() if case in states
    )


def _case(key: str, names: str, entry: exchange.Cooperation, at: datetime) -> Cooperation:
    return Cooperation(
        import_key=key,
        title=names[:LONGEST_TITLE],
        state=entry.state,
        origin=CooperationOrigin.IMPORT,
        created_at=at,
    )


def _parts(
    case: Cooperation, entry: exchange.Cooperation, partners: Mapping[str, Partner]
) -> list[CooperationPartner]:
    """The file knows one judgement: half a point is kept by two parts that differ."""
    consent = Consent.GIVEN if entry.state in AGREED else Consent.OPEN
    marks: tuple[int | None, int | None] = (None, None)
    if entry.quality is not None:
        marks = (math.ceil(entry.quality), math.floor(entry.quality))
    return [
        CooperationPartner(
            cooperation=case, partner=partners[key], consent=consent, quality=marks[place % 2]
        )
        for place, key in enumerate(entry.partners)
    ]
