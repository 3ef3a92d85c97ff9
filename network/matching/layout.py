"""Places the network on a drawing: the same network always in the same way.

Source: Fruchterman and Reingold, *Graph drawing by force-directed placement* (1991), with forces of
short reach and a pull towards the middle, so that separate groups stay near each other. Who has no
ties stands in rows below the others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.matching.graph import Graph, Pair

SEED = 20
ROUNDS = 250
MOST = 150  # nodes; with more, partners are drawn together by group
WIDTH, HEIGHT, MARGIN = 1000.0, 700.0, 40.0
PULL = 0.3  # towards the middle
REACH = 3.0  # of the push between nodes, in natural distances
IN_ROW, ROW = 24, 50.0  # nodes without ties: most in a row, its height
FIRST_STEP = 0.1
TINY = 1e-9
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """A partner, or a group of ``number`` partners, with its place in units of the drawing."""

    key: str
    x: float
    y: float
    number: int = 1


@dataclass(frozen=True)
class Line:
    """``number`` ties between two nodes; within a group both are the same."""

    first: str
    second: str
    number: int = 1


@dataclass(frozen=True)
class Drawing:
    """Nodes and lines in a box of ``WIDTH`` × ``HEIGHT``; whether nodes are groups."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    is_grouped: bool = False


def drawing(
    partners: Iterable[str], ties: Iterable[Pair], group_of: Mapping[str, str], most: int = MOST
) -> Drawing:
    """The network as nodes and lines.

    Args:
        partners: Keys.
        ties: Pairs that cooperate.
        group_of: Kind or field of each partner, used where there are more than ``most``.
        most: Nodes that can still be told apart.
    """
    graph = Graph(partners, ties)
    is_grouped = len(graph.neighbours) > most
    names = {key: group_of.get(key, "") if is_grouped else key for key in graph.neighbours}
    sizes = Counter(names.values())
    lines = Counter(tuple(sorted((names[one], names[other]))) for one, other in graph.ties)
    spots = places(sizes, [(one, other) for one, other in lines])
    return Drawing(
        nodes=tuple(Node(key, *spots[key], number=sizes[key]) for key in sorted(sizes)),
        lines=tuple(Line(one, other, lines[one, other]) for one, other in sorted(lines)),
        is_grouped=is_grouped,
    )


def places(nodes: Iterable[str], ties: Iterable[Pair]) -> dict[str, tuple[float, float]]:
    """Coordinates by node, to a tenth of a unit; they depend on nothing but names and ties."""
    graph = Graph(nodes, ties)
    alone = [key for key, others in graph.neighbours.items() if not others]
    tied = [key for key, others in graph.neighbours.items() if others]
    rows = [alone[start : start + IN_ROW] for start in range(0, len(alone), IN_ROW)]
    bottom = HEIGHT - MARGIN if tied else (HEIGHT + ROW * (len(rows) - 1)) / 2
    found = _in_rows(rows, bottom)
    if tied:
        spots = _fitted(_settled(tied, graph), HEIGHT - ROW * len(rows))
        found |= {key: (float(x), float(y)) for key, (x, y) in zip(tied, spots, strict=True)}
    return found


def _in_rows(rows: list[list[str]], bottom: float) -> dict[str, tuple[float, float]]:
    """Evenly spread, the last row at ``bottom``."""
    found = {}
    for above, row in enumerate(reversed(rows)):
        for place, key in enumerate(row):
            x = MARGIN + (WIDTH - 2 * MARGIN) * (place + 0.5) / len(row)
            found[key] = (round(x, 1), round(bottom - ROW * above, 1))
    return found


def _settled(keys: list[str], graph: Graph) -> Floats:
    """Move nodes by their forces, in smaller and smaller steps, from a start in the unit square."""
    place = {key: number for number, key in enumerate(keys)}
    pull = np.zeros((len(keys), len(keys)))
    for one, other in graph.ties:
        pull[place[one], place[other]] = pull[place[other], place[one]] = 1
    spots = np.random.default_rng(SEED).random((len(keys), 2))
    natural = np.sqrt(1 / len(keys))
    for turn in range(ROUNDS):
        apart = spots[:, None, :] - spots[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), TINY)
        push = np.where(distance < REACH * natural, natural**2 / distance**2, 0.0)
        force = push - pull * distance / natural
        moves = (apart * force[:, :, None]).sum(axis=1) + PULL * (0.5 - spots)
        length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), TINY)
        spots = spots + moves / length * np.minimum(length, FIRST_STEP * (1 - turn / ROUNDS))
    return spots


def _fitted(spots: Floats, height: float) -> Floats:
    """Stretch to the upper part of the drawing, with a margin."""
    low, span = spots.min(axis=0), np.ptp(spots, axis=0)
    shares = np.where(span > TINY, (spots - low) / np.maximum(span, TINY), 0.5)
    box = np.array([WIDTH, height]) - 2 * MARGIN
    return np.round(MARGIN + shares * box, 1)
