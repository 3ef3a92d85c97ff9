"""Parts, cut points and constraint against brute force from their definitions."""

from itertools import pairwise
from random import Random

import pytest

from network.matching.graph import Graph, pairs


def anything(seed):
    dice = Random(seed)
    nodes = [f"n{n:02}" for n in range(dice.randint(1, 12))]
    ties = [tuple(dice.choices(nodes, k=2)) for _ in range(dice.randint(0, 16))]
    return nodes, ties


def reached(graph, start, without=None):
    found = {start}
    while True:
        more = {
            other for one in found for other in graph.neighbours[one] if other != without
        } | found
        if more == found:
            return found
        found = more


@pytest.mark.parametrize("seed", range(60))
def test_parts_and_cut_points_by_their_definition(seed):
    graph = Graph(*anything(seed))
    nodes = list(graph.neighbours)
    parts = {frozenset(reached(graph, node)) for node in nodes}
    assert set(graph.parts()) == parts
    assert [len(part) for part in graph.parts()] == sorted(map(len, parts), reverse=True)
    cuts = {
        node
        for node in nodes
        for other in graph.neighbours[node]
        if reached(graph, other, node) != reached(graph, node) - {node}
    }
    assert graph.cut_points() == cuts


def constraint(graph, node):
    def share(one, other):
        return (other in graph.neighbours[one]) / len(graph.neighbours[one])

    return sum(
        (
            share(node, other)
            + sum(
                share(node, third) * share(third, other)
                for third in graph.neighbours[node]
                if third != other
            )
        )
        ** 2
        for other in graph.neighbours[node]
    )


@pytest.mark.parametrize("seed", range(30))
def test_constraint_by_its_definition(seed):
    graph = Graph(*anything(seed))
    for node, others in graph.neighbours.items():
        found = graph.constraint(node)
        if others:
            assert found == pytest.approx(constraint(graph, node))
        else:
            assert found is None


def test_known_figures():
    star = Graph("abcd", [("a", "b"), ("a", "c"), ("a", "d")])
    assert star.constraint("a") == pytest.approx(1 / 3)
    assert star.constraint("b") == 1
    assert star.cut_points() == {"a"}
    circle = Graph("abc", [("a", "b"), ("b", "c"), ("c", "a")])
    assert circle.constraint("a") == pytest.approx(2 * (1 / 2 + 1 / 4) ** 2)
    assert circle.cut_points() == set()


def test_a_long_chain_needs_no_recursion():
    nodes = [f"n{n:05}" for n in range(5000)]
    graph = Graph(nodes, pairwise(nodes))
    assert len(graph.cut_points()) == 4998
    assert len(graph.parts()) == 1


def test_ties_count_once_and_only_between_known_nodes():
    graph = Graph("ab", [("b", "a"), ("a", "b"), ("a", "a"), ("a", "x")])
    assert graph.ties == [("a", "b")]
    assert pairs(["c", "a", "b", "a"]) == [("a", "b"), ("a", "c"), ("b", "c")]
