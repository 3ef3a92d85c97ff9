"""Consortia keep all rules, or what is missing is named; against every possible one where few."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from network.matching.consortium import consortia, pool, representatives
from network.matching.consortium_check import check
from network.matching.consortium_terms import Consortium, Group, Member, Wish
from network.matching.wording import Name

ROLES = ["room", "devices", "trainer", "workshop", "access", "funding", "publicity"]
KINDS = ["library", "association", "primary_school", "university", "company", "authority"]
CODES = [f"{area}.{number}" for area in range(1, 6) for number in range(1, 4)]


def anything(seed, partners):
    dice = Random(seed)
    members = [
        Member(
            f"p{n}",
            dice.choice(KINDS),
            {role: round(dice.uniform(0.2, 1), 2) for role in ROLES if dice.random() < 0.15},
            frozenset(dice.sample(CODES, dice.randint(0, 3))),
            dice.random() < 0.2,
            dice.random(),
        )
        for n in range(partners)
    ]
    wish = Wish(
        tuple(dice.sample(ROLES, dice.randint(1, 4))),
        frozenset(dice.sample(CODES, dice.randint(0, 2))),
        seed=dice.choice(["", "p0"]),
        groups=(
            Group(
                Name("Amt", "office"),
                frozenset(one.key for one in members if one.kind == "authority"),
            ),
        )
        if dice.random() < 0.3
        else (),
    )
    return members, wish


def possible(members, wish):
    """Whether any set keeps all rules, by trying all of them."""
    for size in range(wish.least, wish.most + 1):
        for some in combinations(members, size):
            keys = tuple(one.key for one in some)
            takers = {
                role: next((one.key for one in some if one.provides.get(role)), "")
                for role in wish.roles
            }
            applicant = next((one.key for one in some if one.may_apply), "")
            tried = Consortium(keys, tuple(takers.items()), applicant, 0)
            if check(members, wish, tried) == []:
                return True
    return False


@pytest.mark.parametrize("seed", range(30))
def test_every_proposal_keeps_all_rules(seed):
    members, wish = anything(seed, partners=(60, 100, 150)[seed % 3])
    answer = consortia(members, wish)
    assert bool(answer.proposals) != bool(answer.missing)
    for one in answer.proposals:
        assert check(members, wish, one) == []
    sets = [one.members for one in answer.proposals]
    assert len(set(sets)) == len(sets)
    scores = [one.score for one in answer.proposals]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("seed", range(100, 116))
def test_none_is_found_only_where_none_exists(seed):
    members, wish = anything(seed, partners=8)
    answer = consortia(members, wish)
    assert bool(answer.proposals) == possible(members, wish)


@pytest.mark.proof
def test_every_proposal_keeps_all_rules_on_many_networks():
    found = 0
    for seed in range(1000, 1300):
        members, wish = anything(seed, partners=(20, 100, 300, 1000)[seed % 4])
        answer = consortia(members, wish)
        found += bool(answer.proposals)
        assert bool(answer.proposals) != bool(answer.missing)
        assert all(check(members, wish, one) == [] for one in answer.proposals)
    assert found > 200


MEMBERS = [
    Member("a", "library", {"room": 1.0}, frozenset({"1.1"}), may_apply=True),
    Member("b", "association", {"trainer": 0.5}, frozenset({"4.1"})),
    Member("c", "primary_school", {"access": 0.8}),
    Member("d", "library", {"room": 0.4}),
]
TITLES = {"devices": Name("Geräte", "devices"), "trainer": Name("Trainer/in", "trainer")}


def missing(wish, members=MEMBERS):
    answer = consortia(members, wish, titles=TITLES)
    assert answer.proposals == ()
    return answer


def test_the_best_takes_the_role_and_the_seed_applies_where_it_may():
    (first, *_) = consortia(MEMBERS, Wish(("room", "trainer"), seed="a")).proposals
    assert dict(first.roles) == {"room": "a", "trainer": "b"}
    assert first.applicant == "a"
    others = [replace(one, may_apply=True) for one in MEMBERS]
    assert consortia(others, Wish(("room",), seed="c")).proposals[0].applicant == "c"


def test_a_missing_role_is_named():
    answer = missing(Wish(("room", "devices")))
    assert answer.missing_roles == ("devices",)
    assert [one.de for one in answer.missing] == ["Niemand bringt ein: Geräte."]
    assert answer.missing[0].en == "Nobody brings: devices."


@pytest.mark.parametrize(
    ("wish", "code", "words"),
    [
        (Wish(("room",), frozenset({"5.1"})), "competence", "5.1"),
        (Wish(("room",), least=5), "least", "5 Partner"),
        (Wish(("room",), seed="x"), "seed", "steht nicht zur Wahl"),
        (
            Wish(("room",), groups=(Group(Name("ein Amt", "an office"), frozenset()),)),
            "group",
            "Es fehlt: ein Amt.",
        ),
    ],
)
def test_other_rules_are_named(wish, code, words):
    answer = missing(wish)
    assert [one.code for one in answer.missing] == [code]
    assert words in answer.missing[0].de
    assert answer.missing_roles == ()


def test_an_applicant_that_is_missing_is_named():
    nobody = [replace(one, may_apply=False) for one in MEMBERS]
    assert [one.code for one in missing(Wish(("room",)), nobody).missing] == ["applicant"]
    assert consortia(nobody, Wish(("room",), needs_applicant=False)).proposals


def test_rules_that_fail_only_together_are_named():
    same = [
        Member("a", "library", {"room": 1.0}, may_apply=True),
        Member("b", "library", {"devices": 1.0}),
        Member("c", "library", {"trainer": 1.0}),
        Member("d", "museum"),
        Member("e", "company"),
    ]
    answer = missing(Wish(("room", "devices", "trainer"), needs_applicant=False), same)
    assert len(answer.missing) == 1
    assert answer.missing[0].code in {"kind", "role"}
    assert missing(Wish(("room",)), []).missing


def test_the_pool_keeps_the_best_of_each_rule():
    members, wish = anything(7, partners=500)
    few = pool(members, wish)
    assert len(few) <= 24 + 4 * (len(wish.roles) + len(wish.competences) + len(wish.groups) + 1) + 1
    for role in wish.roles:
        assert any(one.provides.get(role) for one in few)


def test_what_the_pool_overlooks_is_found_among_representatives():
    # Twenty-nine promising libraries crowd out the plain members that the rule on kinds asks for.
    crowd = [
        Member(f"l{n}", "library", {"room": 1.0}, may_apply=True, nearness=1.0) for n in range(29)
    ]
    plain = [Member("z", "museum")]
    answer = consortia([*crowd, *plain], Wish(("room",)))
    assert all("z" in one.members for one in answer.proposals)
    assert answer.proposals
    many, wish = anything(5, partners=2000)
    assert len(representatives(many, wish)) < 700


def test_order_does_not_matter():
    members, wish = anything(2, partners=100)
    assert consortia(members[::-1], wish) == consortia(members, wish)
