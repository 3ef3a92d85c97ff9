"""Does an idea probably fit, and what is missing?"""

from itertools import chain

import pytest

from network.matching.funding import (
    FaultyDocumentError,
    evaluate,
    may_apply,
    may_join,
)
from network.matching.funding_terms import Party, Proposal, State
from network.matching.wording import Name

WORDS = {"stage": {"primary": Name("Grundschule", "primary school")}}
RULES = {
    "all": [
        {"min_partners": 3},
        {"applicant": {"nonprofit": True}},
        {"any_partner": {"stage_in": ["primary"]}},
        {"outside_lessons": True},
    ],
    "soft": [{"field_in": ["education"], "w": 2}, {"region_in": ["BB"], "w": 1}],
}
CLUB = Party("Club", nonprofit=True, stages=frozenset({"adult"}), is_applicant=True)
SCHOOL = Party("Schule", nonprofit=True, stages=frozenset({"primary"}))
OTHER = Party("Hort", nonprofit=True, stages=frozenset({"primary"}))


def fit(*parties, rules=RULES, **stated):
    return evaluate(rules, Proposal(parties, **{"outside_lessons": True, **stated}), WORDS)


def test_everything_holds():
    found = fit(CLUB, SCHOOL, OTHER, fields=frozenset({"education"}))
    assert found.state is State.MET
    assert found.verdict.de == "Passt voraussichtlich."
    assert found.missing == ()
    assert (found.soft, found.soft_total) == (2, 3)  # the region is not stated: it does not speak
    assert [one.state for one in found.findings] == [State.MET] * 4
    assert found.findings[0].sentence.de == "Mindestens 3 Partner – 3 sind dabei."
    assert found.findings[0].sentence.en == "At least 3 partners – 3 are in."


def test_only_a_third_partner_is_missing():
    found = fit(CLUB, SCHOOL)
    assert found.state is State.NOT_MET
    assert [one.de for one in found.missing] == ["Es fehlt nur ein dritter Partner."]
    assert [one.en for one in found.missing] == ["Only a third partner is missing."]
    assert found.partners_missing == 1


def test_what_is_asked_of_everybody_is_asked_of_the_missing_one():
    rules = {"all": [{"min_partners": 3}, {"every_partner": {"nonprofit": True}}]}
    found = fit(CLUB, SCHOOL, rules=rules)
    assert found.missing[0].de == "Es fehlt nur ein dritter gemeinnütziger Partner."


def test_the_missing_partner_brings_what_nobody_brings():
    found = fit(CLUB, Party("Verein"))
    assert found.wanted == ()  # the stage of one is not known: perhaps it does
    found = fit(CLUB, Party("Verein", stages=frozenset({"adult"})))
    assert found.missing[0].de == "Es fehlt nur ein dritter Partner der Stufe Grundschule."
    assert found.wanted == ({"stage_in": ["primary"]},)


def test_a_partner_can_be_missing_although_there_are_enough():
    found = fit(
        CLUB, Party("A", stages=frozenset({"adult"})), Party("B", stages=frozenset({"adult"}))
    )
    assert found.missing[0].de == "Es fehlt nur ein Partner der Stufe Grundschule."
    assert found.missing[0].en == "Only a partner of the stage primary school is missing."


def test_several_missing_partners_are_counted():
    found = fit(CLUB)
    assert (
        found.missing[0].de
        == "Es fehlen nur noch 2 Partner, darunter ein Partner der Stufe Grundschule."
    )
    assert found.partners_missing == 2


def test_what_else_is_open_is_told_and_nothing_is_only_then():
    found = fit(CLUB, SCHOOL, outside_lessons=None)
    assert [one.code for one in found.missing] == ["partners", "unclear"]
    assert found.missing[0].de == "Es fehlt ein dritter Partner."
    assert found.missing[1].de == (
        "Noch zu klären: Findet außerhalb des Unterrichts statt – noch nicht angegeben."
    )
    assert fit(CLUB, SCHOOL, OTHER, outside_lessons=None).state is State.UNCLEAR
    assert (
        fit(CLUB, SCHOOL, OTHER, outside_lessons=False)
        .missing[0]
        .de.startswith("Passt noch nicht:")
    )


def test_an_idea_of_which_nothing_is_known_is_unclear():
    found = evaluate(RULES, Proposal(), WORDS)
    assert found.state is State.UNCLEAR
    assert {one.state for one in found.findings} == {State.UNCLEAR}
    assert found.soft == 0
    assert len(found.missing) == 4


def test_who_may_apply_and_join():
    rules = {
        "all": [
            {"applicant": {"nonprofit": True, "kind_not_in": ["primary_school"]}},
            {"every_partner": {"nonprofit": True}},
        ]
    }
    school = Party("S", kind="primary_school", nonprofit=True)
    assert may_apply(rules, school) is State.NOT_MET
    assert may_join(rules, school) is State.MET
    assert may_apply(rules, Party("?", nonprofit=True)) is State.UNCLEAR
    assert may_apply({"all": []}, Party("?")) is State.MET


def test_a_faulty_document_is_not_evaluated():
    with pytest.raises(FaultyDocumentError, match=r"all\[0\]"):
        evaluate({"all": [{}]}, Proposal())


def test_nobody_is_told_to_be_eligible():
    results = [fit(CLUB, SCHOOL, OTHER), fit(CLUB), evaluate(RULES, Proposal())]
    sentences = chain.from_iterable(
        (one.verdict, *one.missing, *(finding.sentence for finding in one.findings))
        for one in results
    )
    for one in sentences:
        assert "förderfähig" not in one.de.lower()
        assert "eligible" not in one.en.lower()
