"""What limits a plan is told in words."""

from dataclasses import replace

import pytest

from network.matching.cells import Labels
from network.matching.planning import Candidate, Problem
from network.matching.remarks import no_fair_plan, remarks, share_of_small
from network.matching.wording import Name

ASKED = Problem(
    (
        Candidate("a", "x", "y", 0.5, lead_field="energy", small=1),
        Candidate("b", "x", "z", 0.4, lead_field="urban"),
    ),
    {"x": 2, "y": 1, "z": 1},
    5,
)


@pytest.mark.parametrize(
    ("changes", "chosen", "told"),
    [
        ({}, ["a"], []),
        ({"limit": 2}, ["a", "b"], ["Das Kontingent von 2 Kooperationen ist ausgeschöpft."]),
        (
            {"quotas": {"energy": 1, "urban": 2}},
            ["a", "b"],
            ["Das Kontingent im Feld Energie ist ausgeschöpft: 1 von 1."],
        ),
        (
            {"fairness": 0.2},
            ["a", "b"],
            ["Kleine Partner haben 25 % der Plätze, mindestens 20 % sind gewünscht."],
        ),
        ({"fairness": 0.2, "vetoes": frozenset("ab")}, [], []),
    ],
)
def test_limits(changes, chosen, told):
    labels = Labels(fields={"energy": Name("Energie", "Energy")})
    assert [one.de for one in remarks(replace(ASKED, **changes), chosen, labels)] == told


def test_nobody_small_enough():
    (told,) = remarks(replace(ASKED, fairness=0.9), [])
    assert told.code == "nobody_small"
    assert "kleine Partner 90 % der Plätze haben" in told.de


def test_pins_that_are_not_fair():
    told = no_fair_plan(replace(ASKED, fairness=0.9, pins=frozenset("a")))
    assert "haben kleine Partner 50 % der Plätze" in told.de
    assert "90%" in told.en


def test_share_of_small_partners():
    assert share_of_small(ASKED, ["a", "b"]) == pytest.approx(0.25)
    assert share_of_small(ASKED, []) == 0
