"""Coverage counts what runs, a little what is offered, and says in words what is missing."""

import pytest

from network.matching.cells import CELLS, TRANSITIONS, Cell, Labels, Weights
from network.matching.coverage import (
    Cooperation,
    Shares,
    Supply,
    Word,
    base,
    closed,
    closers,
    coverage,
    effect,
    gaps,
    heat_map,
    needed,
)
from network.matching.planning import Candidate, Problem
from network.matching.wording import Name

CELL = Cell("primary", "secondary", "energy", "4")
OTHER = Cell("early", "primary", "energy", "4")
ONE = frozenset({CELL})


def standing(*things, **changes):
    cases = [one for one in things if isinstance(one, Cooperation)]
    supplies = [one for one in things if isinstance(one, Supply)]
    return coverage(cases, supplies, Weights(), **changes)[CELL]


def case(state, *districts):
    return Cooperation(state, ONE, frozenset(districts))


@pytest.mark.parametrize(
    ("things", "covered", "word"),
    [
        ([], 0, "gap"),
        ([Supply(ONE)], 0.1, "gap"),
        ([Supply(ONE)] * 9, 0.2, "gap"),  # offers alone never close a gap
        ([case("requested"), case("in_talks")], 0, "gap"),
        ([case("completed"), case("declined"), case("cancelled")], 0, "gap"),
        ([case("paused")], 0.2, "gap"),
        ([case("agreed")], 0.4, "thin"),
        ([case("running")], 0.6, "thin"),
        ([case("running"), Supply(ONE), Supply(ONE, is_course=True)], 0.8, "good"),
        ([case("running")] * 2, 1, "good"),
        ([case("running")] * 5, 1, "good"),
    ],
)
def test_what_counts_how_much(things, covered, word):
    found = standing(*things)
    assert found.covered == pytest.approx(covered)
    assert found.word == word
    assert found.gap == pytest.approx(Weights().of(CELL) * (1 - covered))


def test_every_kind_is_counted_apart():
    found = standing(
        case("running"), case("agreed"), case("requested"), Supply(ONE), Supply(ONE, is_course=True)
    )
    assert (found.cooperations, found.in_sight, found.offers, found.courses) == (2, 1, 1, 1)


def test_a_district_sees_only_its_own():
    things = [case("running", "mitte"), case("running", "sandow"), Supply(ONE)]
    assert standing(*things).covered == 1
    assert standing(*things, district="mitte").covered == pytest.approx(0.6)
    assert standing(*things, district="stroebitz").covered == 0


def test_gaps_come_with_the_heaviest_first_and_good_cells_are_none():
    all_cells = coverage([case("running")] * 2, [], Weights(fields={"energy": 3}))
    found = gaps(all_cells)
    assert len(found) == len(CELLS) - 1
    assert CELL not in {one.cell for one in found}
    assert found[0].cell.field == "energy"
    assert [one.gap for one in found] == sorted((one.gap for one in found), reverse=True)
    assert base(all_cells) == {CELL: 1.0}


def test_the_heat_map_has_a_row_for_every_transition():
    rows = heat_map(coverage([case("running")], [], Weights()), "4")
    assert {pair for pair, _ in rows} == set(TRANSITIONS)
    assert {len(row) for _, row in rows} == {7}
    totals = [sum(one.gap for one in row) for _, row in rows]
    assert totals == sorted(totals, reverse=True)


def test_shares_are_edited_by_staff():
    generous = Shares(states={"running": 1.0}, good_from=0.5)
    assert standing(case("running"), shares=generous).word == "good"
    assert standing(case("agreed"), shares=generous).covered == 0


LABELS = Labels(
    stages={"primary": Name("Grundschule", "Primary"), "secondary": Name("Schule", "Secondary")},
    fields={"energy": Name("Energie", "Energy")},
    areas={"4": Name("Sicherheit", "Safety")},
)


@pytest.mark.parametrize(
    ("things", "suggestions", "code", "words"),
    [
        ([case("running")] * 2, 3, "good", "gut abgedeckt"),
        ([case("in_talks")], 3, "in_sight", "eine Kooperation ist in Aussicht"),
        ([], 1, "suggested", "ein vorgeschlagenes Paar könnte zusammenarbeiten und hier helfen."),
        ([], 4, "suggested", "4 vorgeschlagene Paare könnten zusammenarbeiten und hier helfen."),
        ([Supply(ONE)], 0, "offered", "niemand sucht sie"),
        ([], 0, "nobody", "niemand bietet oder sucht"),
    ],
)
def test_what_would_close_it(things, suggestions, code, words):
    told = needed(standing(*things), suggestions, LABELS)
    assert told.code == code
    assert "Grundschule → Schule · Energie · Sicherheit" in told.de
    assert words in told.de
    assert "Primary → Secondary · Energy · Safety" in told.en


def test_who_could_close_it():
    some = [
        Candidate("a", "x", "y", 0.2, ONE),
        Candidate("b", "x", "z", 0.7, ONE),
        Candidate("c", "x", "z", 0.9, frozenset({OTHER})),
    ]
    assert [one.key for one in closers(CELL, some)] == ["b", "a"]


def test_what_a_plan_closes():
    both = frozenset({CELL, OTHER})
    some = (Candidate("a", "x", "y", 0.5, both), Candidate("b", "x", "z", 0.1, ONE))
    asked = Problem(some, {}, 5, covered={OTHER: 0.5}, weights={CELL: 1.0, OTHER: 1.0})
    assert closed(asked, ["a"]) == [(OTHER, Word.THIN, Word.GOOD), (CELL, Word.GAP, Word.THIN)]
    assert closed(asked, ["b"]) == []
    assert effect(asked, ["a"]).de == "1 Kooperation schließt voraussichtlich 1 Lücke."
    assert effect(asked, ["a", "b"]).en == "2 cooperations are expected to close 1 gap."
    assert effect(asked, []).de == "0 Kooperationen schließen voraussichtlich 0 Lücken."
