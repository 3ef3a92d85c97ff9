"""Truth table of every operator: met, not met, and unclear where nothing is stated."""

import pytest

from network.matching.funding_document import LEAVES
from network.matching.funding_rules import outcome
from network.matching.funding_terms import Party, Proposal, State

YES, NO, OPEN = State.MET, State.NOT_MET, State.UNCLEAR
CLUB = Party("Club", "association", "ev", True, frozenset({"adult"}))
FIRM = Party("Firma", "small_company", "gmbh", False, frozenset({"practice"}))
SCHOOL = Party("Schule", "primary_school", "public", True, frozenset({"primary"}))
VAGUE = Party("Unbekannt")


def apply(party):
    return Party(**{**vars(party), "is_applicant": True})


def parties(*found):
    return {"parties": found}


NONPROFIT = {"nonprofit": True}
TABLE = [
    ("min_partners", 2, parties(CLUB, FIRM), YES),
    ("min_partners", 2, parties(CLUB), NO),
    ("min_partners", 2, parties(), NO),
    ("min_partners", 2, {}, OPEN),
    ("max_partners", 1, parties(CLUB), YES),
    ("max_partners", 1, parties(CLUB, FIRM), NO),
    ("max_partners", 1, {}, OPEN),
    ("applicant", NONPROFIT, parties(apply(CLUB), FIRM), YES),
    ("applicant", NONPROFIT, parties(CLUB, apply(FIRM)), NO),
    ("applicant", NONPROFIT, parties(apply(VAGUE)), OPEN),
    ("applicant", NONPROFIT, parties(CLUB, SCHOOL), OPEN),  # nobody said who applies
    ("applicant", NONPROFIT, parties(FIRM), NO),
    ("applicant", NONPROFIT, parties(), OPEN),
    ("applicant", NONPROFIT, {}, OPEN),
    ("applicant", {"kind_in": ["association"]}, parties(apply(CLUB)), YES),
    ("applicant", {"kind_not_in": ["primary_school"]}, parties(apply(SCHOOL)), NO),
    ("applicant", {"kind_not_in": ["primary_school"]}, parties(apply(VAGUE)), OPEN),
    ("applicant", {"legal_form_in": ["gmbh"]}, parties(apply(FIRM)), YES),
    ("applicant", {"legal_form_in": ["gmbh"], **NONPROFIT}, parties(apply(FIRM)), NO),
    ("any_partner", {"stage_in": ["primary"]}, parties(CLUB, SCHOOL), YES),
    ("any_partner", {"stage_in": ["primary"]}, parties(CLUB), NO),
    ("any_partner", {"stage_in": ["primary"]}, parties(CLUB, VAGUE), OPEN),
    ("any_partner", {"stage_in": ["primary"]}, parties(), NO),
    ("any_partner", {"stage_in": ["primary"]}, {}, OPEN),
    ("any_partner", {"stage_in": ["primary"], "nonprofit": False}, parties(SCHOOL, FIRM), NO),
    ("every_partner", NONPROFIT, parties(CLUB, SCHOOL), YES),
    ("every_partner", NONPROFIT, parties(CLUB, FIRM, VAGUE), NO),
    ("every_partner", NONPROFIT, parties(CLUB, VAGUE), OPEN),
    ("every_partner", NONPROFIT, parties(), OPEN),
    ("every_partner", NONPROFIT, {}, OPEN),
    ("region_in", ["BB"], {"regions": frozenset({"BB", "SN"})}, YES),
    ("region_in", ["BB"], {"regions": frozenset({"SN"})}, NO),
    ("region_in", ["BB"], {}, OPEN),
    ("field_in", ["energy"], {"fields": frozenset({"energy"})}, YES),
    ("field_in", ["energy"], {"fields": frozenset({"urban"})}, NO),
    ("field_in", ["energy"], {}, OPEN),
    ("competence_in", ["2.3"], {"competences": frozenset({"2.3"})}, YES),
    ("competence_in", ["2"], {"competences": frozenset({"2.3"})}, YES),
    ("competence_in", ["2.3"], {"competences": frozenset({"2.4"})}, NO),
    ("competence_in", ["2.3"], {}, OPEN),
    ("target_group_in", ["youth"], {"target_groups": frozenset({"youth"})}, YES),
    ("target_group_in", ["youth"], {"target_groups": frozenset({"seniors"})}, NO),
    ("target_group_in", ["youth"], {}, OPEN),
    ("target_age_overlap", [3, 18], {"ages": (18, 30)}, YES),
    ("target_age_overlap", [3, 18], {"ages": (0, 3)}, YES),
    ("target_age_overlap", [3, 18], {"ages": (19, 30)}, NO),
    ("target_age_overlap", [3, 18], {}, OPEN),
    ("outside_lessons", True, {"outside_lessons": True}, YES),
    ("outside_lessons", True, {"outside_lessons": False}, NO),
    ("outside_lessons", False, {"outside_lessons": False}, YES),
    ("outside_lessons", True, {}, OPEN),
    ("min_amount", 5000, {"amount": 5000}, YES),
    ("min_amount", 5000, {"amount": 4999.99}, NO),
    ("min_amount", 5000, {}, OPEN),
    ("max_amount", 5000, {"amount": 5000}, YES),
    ("max_amount", 5000, {"amount": 5000.01}, NO),
    ("max_amount", 5000, {}, OPEN),
    ("own_share", 10, {"own_share": 10}, YES),
    ("own_share", 10, {"own_share": 9.9}, NO),
    ("own_share", 10, {}, OPEN),
]


@pytest.mark.parametrize(("name", "argument", "stated", "state"), TABLE)
def test_every_operator(name, argument, stated, state):
    found = outcome({name: argument}, Proposal(**stated), {})
    assert found.state is state
    assert found.asks.de
    assert found.fact.en


def test_the_table_has_every_operator_in_every_state():
    assert {(name, state) for name, _, _, state in TABLE} == {
        (name, state) for name in LEAVES for state in State
    }


@pytest.mark.parametrize(("name", "argument", "stated", "state"), TABLE)
def test_nesting_follows_the_parts(name, argument, stated, state):
    rule, proposal = {name: argument}, Proposal(**stated)
    turned = {YES: NO, NO: YES, OPEN: OPEN}
    assert outcome({"not": rule}, proposal, {}).state is turned[state]
    assert outcome({"all": [rule]}, proposal, {}).state is state
    assert outcome({"any": [rule]}, proposal, {}).state is state
    assert outcome({"any": [rule, {"not": rule}]}, proposal, {}).state is (
        OPEN if state is OPEN else YES
    )
    assert outcome({"all": [rule, {"not": rule}]}, proposal, {}).state is (
        OPEN if state is OPEN else NO
    )


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_knowing_nothing_is_unclear_and_never_met(name):
    argument = next(one for operator, one, _, _ in TABLE if operator == name)
    found = outcome({name: argument}, Proposal(), {})
    assert found.state is OPEN
    assert found.fact.de == "noch nicht angegeben"
