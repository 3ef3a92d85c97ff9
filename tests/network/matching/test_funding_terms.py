"""Logic in three values, and conditions on one partner."""

from itertools import product

import pytest

from network.matching.funding_terms import (
    Party,
    State,
    euros,
    every,
    known,
    of_party,
    opposite,
    overlaps,
    per_cent,
    some,
    wanted_partner,
)
from network.matching.wording import Name

YES, NO, OPEN = State.MET, State.NOT_MET, State.UNCLEAR


@pytest.mark.parametrize(("one", "other"), list(product(State, State)))
def test_truth_table(one, other):
    rank = {NO: 0, OPEN: 1, YES: 2}
    assert every([one, other]) is min(one, other, key=rank.get)
    assert some([one, other]) is max(one, other, key=rank.get)
    assert opposite(opposite(one)) is one
    assert opposite(every([one, other])) is some([opposite(one), opposite(other)])


def test_nothing_to_ask():
    assert every([]) is YES
    assert some([]) is NO
    assert [known(one) for one in (True, False, None)] == [YES, NO, OPEN]
    assert opposite(OPEN) is OPEN


def test_what_nobody_stated_overlaps_with_nothing_for_sure():
    assert overlaps(set(), ["a"]) is OPEN
    assert overlaps({"a"}, ["a", "b"]) is YES
    assert overlaps({"c"}, ["a", "b"]) is NO


@pytest.mark.parametrize(
    ("conditions", "stated", "state"),
    [
        ({"nonprofit": True}, {"nonprofit": True}, YES),
        ({"nonprofit": True}, {"nonprofit": False}, NO),
        ({"nonprofit": True}, {}, OPEN),
        ({"nonprofit": False}, {"nonprofit": False}, YES),
        ({"nonprofit": False}, {"nonprofit": True}, NO),
        ({"kind_in": ["library"]}, {"kind": "library"}, YES),
        ({"kind_in": ["library"]}, {"kind": "museum"}, NO),
        ({"kind_in": ["library"]}, {}, OPEN),
        ({"kind_not_in": ["library"]}, {"kind": "library"}, NO),
        ({"kind_not_in": ["library"]}, {"kind": "museum"}, YES),
        ({"kind_not_in": ["library"]}, {}, OPEN),
        ({"legal_form_in": ["ev"]}, {"legal_form": "ev"}, YES),
        ({"legal_form_in": ["ev"]}, {"legal_form": "gmbh"}, NO),
        ({"legal_form_in": ["ev"]}, {}, OPEN),
        ({"stage_in": ["primary"]}, {"stages": frozenset({"primary", "adult"})}, YES),
        ({"stage_in": ["primary"]}, {"stages": frozenset({"adult"})}, NO),
        ({"stage_in": ["primary"]}, {}, OPEN),
        ({"kind_in": ["library"], "nonprofit": True}, {"kind": "library"}, OPEN),
        ({"kind_in": ["library"], "nonprofit": True}, {"kind": "museum"}, NO),
    ],
)
def test_conditions_on_a_partner(conditions, stated, state):
    assert of_party(conditions, Party("X", **stated)) is state


def test_conditions_as_a_noun():
    words = {"stage": {"primary": Name("Grundschule", "primary school")}}
    wanted = {"nonprofit": True, "stage_in": ["primary", "early"]}
    noun = wanted_partner(wanted, words)
    assert noun.de == "gemeinnütziger Partner der Stufe Grundschule oder early"
    assert noun.en == "non-profit partner of the stage primary school or early"
    assert wanted_partner({}, {}).de == "Partner"


def test_figures_as_each_language_writes_them():
    assert euros(10_000) == Name("10.000 €", "€10,000")
    assert per_cent(12.5) == Name("12,5 %", "12.5%")
    assert per_cent(20).de == "20 %"
