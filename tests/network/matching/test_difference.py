"""What changed between two plans, and why, in sentences."""

from dataclasses import replace

import pytest

from network.matching.cells import Cell, Labels
from network.matching.difference import difference, summary, why, why_not
from network.matching.greedy import greedy
from network.matching.planning import Candidate, Problem
from network.matching.wording import Name
from tests.support.instances import network

HERE, THERE = Cell("early", "primary", "energy", "1"), Cell("primary", "secondary", "energy", "1")
LABELS = Labels(
    {"x": "Bibliothek", "y": "Schule", "z": "Kita"},
    stages={code: Name(code.title(), code) for code in ("early", "primary", "secondary")},
    fields={"energy": Name("Energie", "Energy")},
    areas={"1": Name("Suchen", "Search")},
)
ASKED = Problem(
    (
        Candidate("a", "x", "y", 0.5, frozenset({HERE}), "energy"),
        Candidate("b", "x", "z", 0.4, frozenset({THERE}), "energy", small=1, bridge=1.25),
    ),
    {"x": 2, "y": 1, "z": 1},
    2,
    covered={HERE: 0.4},
    weights={HERE: 1.0, THERE: 2.0},
)


def changes(before, after):
    pair = (before, greedy(before)), (after, greedy(after))
    return {(one.kind, one.key): one.reasons for one in difference(*pair, LABELS)}


def test_the_same_plan_has_no_difference():
    assert changes(ASKED, ASKED) == {}
    assert summary(greedy(ASKED), greedy(ASKED)).de.startswith("0 neu, 0 entfallen, 2 geblieben")


@pytest.mark.parametrize(
    ("tighter", "key", "sentence"),
    [
        (
            {"capacities": {"x": 1, "y": 1, "z": 1}},
            "a",
            "Bibliothek hat keinen freien Platz mehr (1 von 1 verplant).",
        ),
        (
            {"capacities": {"x": 2, "z": 1}},
            "a",
            "Schule hat keinen freien Platz mehr (0 von 0 verplant).",
        ),
        (
            {"quotas": {"energy": 1}},
            "a",
            "Das Kontingent im Feld Energie ist ausgeschöpft: 1 von 1.",
        ),
        ({"limit": 1}, "a", "Im Rahmen des Kontingents von 1 bringen andere mehr."),
        ({"vetoes": frozenset("a")}, "a", "Von Ihnen ausgeschlossen."),
        ({"candidates": ASKED.candidates[1:]}, "a", "Dieser Vorschlag steht nicht mehr zur Wahl."),
        ({"fairness": 0.5}, "a", "Kleine Partner hätten dann weniger als 50 % der Plätze."),
    ],
)
def test_why_a_suggestion_left(tighter, key, sentence):
    found = changes(ASKED, replace(ASKED, **tighter))
    assert list(found) == [("removed", key)]
    assert found["removed", key][0].de == sentence
    assert all(one.en for one in found["removed", key])


@pytest.mark.parametrize(
    ("tighter", "sentence"),
    [
        (
            {"capacities": {"x": 1, "y": 1, "z": 1}},
            "Bibliothek hat mehr freie Plätze als zuvor (+1).",
        ),
        ({"vetoes": frozenset("a")}, "Nicht mehr ausgeschlossen."),
        ({"candidates": ASKED.candidates[1:]}, "Neu als Vorschlag hinzugekommen."),
    ],
)
def test_why_a_suggestion_came_in(tighter, sentence):
    found = changes(replace(ASKED, **tighter), ASKED)
    assert found["added", "a"][0].de == sentence


def test_why_a_suggestion_is_in_the_plan():
    told = [one.de for one in why(ASKED, greedy(ASKED), "b", LABELS)]
    assert told == [
        "Schließt eine Lücke: Primary → Secondary · Energie · Suchen (bisher 0 %, erwartet 40 %).",
        "Verbindet zwei bisher getrennte Teile des Netzwerks.",
        "Kleiner Partner mit freier Kapazität.",
        "Zusage zu 40 % erwartet.",
    ]
    told = [one.de for one in why(ASKED, greedy(ASKED), "a", LABELS)]
    assert told[0] == "Stärkt Early → Primary · Energie · Suchen (bisher 40 %, erwartet 90 %)."


def test_what_staff_fixed_says_so_first():
    asked = replace(ASKED, pins=frozenset("a"))
    assert why(asked, greedy(asked), "a")[0].de == "Von Ihnen festgelegt."


def test_what_adds_nothing_says_so():
    nothing = Candidate("c", "y", "z", 0.0)
    asked = Problem((nothing,), {"y": 1, "z": 1}, 2)
    assert greedy(asked).chosen == ()
    assert why_not(asked, greedy(asked), "c")[0].code == "nothing"


def test_where_no_plan_is_possible_that_is_why():
    asked = replace(ASKED, pins=frozenset("x"))
    assert why_not(asked, greedy(asked), "a")[0].code == "pin_unknown"


def test_every_suggestion_of_a_large_plan_has_a_reason():
    asked = network(100, 0, fairness=0.45)
    plan = greedy(asked)
    for key in asked.by_key():
        reasons = why(asked, plan, key) if key in plan.chosen else why_not(asked, plan, key)
        assert reasons
    tighter = replace(asked, capacities=dict.fromkeys(asked.capacities, 1), limit=12)
    found = difference((asked, plan), (tighter, greedy(tighter)))
    assert {one.key for one in found} == set(plan.chosen) ^ set(greedy(tighter).chosen)
    assert all(one.reasons for one in found)
