"""How well the network holds together across education areas, and what a cooperation would add.

A tie is *within* where its partners share an education area and *across* where they share none;
partners of practice, which belongs to no area, form one of their own. E–I index (Krackhardt and
Stern 1988): ties across less ties within, by all ties; −1: everybody keeps to themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from network.matching.graph import Graph, Pair
from network.matching.wording import Name, Sentence, decimal, percent

PRACTICE = frozenset({"practice"})
SEPARATE = 1.0  # what a tie between separate parts is worth
ALONE = 0.5  # for each end that had no tie across areas
STRANGERS = 0.25  # for ends without a common neighbour


class Network:
    """Partners with their education areas, and the ties of running cooperations."""

    def __init__(self, areas: Mapping[str, frozenset[str]], ties: Iterable[Pair]) -> None:
        """``areas``: education areas by partner; none: practice."""
        self.areas = {key: found or PRACTICE for key, found in areas.items()}
        self.graph = Graph(self.areas, ties)
        self.parts = self.graph.parts()
        self.part_of = {key: place for place, part in enumerate(self.parts) for key in part}
        self.across = {
            key: {other for other in others if self.is_across(key, other)}
            for key, others in self.graph.neighbours.items()
        }

    def is_across(self, one: str, other: str) -> bool:
        """Whether two partners share no education area."""
        return not self.areas[one] & self.areas[other]

    def bridge(self, one: str, other: str) -> float:
        """How much a cooperation of two partners would connect (0–2.25)."""
        value = SEPARATE * (self.part_of[one] != self.part_of[other])
        if self.is_across(one, other):
            value += ALONE * sum(not self.across[end] for end in (one, other))
        common = self.graph.neighbours[one] & self.graph.neighbours[other]
        return value + STRANGERS * (not common)


@dataclass(frozen=True)
class Row:
    """One partner of the network's table."""

    key: str
    ties: int
    across: int
    constraint: float | None
    is_cut_point: bool
    connected_with: tuple[str, ...]


@dataclass(frozen=True)
class Metrics:
    """The network in figures.

    Attributes:
        partners: Number of partners.
        ties: Number of pairs that cooperate.
        across: Of them, pairs without a common education area.
        parts: Separate parts with at least two partners.
        isolated: Partners without any tie.
        without_across: Share 0–1 of partners without a tie across areas.
        cut_points: Partners whose withdrawal would split the network.
        constraint: Mean of Burt's constraint over partners with ties; None: there are none.
    """

    partners: int
    ties: int
    across: int
    parts: int
    isolated: tuple[str, ...]
    without_across: float
    cut_points: tuple[str, ...]
    constraint: float | None

    @property
    def ei_index(self) -> float | None:
        """−1 (all within) to 1 (all across); None without ties."""
        return (2 * self.across - self.ties) / self.ties if self.ties else None


def rows(network: Network) -> list[Row]:
    """Every partner, in order of keys."""
    cuts = network.graph.cut_points()
    return [
        Row(
            key=key,
            ties=len(others),
            across=len(network.across[key]),
            constraint=network.graph.constraint(key),
            is_cut_point=key in cuts,
            connected_with=tuple(sorted(others)),
        )
        for key, others in network.graph.neighbours.items()
    ]


def metrics(network: Network) -> Metrics:
    """The figures of a network."""
    table = rows(network)
    constraints = [row.constraint for row in table if row.constraint is not None]
    return Metrics(
        partners=len(table),
        ties=sum(row.ties for row in table) // 2,
        across=sum(row.across for row in table) // 2,
        parts=sum(len(part) > 1 for part in network.parts),
        isolated=tuple(row.key for row in table if not row.ties),
        without_across=sum(not row.across for row in table) / len(table) if table else 0.0,
        cut_points=tuple(row.key for row in table if row.is_cut_point),
        constraint=sum(constraints) / len(constraints) if constraints else None,
    )


def described(found: Metrics) -> list[Sentence]:
    """The network in plain sentences."""
    return [*_ties(found), *_alone(found), *_parts(found), *_cuts(found)]


