"""The drawing is the same for the same network, inside its box, and grouped where it is large."""

from itertools import combinations
from math import dist
from random import Random

import pytest

from network.matching.layout import HEIGHT, MARGIN, WIDTH, Line, drawing, places


def anything(number, ties, seed=1):
    dice = Random(seed)
    keys = [f"p{n}" for n in range(number)]
    return keys, [tuple(dice.sample(keys, 2)) for _ in range(ties)]


def test_the_same_network_looks_the_same():
    keys, ties = anything(60, 90)
    turned = [(other, one) for one, other in ties[::-1]]
    assert drawing(keys, ties, {}) == drawing(keys[::-1], turned, {})
    assert drawing(keys, ties, {}) != drawing(keys, ties[1:], {})


@pytest.mark.parametrize("number", [1, 2, 3, 150])
def test_everybody_is_inside_and_apart(number):
    keys, ties = anything(number, number if number > 1 else 0)
    found = drawing(keys, ties, {}).nodes
    assert [one.key for one in found] == sorted(keys)
    assert all(MARGIN <= one.x <= WIDTH - MARGIN for one in found)
    assert all(MARGIN <= one.y <= HEIGHT - MARGIN for one in found)
    spots = [(one.x, one.y) for one in found]
    assert all(dist(*pair) > 1 for pair in combinations(spots, 2))


def test_those_who_cooperate_are_nearer():
    keys, ties = anything(60, 60)
    spots = places(keys, ties)
    near = [dist(spots[one], spots[other]) for one, other in ties]
    all_pairs = [dist(spots[one], spots[other]) for one, other in combinations(keys, 2)]
    assert sum(near) / len(near) < 0.6 * sum(all_pairs) / len(all_pairs)


def test_large_networks_are_drawn_by_group():
    keys, ties = anything(61, 80)
    groups = {key: f"kind{number % 4}" for number, key in enumerate(keys)}
    found = drawing(keys, ties, groups, most=60)
    assert found.is_grouped
    assert [one.key for one in found.nodes] == ["kind0", "kind1", "kind2", "kind3"]
    assert sum(one.number for one in found.nodes) == 61
    unique = {tuple(sorted(pair)) for pair in ties}
    assert sum(one.number for one in found.lines) == len(unique)
    assert not drawing(keys[:60], [], groups, most=60).is_grouped


def test_nothing_and_one():
    assert drawing([], [], {}).nodes == ()
    (alone,) = drawing(["a"], [], {}).nodes
    assert (alone.x, alone.y) == (WIDTH / 2, HEIGHT / 2)
    assert drawing("ab", [("b", "a")], {}).lines == (Line("a", "b"),)


def test_who_has_no_ties_stands_below_the_others():
    keys, ties = anything(40, 25)
    alone = set(keys) - {key for pair in ties for key in pair}
    spots = places(keys, ties)
    assert alone
    assert min(spots[key][1] for key in alone) > max(spots[key][1] for key in set(keys) - alone)
