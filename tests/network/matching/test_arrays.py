"""The order of the rows depends on what is said."""

from dataclasses import replace

import numpy as np

from network.matching import arrays
from network.matching.records import Tie
from tests.network.matching import worlds


def test_the_order_is_the_same_however_the_facts_come():
    facts = worlds.make(41, 10).facts
    other = replace(facts, partners=facts.partners[::-1], listings=facts.listings[::-1])
    one, two = arrays.table(facts), arrays.table(other)
    assert one.listings == two.listings
    assert np.array_equal(one.place, two.place)


def test_what_is_over_hidden_or_used_up_is_not_open():
    facts = worlds.make(41, 2, each=2).facts
    first = facts.listings[0]
    shut = [
        replace(first, capacity_left=0), replace(first, is_visible=False),
        replace(first, valid_to=worlds.AS_OF.replace(day=14)),
    ]  # fmt: skip
    for listing in shut:
        assert not arrays.table(replace(facts, listings=(listing,))).is_open.any()
    assert arrays.table(
        replace(facts, listings=(replace(first, capacity_left=None),))
    ).is_open.all()


def test_distances_are_those_of_the_globe():
    facts = worlds.make(42, 2, each=1).facts
    table = arrays.table(facts)
    km = np.sqrt(((table.place[0] - table.place[-1]) ** 2).sum())
    owners = [table.partners[row] for row in (table.owner[0], table.owner[-1])]
    assert abs(km - worlds.great_circle(*owners)) < 0.01


def test_only_what_ended_well_is_proven():
    facts = worlds.make(43, 4, each=1).facts
    one, *others = (partner.key for partner in facts.partners)
    ties = [
        Tie(others[0], one, "completed", 4.0), Tie(one, others[1], "completed", 3.9),
        Tie(one, others[2], "running", 5.0), Tie(one, others[1], "completed"),
        Tie(one, "gone", "completed", 5.0),
    ]  # fmt: skip
    table = arrays.table(replace(facts, ties=tuple(ties)))
    low, high = sorted((table.row[one], table.row[others[0]]))
    assert table.proven.tolist() == [low * 4 + high]
