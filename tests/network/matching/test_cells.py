"""Cells, their codes and weights."""

import pytest

from network.matching.cells import (
    ADJACENCY,
    BY_CODE,
    CELLS,
    CODES,
    TRANSITIONS,
    Cell,
    Labels,
    Weights,
    area_of,
    cells_of,
    transition,
)


def test_there_are_735_cells_with_codes_of_their_own():
    assert (len(TRANSITIONS), len(CELLS), len(BY_CODE)) == (21, 735, 735)
    assert set(ADJACENCY) == set(TRANSITIONS)
    assert all(BY_CODE[CODES[cell]] == cell for cell in CELLS)
    assert CELLS[0].code == "early-primary/health/1"


def test_a_transition_has_no_direction():
    assert transition("adult", "early") == transition("early", "adult") == ("early", "adult")
    assert transition("early", "early") is None
    with pytest.raises(ValueError, match="not in tuple"):
        transition("nowhere", "early")


def test_at_most_two_fields_and_areas_count():
    found = cells_of(["primary"], ["secondary"], ["energy", "urban", "health"], ["1", "2", "3"])
    assert {cell.field for cell in found} == {"energy", "urban"}
    assert {cell.area for cell in found} == {"1", "2"}
    assert len(found) == 4


def test_stages_that_both_have_make_no_transition_with_themselves():
    found = cells_of(["primary", "practice"], ["practice"], ["energy"], ["1"])
    assert found == {Cell("primary", "practice", "energy", "1")}
    assert cells_of(["primary"], ["primary"], ["energy"], ["1"]) == frozenset()
    assert cells_of(["primary"], ["early"], ["unknown"], ["1"]) == frozenset()


def test_codes_of_competences_know_their_area():
    assert area_of("2.3") == "2"


def test_weights_are_the_product_of_what_staff_edit():
    cell = Cell("primary", "secondary", "energy", "4")
    plain = Weights(transitions={})
    assert plain.of(cell) == pytest.approx(1.0)
    far = Cell("early", "secondary", "energy", "4")
    assert plain.of(far) == pytest.approx(0.35 + 0.65 * 0.1)
    edited = Weights(
        adjacency={cell.transition: 0.5}, transitions={cell.transition: 2},
        fields={"energy": 3}, areas={"4": 0.5},
    )  # fmt: skip
    assert edited.of(cell) == pytest.approx((0.35 + 0.325) * 2 * 3 * 0.5)
    assert edited.table()[cell] == edited.of(cell)


def test_school_and_university_are_stressed_unless_staff_say_otherwise():
    school, adult = ("secondary", "higher"), ("adult", "practice")
    assert Weights().transitions[school] > Weights().transitions[adult] == 1


def test_names_stand_in_for_codes():
    labels = Labels(partners={"p1": "Bibliothek"})
    assert (labels.partner("p1"), labels.partner("p2")) == ("Bibliothek", "p2")
    assert labels.cell(CELLS[0]).de == "early → primary · health · 1"
