"""The cells of the learning chain: transition between two stages × action field × area.

Twenty-one unordered pairs of the seven stages, seven action fields and the five areas of DigComp
make 735 cells. A cell's weight says how much a gap there matters; staff edit what it is made of.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from network.matching.wording import Name

STAGES = ("early", "primary", "secondary", "vocational", "higher", "adult", "practice")
FIELDS = ("health", "mobility", "energy", "administration", "education", "urban", "economy")
AREAS = ("1", "2", "3", "4", "5")
Transition = tuple[str, str]
TRANSITIONS: tuple[Transition, ...] = tuple(combinations(STAGES, 2))
MOST = 2  # fields and areas by which one cooperation counts
FLOOR = 0.35  # weight of a transition between stages that have nothing to do with each other
STRESSED = frozenset({"primary", "secondary", "higher"})  # school and university
STRESS = 0.15  # by how much each such end raises a transition's priority

# How directly learners pass from one stage to the other (1) or not at all (0). Own judgement,
# a start for staff to edit: neighbours in the chain first, practice near the world of work.
ADJACENCY: dict[Transition, float] = {
    ("early", "primary"): 1.0,
    ("early", "secondary"): 0.1,
    ("early", "vocational"): 0.3,
    ("early", "higher"): 0.2,
    ("early", "adult"): 0.4,
    ("early", "practice"): 0.3,
    ("primary", "secondary"): 1.0,
    ("primary", "vocational"): 0.2,
    ("primary", "higher"): 0.2,
    ("primary", "adult"): 0.3,
    ("primary", "practice"): 0.4,
    ("secondary", "vocational"): 0.9,
    ("secondary", "higher"): 0.8,
    ("secondary", "adult"): 0.3,
    ("secondary", "practice"): 0.7,
    ("vocational", "higher"): 0.7,
    ("vocational", "adult"): 0.7,
    ("vocational", "practice"): 0.8,
    ("higher", "adult"): 0.6,
    ("higher", "practice"): 0.6,
    ("adult", "practice"): 0.5,
}


class Cell(NamedTuple):
    """One place of the chain; ``first`` comes before ``second`` in ``STAGES``."""

    first: str
    second: str
    field: str
    area: str

    @property
    def transition(self) -> Transition:
        """The two stages."""
        return (self.first, self.second)

    @property
    def code(self) -> str:
        """As it stands in addresses and files: ``early-primary/energy/4``."""
        return f"{self.first}-{self.second}/{self.field}/{self.area}"


CELLS = tuple(
    Cell(*pair, topic, area) for pair in TRANSITIONS for topic in FIELDS for area in AREAS
)
BY_CODE = {cell.code: cell for cell in CELLS}
CODES = {cell: code for code, cell in BY_CODE.items()}  # quicker than asking each cell


def transition(one: str, other: str) -> Transition | None:
    """The transition between two stages, None where they are the same.

    Raises:
        ValueError: for a stage that does not exist.
    """
    first, second = sorted((one, other), key=STAGES.index)
    return None if first == second else (first, second)


def area_of(competence: str) -> str:
    """The area of a competence code: "2" of "2.3"."""
    return competence.split(".", 1)[0]


def cells_of(
    one: Collection[str], other: Collection[str], fields: Iterable[str], areas: Iterable[str]
) -> frozenset[Cell]:
    """The cells that a cooperation of two partners reaches.

    Args:
        one: Stages of one partner.
        other: Stages of the other; a stage that both have makes no transition with itself.
        fields: Action fields, the most important first; only the first two count.
        areas: Competence areas, likewise.
    """
    pairs = {pair for a in one for b in other if (pair := transition(a, b))}
    topics = [topic for topic in dict.fromkeys(fields) if topic in FIELDS][:MOST]
    chosen = [area for area in dict.fromkeys(areas) if area in AREAS][:MOST]
    return frozenset(
        Cell(*pair, topic, area) for pair in pairs for topic in topics for area in chosen
    )


def _stressed() -> dict[Transition, float]:
    return {pair: 1 + STRESS * len(STRESSED & set(pair)) for pair in TRANSITIONS}


@dataclass(frozen=True)
class Weights:
    """How much a gap matters; the values are edited by staff, what is not named counts 1.

    Attributes:
        adjacency: 0–1 of each transition.
        transitions: Priority of each transition; the default stresses school and university.
        fields: Priority of each action field.
        areas: Priority of each competence area.
    """

    adjacency: Mapping[Transition, float] = field(default_factory=lambda: dict(ADJACENCY))
    transitions: Mapping[Transition, float] = field(default_factory=_stressed)
    fields: Mapping[str, float] = field(default_factory=dict)
    areas: Mapping[str, float] = field(default_factory=dict)

    def of(self, cell: Cell) -> float:
        """(.35 + .65·adjacency) · priorities of transition, field and area."""
        nearness = FLOOR + (1 - FLOOR) * self.adjacency.get(cell.transition, 0.0)
        priority = self.transitions.get(cell.transition, 1.0)
        return (
            nearness * priority * self.fields.get(cell.field, 1.0) * self.areas.get(cell.area, 1.0)
        )

    def table(self) -> dict[Cell, float]:
        """The weight of every cell."""
        return {cell: self.of(cell) for cell in CELLS}


@dataclass(frozen=True)
class Labels:
    """Names for sentences; callers pass the titles that staff gave, codes stand in for others."""

    partners: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Name] = field(default_factory=dict)
    fields: Mapping[str, Name] = field(default_factory=dict)
    areas: Mapping[str, Name] = field(default_factory=dict)

    def partner(self, key: str) -> str:
        """A partner's name."""
        return self.partners.get(key, key)

    def field_name(self, code: str) -> Name:
        """An action field's title."""
        return self.fields.get(code, Name(code, code))

    def cell(self, cell: Cell) -> Name:
        """``Kita → Grundschule · Energie · Sicherheit``."""
        plain = {code: Name(code, code) for code in cell}
        first, second = (self.stages.get(code, plain[code]) for code in cell.transition)
        topic = self.field_name(cell.field)
        area = self.areas.get(cell.area, plain[cell.area])
        return Name(
            f"{first.de} → {second.de} · {topic.de} · {area.de}",
            f"{first.en} → {second.en} · {topic.en} · {area.en}",
        )
