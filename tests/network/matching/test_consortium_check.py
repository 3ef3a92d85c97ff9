"""The independent checker of consortia finds each broken rule."""

from dataclasses import replace

import pytest

from network.matching.consortium_check import check
from network.matching.consortium_terms import Consortium, Group, Member, Wish
from network.matching.wording import Name

MEMBERS = [
    Member("a", "library", {"room": 1.0}, frozenset({"1.1"}), may_apply=True),
    Member("b", "association", {"trainer": 0.5}, frozenset({"4.1"})),
    Member("c", "primary_school", {"access": 0.8}),
    Member("d", "library"),
    Member("e", "library"),
]
WISH = Wish(("room", "trainer"), frozenset({"1.1", "4.1"}), seed="c")
RIGHT = Consortium(("a", "b", "c"), (("room", "a"), ("trainer", "b")), "a", 1.0)


def test_a_right_one_passes():
    assert check(MEMBERS, WISH, RIGHT) == []
    assert check(MEMBERS, replace(WISH, needs_applicant=False), replace(RIGHT, applicant="")) == []


@pytest.mark.parametrize(
    ("wish", "changes", "rule"),
    [
        ({}, {"members": ("a", "b", "c", "x")}, "known"),
        ({"least": 4}, {}, "least"),
        ({"most": 2}, {}, "most"),
        ({}, {"members": ("a", "b", "c", "d", "e")}, "kind"),
        ({"seed": "d"}, {}, "seed"),
        ({"competences": frozenset({"5.1"})}, {}, "competence"),
        ({"groups": (Group(Name("Schule", "school"), frozenset({"d"})),)}, {}, "group"),
        ({}, {"applicant": "b"}, "applicant"),
        ({}, {"applicant": ""}, "applicant"),
        ({}, {"roles": (("room", "a"),)}, "role"),
        ({}, {"roles": (("room", "b"), ("trainer", "b"))}, "role"),
        ({}, {"roles": (("room", "x"), ("trainer", "b"))}, "role"),
    ],
)
def test_each_broken_rule_is_found(wish, changes, rule):
    assert check(MEMBERS, replace(WISH, **wish), replace(RIGHT, **changes)) == [rule]
