"""Reads a file of the exchange format: all of it, or a list of everything that is wrong with it.

An entry we do not know is left out and noted, not refused: a file with more in it than we use is
still a good file. A value we do not know is a fault: it would be lost without a word.
"""

import gzip
import io
import json
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

from network.formats.exchange import terms
from network.formats.exchange.checking import MOST_NAME, MOST_TEXT, Entry
from network.formats.exchange.shapes import (
    FORMAT,
    Cooperation,
    ExchangeError,
    Fault,
    Listing,
    Network,
    Partner,
)

MAX_BYTES = 200 * 2**20  # of JSON; 10,000 partners need about 30 MiB
GZIP = b"\x1f\x8b"
FEWEST, MOST = 2, 50  # partners in a cooperation
FAR = 1000.0  # km
T = TypeVar("T")


def read_network(data: bytes) -> Network:
    """Read a file, plain or packed with gzip.

    Raises:
        ExchangeError: with every wrong entry and its path.
    """
    document = _json(_unpacked(data))
    faults: list[Fault] = []
    notes: list[Fault] = []
    top = Entry(document, "", faults, notes)
    if top.get("format", is_needed=True) not in {None, FORMAT}:
        top.fault("format", f"{FORMAT} erwartet")
    as_of = top.day("as_of", is_needed=True)
    partners = _rows(top, "partners", _partner)
    listings = _rows(top, "listings", _listing)
    cooperations = _rows(top, "cooperations", _cooperation)
    top.leave()
    faults += _broken_references(partners, listings, cooperations)
    if faults or as_of is None:
        raise ExchangeError(faults)
    return Network(as_of, tuple(partners), tuple(listings), tuple(cooperations), tuple(notes))


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(GZIP):
        plain = data
    else:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
                plain = file.read(MAX_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ExchangeError([Fault("", "Die gepackte Datei ist beschädigt.")]) from error
    if len(plain) > MAX_BYTES:
        raise ExchangeError([Fault("", "Die Datei ist zu groß.")])
    return plain


def _json(data: bytes) -> Any:
    def refuse(name: str) -> Any:
        raise ValueError(name)

    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise ExchangeError([Fault("", f"Die Datei ist kein gültiges JSON: {error}")]) from error


def _rows(top: Entry, name: str, read: Callable[[Entry], T]) -> list[T]:
    rows = top.get(name, is_needed=name != "cooperations")
    if rows is None:
        return []
    if not isinstance(rows, list):
        top.fault(name, "Liste erwartet")
        return []
    found = []
    for place, row in enumerate(rows):
        entry = Entry(row, f"{name}[{place}]", top.faults, top.notes)
        found.append(read(entry))
        entry.leave()
    return found


def _partner(entry: Entry) -> Partner:
    partner = Partner(
        key=entry.key("key"),
        name=entry.text("name", MOST_NAME, is_needed=True),
        kind=entry.word("kind", terms.KINDS, is_needed=True),
        stages=entry.words("stages", terms.STAGES),
        size=entry.word("size", terms.SIZES),
        capacity=entry.count("capacity"),
        latitude=entry.number("latitude", -90, 90),
        longitude=entry.number("longitude", -180, 180),
        languages=entry.words("languages", None),
    )
    if (entry.get("latitude") is None) != (entry.get("longitude") is None):
        entry.fault("latitude", "Breite und Länge gehören zusammen")
    return partner


def _listing(entry: Entry) -> Listing:
    listing = Listing(
        key=entry.key("key"),
        partner=entry.key("partner"),
        kind=entry.word("type", terms.TYPES, is_needed=True),
        category=entry.word("category", terms.CATEGORIES),
        competences=entry.words("competences", terms.COMPETENCES),
        action_fields=entry.words("action_fields", terms.ACTION_FIELDS),
        target_groups=entry.words("target_groups", terms.TARGET_GROUPS),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        radius_km=entry.number("radius_km", 0, FAR),
        is_online=entry.flag("online"),
        languages_required=entry.words("languages_required", None),
        capacity_left=entry.count("capacity_left"),
        stages_wanted=entry.words("stages_wanted", terms.STAGES),
        confirmed_on=entry.day("confirmed_on"),
        text=entry.text("text", MOST_TEXT),
    )
    if listing.valid_from and listing.valid_to and listing.valid_to < listing.valid_from:
        entry.fault("valid_to", f"liegt vor valid_from: '{listing.valid_to}'")
    return listing


def _cooperation(entry: Entry) -> Cooperation:
    named = entry.get("partners", is_needed=True)
    keys: tuple[str, ...] = ()
    is_list = isinstance(named, list) and all(isinstance(key, str) for key in named)
    if is_list and FEWEST <= len(set(named)) == len(named) <= MOST:
        keys = tuple(named)
    elif named is not None:
        entry.fault("partners", "mindestens zwei verschiedene Partner erwartet")
    return Cooperation(
        keys,
        entry.word("state", terms.STATES, is_needed=True),
        entry.number("quality", 1, 5),
    )


def _broken_references(
    partners: list[Partner], listings: list[Listing], cooperations: list[Cooperation]
) -> list[Fault]:
    """Keys given twice and keys nobody has."""
    faults = _repeated("partners", [partner.key for partner in partners])
    faults += _repeated("listings", [listing.key for listing in listings])
    known = {partner.key for partner in partners}
    for place, listing in enumerate(listings):
        if listing.partner and listing.partner not in known:
            faults.append(Fault(f"listings[{place}].partner", f"unbekannt: '{listing.partner}'"))
    for place, cooperation in enumerate(cooperations):
        faults += [
            Fault(f"cooperations[{place}].partners[{number}]", f"unbekannt: '{key}'")
            for number, key in enumerate(cooperation.partners)
            if key not in known
        ]
    return faults


def _repeated(name: str, keys: list[str]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for place, key in enumerate(keys):
        if key and key in seen:
            faults.append(Fault(f"{name}[{place}].key", f"mehrfach vergeben: '{key}'"))
        seen.add(key)
    return faults
