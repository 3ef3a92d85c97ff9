"""Suggestions as the people who decide see them."""

import pytest
from django.http import QueryDict

from lms.taxonomy.models import ActionField
from network.actions.match_decision import Verdict, decide, undo
from network.enums import ListingKind, MatchState, Outcome, Role, Visibility
from network.models import Listing, MatchDecision
from network.queries.matches import (
    TABS,
    Wanted,
    board,
    cards,
    current_run,
    decisions_of,
    fields_of,
    missing_facts,
    open_suggestions,
    own_matches,
    pair_of,
    visible_matches,
)
from network.queries.viewer import NOBODY, Viewer, viewer_of
from tests.factories.network import MembershipFactory
from tests.support.matching import NOW, TODAY, house, listing, stored

pytestmark = pytest.mark.django_db
STAFF = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())


def coordinator(field="education"):
    return Viewer(user=None, is_staff=False, roles=frozenset(), fields=frozenset({field}))


def author(partner, role=Role.AUTHOR):
    return viewer_of(MembershipFactory(partner=partner, role=role).user, TODAY)


@pytest.fixture
def school():
    made = house("Schule", "secondary")
    listing(made, ListingKind.NEED, "Gesucht wird ein Workshop")
    return made


def suggested(school, name, **facts):
    club = house(name)
    listing(club, ListingKind.OFFER, f"Workshop {name}")
    return stored(school, club, **facts)


def asked(address, viewer=STAFF):
    return list(board(viewer, Wanted.from_query(QueryDict(address)), "1"))


def test_an_address_is_read_and_what_is_unknown_left_out():
    wanted = Wanted.from_query(QueryDict("ansicht=spaeter&feld=energy&partner=klub&merkmal=klein"))
    assert wanted == Wanted("spaeter", "energy", "klub", "klein")
    assert Wanted.from_query(QueryDict("ansicht=alle&merkmal=gross")) == Wanted()


def test_people_know_the_suggestions_they_decide_on(school):
    match = suggested(school, "Klub")
    assert current_run() == match.run
    for viewer in (STAFF, coordinator(), author(school), author(match.partner_b)):
        assert list(visible_matches(viewer)) == [match]
        assert pair_of(viewer, match.partner_b.key, match.partner_a.key) == match
    for viewer in (NOBODY, coordinator("energy"), author(house("Dritte")), author(school, "lead")):
        assert list(visible_matches(viewer)) == []
        assert pair_of(viewer, match.partner_a.key, match.partner_b.key) is None


def test_a_house_knows_no_suggestion_beyond_its_list_or_of_a_hidden_partner(school):
    suggested(school, "Elfter", rank_a=11)
    suggested(school, "Ohne Platz", rank_a=None)
    hidden = suggested(school, "Intern")
    hidden.partner_b.visibility = Visibility.STAFF
    hidden.partner_b.save()
    assert list(visible_matches(author(school))) == []
    assert visible_matches(STAFF).count() == 3


def test_the_board_is_narrowed_and_the_surest_stand_first(school):
    middle = suggested(school, "Mitte", probability=0.4, is_gap=True)
    sure = suggested(school, "Sicher", probability=0.9, field=None)
    suggested(school, "Kaum", probability=0.1)
    hidden = suggested(school, "Nein", probability=0.1, state=MatchState.HIDDEN)
    assert asked("") == [sure, middle]
    assert list(open_suggestions(STAFF).order_by("probability")) == [middle, sure]
    assert asked("feld=education") == asked("merkmal=luecke") == [middle]
    assert asked("partner=sicher") == [sure]
    assert asked("partner=schule") == [sure, middle]
    assert asked("ansicht=passt-nicht") == [hidden]


def test_a_house_has_its_own_order(school):
    second = suggested(school, "Zweiter", rank_a=2, rank_b=1, probability=0.9)
    first = suggested(school, "Erster", rank_a=1, rank_b=5, probability=0.3)
    later = suggested(school, "Später", state=MatchState.SHORTLISTED)
    decided(later, school)
    viewer = author(school)
    assert own_matches(viewer, school, "offen") == [first, second]
    assert own_matches(viewer, school, "spaeter") == [later]
    assert own_matches(author(house("Dritte")), school, "offen") == []


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.5, "hoch"), (0.49, "mittel"), (0.3, "mittel"), (0.29, "möglich")],
)
def test_a_probability_has_a_word(school, probability, word):
    (card,) = cards([suggested(school, "Klub", probability=probability)], STAFF, TODAY)
    assert card.word == word


def test_the_own_house_stands_first_on_its_card(school):
    match = suggested(school, "Klub")
    for own, other in ((school, match.partner_b), (match.partner_b, school)):
        (card,) = cards([match], author(own), TODAY, own)
        assert (card.first, card.second) == (own, other)
    (exchange,) = card.gets
    assert exchange.partner == school
    assert (exchange.need, exchange.offer) == (match.need_a, match.offer_b)


