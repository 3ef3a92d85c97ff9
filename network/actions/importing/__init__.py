"""Takes over a file of the exchange format: all of it, or nothing and a list of what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lms.records.actions import record_event
from network.actions.importing.cooperations import store_cooperations
from network.actions.importing.listings import store_listings
from network.actions.importing.partners import store_partners
from network.formats.exchange import ExchangeError, Fault, Network, read_network

LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT = 80, 150, 4000  # characters our columns hold


@dataclass(frozen=True)
class Counts:
    """What an import did with one sort of entries."""

    new: int
    changed: int
    kept: int  # kept by their own people meanwhile: left alone


@dataclass(frozen=True)
class ImportResult:
    """What an import did, and which entries of the file it does not know."""

    partners: Counts
    listings: Counts
    cooperations: Counts
    notes: tuple[Fault, ...]


def import_network(*, data: bytes, at: datetime, actor_key: str = "") -> ImportResult:
    """Take over partners, listings and cooperations; again with the same keys changes nothing.

    New organisations are provisional until somebody claims them. What its own people changed
    since stays as they left it.

    Raises:
        ExchangeError: with every wrong entry and its path; nothing was written.
    """
    network = read_network(data)
    faults = list(_too_long(network))
    if faults:
        raise ExchangeError(faults)
    return _store(network, at, actor_key)


@transaction.atomic
def _store(network: Network, at: datetime, actor_key: str) -> ImportResult:
    partners, made = store_partners(network.partners, at)
    listings = store_listings(network.listings, partners, at)
    cooperations = store_cooperations(network.cooperations, partners, at)
    result = ImportResult(Counts(*made), Counts(*listings), Counts(*cooperations), network.notes)
    record_event(
        action="network.import",
        object_type="network",
        object_key="network",
        at=at,
        actor_key=actor_key,
        data={
            "as_of": network.as_of.isoformat(),
            "partners": len(network.partners),
            "listings": len(network.listings),
            "cooperations": len(network.cooperations),
        },
    )
    return result


def _too_long(network: Network) -> Iterable[Fault]:
    """What the format allows and our columns do not hold."""
    for place, partner in enumerate(network.partners):
        yield from _longer(f"partners[{place}].key", partner.key, LONGEST_KEY)
        yield from _longer(f"partners[{place}].name", partner.name, LONGEST_NAME)
    for place, listing in enumerate(network.listings):
        yield from _longer(f"listings[{place}].key", listing.key, LONGEST_KEY)
        yield from _longer(f"listings[{place}].text", listing.text, LONGEST_TEXT)


def _longer(path: str, text: str, most: int) -> Iterable[Fault]:
    if len(text) > most:
        yield Fault(path, f"zu lang: {len(text)} Zeichen, höchstens {most}")
