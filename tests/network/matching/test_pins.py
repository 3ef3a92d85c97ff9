"""Pins that cannot all be kept are named with what is in the way."""

from dataclasses import replace

import pytest

from network.matching.cells import Labels
from network.matching.pins import faults, pair_name
from network.matching.planning import Candidate, Problem
from network.matching.wording import Name

LABELS = Labels({"x": "Bibliothek", "y": "Schule"}, fields={"energy": Name("Energie", "Energy")})
ASKED = Problem(
    (
        Candidate("a", "x", "y", 0.5, lead_field="energy"),
        Candidate("b", "x", "z", 0.4, lead_field="energy"),
    ),
    {"x": 2, "y": 1, "z": 1},
    2,
    pins=frozenset({"a", "b"}),
)


def test_pins_that_fit_are_right():
    assert faults(ASKED) == ()


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"pins": frozenset("c")}, "pin_unknown", "c steht nicht mehr zur Wahl"),
        ({"vetoes": frozenset("a")}, "pin_vetoed", "Bibliothek – Schule ist zugleich festgelegt"),
        (
            {"capacities": {"x": 1, "y": 1, "z": 1}},
            "pin_capacity",
            "Bibliothek ist 2-mal festgelegt, freie Plätze: 1.",
        ),
        (
            {"capacities": {"x": 2, "z": 1}},
            "pin_capacity",
            "Schule ist 1-mal festgelegt, freie Plätze: 0.",
        ),
        (
            {"quotas": {"energy": 1}},
            "pin_quota",
            "Im Feld Energie sind 2 festgelegt, das Kontingent ist 1.",
        ),
        ({"limit": 1}, "pin_limit", "2 Vorschläge sind festgelegt, geplant werden höchstens 1."),
    ],
)
def test_what_is_in_the_way(changes, code, words):
    found = faults(replace(ASKED, **changes), LABELS)
    assert [one.code for one in found] == [code]
    assert words in found[0].de
    assert found[0].en


def test_everything_in_the_way_is_told_at_once():
    asked = replace(ASKED, limit=1, quotas={"energy": 0}, capacities={})
    assert {one.code for one in faults(asked)} == {"pin_capacity", "pin_quota", "pin_limit"}


def test_a_pair_is_named_by_its_partners():
    assert pair_name(ASKED.candidates[1], LABELS) == "Bibliothek – z"
