"""The reasons of a stored match, for one reader."""

import pytest
from django.utils.translation import override

from network.enums import ListingKind, Role, Visibility
from network.models import Listing
from network.queries.match_reasons import contributions, may_see, sentences
from network.queries.viewer import NOBODY, Viewer, viewer_of
from tests.factories.network import MembershipFactory
from tests.support.matching import TODAY, house, listing, part, stored

pytestmark = pytest.mark.django_db
STAFF = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())


@pytest.fixture
def match():
    school, club = house("Schule", "secondary"), house("Klub")
    listing(school, ListingKind.NEED, "Gesucht wird ein Workshop")
    listing(club, ListingKind.OFFER, "Workshop Netiquette")
    return stored(school, club)


def author(partner, role=Role.AUTHOR):
    return viewer_of(MembershipFactory(partner=partner, role=role).user, TODAY)


def live():
    return set(Listing.objects.values_list("pk", flat=True))


def said(match, viewer):
    return [(one.sign, one.text) for one in sentences(match, viewer, live())]


def test_what_speaks_for_it_stands_first_then_what_is_open_then_what_is_against(match):
    assert said(match, STAFF) == [
        ("+", "Gesuch und Angebot gehören zusammen: Workshop oder Kurs."),
        ("+", "0,5 km Luftlinie."),
        ("?", "Ein Zeitraum fehlt."),
        ("–", "Abzug, weil sehr viel zugleich genannt ist."),
    ]
    assert [one.spoken for one in sentences(match, STAFF, live())][1:] == [
        "Dafür", "Offen", "Dagegen",
    ]  # fmt: skip


def test_a_card_names_the_four_strongest_and_two_doubts(match):
    match.reasons = [part("tag", float(number), f"+{number}", []) for number in range(1, 7)]
    match.reasons += [part("tag", -float(number), f"-{number}", []) for number in (1, 3, 2)]
    assert [text for _sign, text in said(match, STAFF)] == ["+6", "+5", "+4", "+3", "-3", "-2"]


def test_being_far_speaks_against_it_without_counting(match):
    match.reasons = [part("far", 0.0, "Dagegen: 20 km Luftlinie.", [])]
    assert said(match, STAFF) == [("–", "20 km Luftlinie.")]


def test_sentences_are_in_the_active_language_german_where_there_is_none(match):
    match.reasons = [part("tag", 2.0, "Raum", []), part("open_place", 0.0, "Open: a place", [])]
    del match.reasons[1]["en"]
    with override("en"):
        assert said(match, STAFF) == [("+", "Raum (en)"), ("?", "a place")]


def test_the_table_begins_with_the_base_and_leaves_out_what_counts_nothing(match):
    rows = [(row.text, row.value) for row in contributions(match, STAFF)]
    assert rows == [
        ("Ausgangswert ohne jede Übereinstimmung", -4.0),
        ("Gesuch und Angebot gehören zusammen: Workshop oder Kurs.", 3.0),
        ("0,5 km Luftlinie.", 1.5),
        ("Abzug, weil sehr viel zugleich genannt ist.", -0.5),
    ]


def test_what_rests_on_a_hidden_listing_is_not_said(match):
    Listing.objects.filter(partner=match.partner_b).update(visibility=Visibility.STAFF)
    match.refresh_from_db()
    assert said(match, author(match.partner_a)) == [("?", "Ein Zeitraum fehlt.")]
    assert len(said(match, STAFF)) == 4
    assert len(said(match, author(match.partner_b))) == 4


@pytest.mark.parametrize("name", ["places", "latitude", "longitude"])
def test_a_distance_is_not_said_where_the_places_are_hidden(match, name):
    match.partner_b.field_visibility = {name: Visibility.STAFF}
    near = ("+", "0,5 km Luftlinie.")
    assert near not in said(match, author(match.partner_a))
    assert near in said(match, author(match.partner_b))
    assert near in said(match, STAFF)


def test_a_stage_is_not_said_where_the_stages_are_hidden(match):
    match.reasons = [part(code, 1.0, code, []) for code in ("transition", "wish", "near")]
    match.partner_b.field_visibility = {"stages": Visibility.STAFF}
    assert said(match, author(match.partner_a)) == [("+", "near")]


def test_listings_are_seen_while_they_live_by_whom_they_are_for(match):
    offer = match.offer_b
    offer.visibility = Visibility.NETWORK
    keys = {offer.pk}
    assert may_see(offer, author(match.partner_a), keys)
    assert not may_see(offer, NOBODY, keys)
    assert not may_see(offer, STAFF, set())
    assert not may_see(None, STAFF, keys)
    offer.visibility = Visibility.STAFF
    assert may_see(offer, author(match.partner_b), keys)
    assert not may_see(offer, author(match.partner_b, Role.LEAD), keys)


def test_what_houses_rated_is_told_to_the_office_only(match):
    match.reasons.append(part("history", 0.3, "Eine frühere Kooperation lief gut.", []))
    told = ("+", "Eine frühere Kooperation lief gut.")
    coordinator = Viewer(user=None, is_staff=False, roles=frozenset(), fields=frozenset({"energy"}))
    assert coordinator.steers
    assert told in said(match, STAFF)
    assert contributions(match, STAFF)
    for viewer in (coordinator, author(match.partner_a), author(match.partner_b)):
        assert told not in said(match, viewer)
        assert contributions(match, viewer) == ()


def test_the_gap_a_pair_closes_is_told_to_who_sees_the_listings(match):
    about = [match.need_a_id, match.offer_b_id]
    match.reasons.append(part("gap", 0.0, "Schließt eine Lücke: A → B · Energie · Umgang.", about))
    told = ("+", "Schließt eine Lücke: A → B · Energie · Umgang.")
    assert said(match, STAFF)[2] == said(match, author(match.partner_a))[2] == told
    assert sum(one.value for one in contributions(match, STAFF)) == pytest.approx(match.score)
    match.offer_b.visibility = Visibility.STAFF
    match.offer_b.save()
    assert told not in said(match, author(match.partner_a))
