"""What a file of the exchange format says, in our codes, and what can be wrong with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FORMAT = "lernkette-network/1"


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry and what is the matter with it: ``listings[3].category: unbekannt: 'raumx'``."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}" if self.path else self.problem


class ExchangeError(ValueError):
    """The file cannot be taken over; ``faults`` names every wrong entry."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation."""

    key: str
    name: str
    kind: str
    stages: tuple[str, ...] = ()
    size: str = ""
    capacity: int | None = None  # new cooperations per quarter
    latitude: float | None = None
    longitude: float | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer or a need; ``None`` and empty: not said."""

    key: str
    partner: str
    kind: str  # offer, need
    category: str = ""
    competences: tuple[str, ...] = ()
    action_fields: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    radius_km: float | None = None
    is_online: bool | None = None
    languages_required: tuple[str, ...] = ()
    capacity_left: int | None = None
    stages_wanted: tuple[str, ...] = ()
    confirmed_on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Partners that work or worked together."""

    partners: tuple[str, ...]
    state: str
    quality: float | None = None  # 1–5


@dataclass(frozen=True, slots=True)
class Network:
    """A whole file; ``notes`` names entries we do not know and left out."""

    as_of: date
    partners: tuple[Partner, ...]
    listings: tuple[Listing, ...]
    cooperations: tuple[Cooperation, ...] = ()
    notes: tuple[Fault, ...] = ()