def test_only_who_steers_sees_the_table_and_how_big_a_house_is(school):
    match = suggested(school, "Klub", is_small_partner=True, is_gap=True)
    (steering,), (own,) = cards([match], STAFF, TODAY), cards([match], author(school), TODAY)
    assert steering.flags == ["Neu", "Schließt eine Lücke", "Kleiner Partner"]
    assert own.flags == ["Neu", "Schließt eine Lücke"]
    assert steering.table
    assert own.table == ()


def test_a_listing_one_may_not_see_is_not_on_the_card(school):
    match = suggested(school, "Klub")
    Listing.objects.filter(pk=match.offer_b_id).update(visibility=Visibility.STAFF)
    match = visible_matches(STAFF).get()
    (card,) = cards([match], author(school), TODAY, school)
    assert [(one.need, one.offer) for one in card.gets] == [(match.need_a, None)]
    Listing.objects.update(state="expired")
    (card,) = cards([match], STAFF, TODAY)
    assert card.gets == []


def decided(match, by=None, field="education"):
    return MatchDecision.objects.create(
        partner_a=match.partner_a, partner_b=match.partner_b, house=by, outcome="later", at=NOW,
        shown={"field": field},
    )  # fmt: skip


def tabs_of(viewer, house, match):
    return [tab for tab in TABS if match in own_matches(viewer, house, tab)]


def says(match, house, outcome):
    verdict = Verdict(outcome, "other" if outcome == Outcome.DECLINED else "", house)
    return decide(match=match, verdict=verdict, actor=None, at=NOW)


def test_a_house_does_not_learn_that_the_other_side_put_it_off(school):
    match = suggested(school, "Klub")
    club = match.partner_b
    mine, other = author(school), author(club)
    says(match, club, Outcome.LATER)
    assert tabs_of(other, club, match) == ["spaeter"]
    assert tabs_of(mine, school, match) == ["offen"]
    assert open_suggestions(mine).count() == 1
    (card,) = cards(own_matches(mine, school, "offen"), mine, TODAY, school)
    assert card.state == MatchState.SEEN
    says(match, school, Outcome.LATER)
    assert tabs_of(mine, school, match) == ["spaeter"]


@pytest.mark.parametrize("who", ["club", "office"])
def test_what_somebody_else_turned_down_is_as_never_suggested(school, who):
    match = suggested(school, "Klub")
    club = match.partner_b
    mine, other = author(school), author(club)
    decision = says(match, club if who == "club" else None, Outcome.DECLINED)
    assert tabs_of(other, club, match) == (["passt-nicht"] if who == "club" else [])
    assert tabs_of(mine, school, match) == []
    assert pair_of(mine, school.key, club.key) is None
    assert not open_suggestions(mine).exists()
    assert asked("ansicht=passt-nicht") == [match]
    undo(decision=decision, actor=None, at=NOW)
    assert tabs_of(mine, school, match) == tabs_of(other, club, match) == ["offen"]


def test_decisions_are_read_by_those_who_decide(school):
    match = suggested(school, "Klub")
    own, office = decided(match, school), decided(match, field="energy")
    assert set(decisions_of(STAFF)) == {own, office}
    assert list(decisions_of(author(school))) == list(decisions_of(coordinator())) == [own]
    assert list(decisions_of(author(match.partner_b))) == []
    assert list(decisions_of(coordinator("energy"))) == [office]


def test_the_fields_of_who_keeps_the_queue():
    assert fields_of(STAFF) == list(ActionField.objects.order_by("position"))
    assert [field.code for field in fields_of(coordinator("energy"))] == ["energy"]
    assert fields_of(NOBODY) == []


def test_at_most_two_missing_facts_are_named():
    bare = house("Leer", capacity=None, languages=[])
    assert missing_facts(bare, TODAY) == [
        "ein Angebot oder ein Gesuch",
        "wie viele neue Kooperationen Sie im Quartal schaffen",
    ]
    full = house("Voll")
    for kind in (ListingKind.NEED, ListingKind.OFFER):
        listing(full, kind, valid_to=TODAY)
    assert missing_facts(full, TODAY) == []
    full.listings.filter(kind=ListingKind.NEED).delete()
    assert missing_facts(full, TODAY) == ["auch ein Angebot oder auch ein Gesuch"]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_any_number(school, number, django_assert_num_queries):
    for count in range(number):
        suggested(school, f"Klub {count}", rank_a=count + 1)
    viewer = author(school)
    with django_assert_num_queries(3):
        assert len(cards(board(STAFF, Wanted(), "1"), STAFF, TODAY)) == number
    with django_assert_num_queries(2):
        assert len(cards(own_matches(viewer, school, "offen"), viewer, TODAY, school)) == number
