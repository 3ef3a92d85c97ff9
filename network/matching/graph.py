"""An undirected graph of ties: parts, cut points and Burt's constraint.

Sources: Hopcroft and Tarjan, *Efficient algorithms for graph manipulation* (1973), for cut
points; Burt, *Structural Holes* (1992), for the constraint, here with equal ties.
"""

from collections.abc import Iterable
from itertools import combinations

Pair = tuple[str, str]


def pairs(members: Iterable[str]) -> list[Pair]:
    """The ties that a cooperation of several partners makes: everyone with everyone."""
    return list(combinations(sorted(set(members)), 2))


class Graph:
    """Nodes and the ties between them; a tie counts once, and never with oneself."""

    def __init__(self, nodes: Iterable[str], ties: Iterable[Pair]) -> None:
        """Build it; ties to nodes that are not named are left out."""
        self.neighbours: dict[str, set[str]] = {node: set() for node in sorted(set(nodes))}
        for one, other in ties:
            if one != other and one in self.neighbours and other in self.neighbours:
                self.neighbours[one].add(other)
                self.neighbours[other].add(one)

    @property
    def ties(self) -> list[Pair]:
        """Every tie once, ends in alphabetical order."""
        return [
            (one, other)
            for one, others in self.neighbours.items()
            for other in sorted(others)
            if one < other
        ]

    def parts(self) -> list[frozenset[str]]:
        """Connected components, the largest first; a node without ties is one by itself."""
        found, seen = [], set()
        for node in self.neighbours:
            if node in seen:
                continue
            part, waiting = {node}, [node]
            while waiting:
                fresh = self.neighbours[waiting.pop()] - part
                part |= fresh
                waiting += fresh
            seen |= part
            found.append(frozenset(part))
        return sorted(found, key=lambda part: (-len(part), min(part)))

    def cut_points(self) -> frozenset[str]:
        """Nodes whose removal splits the part they are in."""
        found: set[str] = set()
        number: dict[str, int] = {}
        for root in self.neighbours:
            if root not in number:
                found |= self._cut_points_from(root, number)
        return frozenset(found)

    def _cut_points_from(self, root: str, number: dict[str, int]) -> set[str]:
        """Depth first without recursion; ``lowest`` is the earliest node reachable from below."""
        found: set[str] = set()
        number[root] = len(number)
        lowest, branches = {root: number[root]}, 0
        path = [(root, "", iter(sorted(self.neighbours[root])))]
        while path:
            node, parent, waiting = path[-1]
            following = next((one for one in waiting if one != parent), None)
            if following is None:
                path.pop()
                if parent:
                    lowest[parent] = min(lowest[parent], lowest[node])
                    if parent != root and lowest[node] >= number[parent]:
                        found.add(parent)
            elif following in number:
                lowest[node] = min(lowest[node], number[following])
            else:
                number[following] = lowest[following] = len(number)
                branches += node == root
                path.append((following, node, iter(sorted(self.neighbours[following]))))
        return found | ({root} if branches > 1 else set())

    def constraint(self, node: str) -> float | None:
        """How much a node's contacts know each other; None without ties.

        Near 0: between many who do not know each other; 1 and more: one circle only.
        """
        around = self.neighbours[node]
        if not around:
            return None
        share = 1 / len(around)
        total = 0.0
        for other in sorted(around):
            shared = around & self.neighbours[other]
            indirect = sum(share / len(self.neighbours[third]) for third in sorted(shared))
            total += (share + indirect) ** 2
        return total
