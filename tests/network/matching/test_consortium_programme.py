"""The programme behind the builder: what is excluded stays out, and the fewest rules are named."""

from network.matching.consortium_programme import Programme, broken, solved
from network.matching.consortium_terms import Member, Wish

MEMBERS = [
    Member("a", "library", {"room": 1.0}, may_apply=True),
    Member("b", "museum", {"room": 0.9}),
    Member("c", "company", {"room": 0.8}),
    Member("d", "university", {"room": 0.1}),
]
WISH = Wish(("room",))


def test_excluded_sets_are_not_found_again_nor_grown():
    programme, found = Programme(MEMBERS, WISH), []
    while one := solved(programme, found):
        assert not any(keys <= set(one.members) for keys in found)
        found.append(frozenset(one.members))
    assert set(found) == {frozenset("abc"), frozenset("abd"), frozenset("acd")}


def test_a_member_more_must_be_worth_it():
    assert len(solved(Programme(MEMBERS, WISH)).members) == 3
    near = [Member("e", "authority", nearness=1.0)]
    assert "e" in solved(Programme([*MEMBERS[:2], *near], WISH)).members


def test_the_fewest_rules_are_named():
    assert broken(Programme(MEMBERS, WISH)) == []
    wish = Wish(("room", "devices"), frozenset({"1.1"}))
    assert broken(Programme(MEMBERS, wish)) == [("role", "devices"), ("competence", "1.1")]
    assert solved(Programme([], WISH)) is None