_COUNTS = {
    "isolated": Name("Partner ohne Kooperation", "Partners without cooperation"),
    "parts": Name("Getrennte Gruppen", "Separate groups"),
    "cuts": Name(
        "Partner, von denen der Zusammenhalt abhängt", "Partners on whom the network depends"
    ),
}


def compared(before: Metrics, after: Metrics) -> list[Sentence]:
    """What changes, for instance if everything planned comes about."""
    old, new = _counts(before), _counts(after)
    told = [
        Sentence(
            code,
            f"{title.de}: {old[code]} → {new[code]}.",
            f"{title.en}: {old[code]} → {new[code]}.",
        )
        for code, title in _COUNTS.items()
        if old[code] != new[code]
    ]
    return [*told, *_share_compared(before, after), *_index(before, after)]


def _counts(found: Metrics) -> dict[str, int]:
    return {
        "isolated": len(found.isolated),
        "parts": found.parts,
        "cuts": len(found.cut_points),
    }


def _share_compared(before: Metrics, after: Metrics) -> Iterator[Sentence]:
    old, new = percent(before.without_across), percent(after.without_across)
    if old != new:
        yield Sentence(
            "across",
            f"Ohne Kooperation über Bildungsbereiche hinweg: {old.de} → {new.de} der Partner.",
            f"Without a cooperation across education areas: {old.en} → {new.en} of the partners.",
        )


def _index(before: Metrics, after: Metrics) -> Iterator[Sentence]:
    old, new = before.ei_index, after.ei_index
    if old is not None and new is not None and old != new:
        first, then = decimal(old, 2), decimal(new, 2)
        yield Sentence(
            "index",
            "Bereichsübergreifend gegenüber innerhalb (E–I-Index, −1 bis 1): "
            f"{first.de} → {then.de}.",
            f"Across against within areas (E–I index, −1 to 1): {first.en} → {then.en}.",
        )


def _ties(found: Metrics) -> Iterator[Sentence]:
    if not found.ties:
        yield Sentence(
            "no_ties", "Es läuft noch keine Kooperation.", "No cooperation is running yet."
        )
        return
    within = percent(1 - found.across / found.ties)
    yield Sentence(
        "within",
        f"{within.de} der Kooperationen bleiben innerhalb eines Bildungsbereichs.",
        f"{within.en} of the cooperations stay within one education area.",
    )


def _alone(found: Metrics) -> Iterator[Sentence]:
    number = len(found.isolated)
    if number == 0 and found.partners:
        yield Sentence("nobody_alone", "Kein Partner ist allein.", "No partner is on their own.")
    elif number == 1:
        yield Sentence(
            "alone",
            "Ein Partner hat noch keine Kooperation.",
            "One partner has no cooperation yet.",
        )
    elif number:
        yield Sentence(
            "alone",
            f"{number} von {found.partners} Partnern haben noch keine Kooperation.",
            f"{number} of {found.partners} partners have no cooperation yet.",
        )


def _parts(found: Metrics) -> Iterator[Sentence]:
    if found.parts > 1:
        yield Sentence(
            "parts",
            f"Wer zusammenarbeitet, bildet {found.parts} Gruppen ohne Verbindung zueinander.",
            f"Those who cooperate form {found.parts} groups with no connection to each other.",
        )
    elif found.parts == 1:
        yield Sentence(
            "one_part",
            "Alle, die zusammenarbeiten, sind miteinander verbunden.",
            "All who cooperate are connected to each other.",
        )


def _cuts(found: Metrics) -> Iterator[Sentence]:
    number = len(found.cut_points)
    if number == 1:
        yield Sentence(
            "cuts",
            "Fällt ein bestimmter Partner aus, zerfällt das Netzwerk in Teile.",
            "If one certain partner drops out, the network falls into parts.",
        )
    elif number:
        yield Sentence(
            "cuts",
            f"Von {number} Partnern hängt der Zusammenhalt ab: Fiele einer aus, zerfiele das "
            "Netzwerk in Teile.",
            f"The network depends on {number} partners: if one dropped out, it would fall into "
            "parts.",
        )
