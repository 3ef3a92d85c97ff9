"""A small file of the exchange format, and the ways in and out of it."""

import copy
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from network.formats.exchange import Network, read_network
from network.models import Cooperation, Listing, Partner

FILE: dict[str, Any] = {
    "format": "lernkette-network/1",
    "as_of": "2027-01-15",
    "partners": [
        {"key": "p0", "name": "Kita Sonne", "kind": "kita", "stages": ["frueh"], "size": "small",
         "capacity": 1, "latitude": 51.7, "longitude": 14.3, "languages": ["de"]},
        {"key": "p1", "name": "Kita Sonne", "kind": "verein", "stages": ["praxis"],
         "size": "medium", "capacity": 2, "latitude": 51.71, "longitude": 14.31,
         "languages": ["de", "pl"]},
        {"key": "p2", "name": "Bücherei Süd", "kind": "bibliothek", "stages": ["praxis"],
         "languages": ["de"]},
    ],
    "listings": [
        {"key": "l0", "partner": "p0", "type": "need", "category": "workshop",
         "competences": ["2.5"], "action_fields": ["bildung"], "target_groups": ["eltern"],
         "online": False, "capacity_left": 1, "text": "Gesucht: Kurs für Eltern zu Netiquette."},
        {"key": "l1", "partner": "p1", "type": "offer", "category": "workshop",
         "competences": ["2.5"], "action_fields": ["bildung"], "target_groups": ["eltern"],
         "valid_from": "2026-12-01", "valid_to": "2027-12-01", "online": True, "capacity_left": 2,
         "confirmed_on": "2026-10-01", "text": "Angebot: Netiquette im Klassenchat. Für Eltern."},
        {"key": "l2", "partner": "p2", "type": "offer", "category": "raum", "text": ""},
    ],
    "cooperations": [{"partners": ["p1", "p2"], "state": "completed", "quality": 4.5}],
}  # fmt: skip


def document() -> dict[str, Any]:
    """A copy of the file to change."""
    return copy.deepcopy(FILE)


def packed(content: dict[str, Any]) -> bytes:
    """The bytes of a file."""
    return json.dumps(content).encode()


def network_of(content: dict[str, Any]) -> Network:
    """What a file says, as the actions that store it get it."""
    return read_network(packed(content))


def write(path: Path, content: dict[str, Any]) -> str:
    """Put a file on the disk, packed where its name says so."""
    data = packed(content)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def run(*arguments: str) -> str:
    """Call a command; what it says on both ways out."""
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def rows() -> list[list[dict[str, Any]]]:
    """Everything an import writes, to compare before and after."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Partner, Listing, Cooperation)
    ]
