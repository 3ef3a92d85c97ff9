"""Writes the exchange format; reading what was written gives the same network again."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from network.formats.exchange import terms
from network.formats.exchange.shapes import FORMAT, Cooperation, Listing, Network, Partner

STAGES, FIELDS = terms.back(terms.STAGES), terms.back(terms.ACTION_FIELDS)
KINDS, CATEGORIES = terms.back(terms.KINDS), terms.back(terms.CATEGORIES)
TARGETS = terms.back(terms.TARGET_GROUPS)


def write_network(network: Network) -> str:
    """The document as JSON text, one entry a line."""
    head = f'{{"format": "{FORMAT}", "as_of": "{network.as_of.isoformat()}"'
    blocks = [
        ("partners", [_partner(partner) for partner in network.partners]),
        ("listings", [_listing(listing) for listing in network.listings]),
        ("cooperations", [_cooperation(found) for found in network.cooperations]),
    ]
    for name, rows in blocks:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        head += f',\n"{name}": [\n{lines}\n]' if rows else f',\n"{name}": []'
    return f"{head}}}\n"


def _partner(partner: Partner) -> dict[str, Any]:
    return {
        "key": partner.key,
        "name": partner.name,
        "kind": KINDS[partner.kind],
        "stages": _all(partner.stages, STAGES),
        "size": partner.size or None,
        "capacity": partner.capacity,
        "latitude": partner.latitude,
        "longitude": partner.longitude,
        "languages": list(partner.languages),
    }


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "key": listing.key,
        "partner": listing.partner,
        "type": listing.kind,
        "category": CATEGORIES[listing.category] if listing.category else None,
        "competences": list(listing.competences),
        "action_fields": _all(listing.action_fields, FIELDS),
        "target_groups": _all(listing.target_groups, TARGETS),
        "valid_from": _day(listing.valid_from),
        "valid_to": _day(listing.valid_to),
        "radius_km": listing.radius_km,
        "online": listing.is_online,
        "languages_required": list(listing.languages_required),
        "capacity_left": listing.capacity_left,
        "stages_wanted": _all(listing.stages_wanted, STAGES),
        "confirmed_on": _day(listing.confirmed_on),
        "text": listing.text,
    }


def _cooperation(cooperation: Cooperation) -> dict[str, Any]:
    row: dict[str, Any] = {"partners": list(cooperation.partners), "state": cooperation.state}
    if cooperation.quality is not None:
        row["quality"] = cooperation.quality
    return row


def _all(codes: Iterable[str], words: dict[str, str]) -> list[str]:
    return [words[code] for code in codes]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
