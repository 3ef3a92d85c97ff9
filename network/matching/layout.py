"""Places the network on a drawing: the same network always in the same way.

Source: Fruchterman and Reingold, *Graph drawing by force-directed placement* (1991), with a pull
towards the middle so that partners without ties stay on the drawing.
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
PULL = 0.05  # towards the middle
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
    keys = list(graph.neighbours)
    if not keys:
        return {}
    place = {key: number for number, key in enumerate(keys)}
    pull = np.zeros((len(keys), len(keys)))
    for one, other in graph.ties:
        pull[place[one], place[other]] = pull[place[other], place[one]] = 1
    spots = _settled(np.random.default_rng(SEED).random((len(keys), 2)), pull)
    fitted = _fitted(spots)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, fitted, strict=True)}


def _settled(spots: Floats, pull: Floats) -> Floats:
    """Move nodes by their forces, in smaller and smaller steps, in the unit square."""
    natural = np.sqrt(1 / len(spots))
    for turn in range(ROUNDS):
        apart = spots[:, None, :] - spots[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), TINY)
        force = natural**2 / distance**2 - pull * distance / natural
        moves = (apart * force[:, :, None]).sum(axis=1) + PULL * (0.5 - spots)
        length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), TINY)
        step = FIRST_STEP * (1 - turn / ROUNDS)
        spots = spots + moves / length * np.minimum(length, step)
    return spots


def _fitted(spots: Floats) -> Floats:
    """Stretch to the drawing with a margin; a single node stands in the middle."""
    low, span = spots.min(axis=0), np.ptp(spots, axis=0)
    shares = np.where(span > TINY, (spots - low) / np.maximum(span, TINY), 0.5)
    box = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    return np.round(MARGIN + shares * box, 1)
