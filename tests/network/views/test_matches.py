"""The board of suggestions: who sees what, what a decision does, with and without JavaScript."""

import subprocess
import sys

import pytest
from django.urls import reverse

from network.enums import ListingKind, MatchState, Visibility
from network.models import Listing, Match, MatchDecision
from tests.support import admin
from tests.support.admin import signed_in
from tests.support.matching import house, listing, stored

pytestmark = pytest.mark.django_db
ADDRESS = "/de/netzwerk/passung/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def match(world):
    other = house("Klub Cottbus")
    listing(world.a, ListingKind.NEED, "Gesucht wird ein Workshop")
    listing(other, ListingKind.OFFER, "Workshop Netiquette")
    return stored(world.a, other)


def get(world, person, address=ADDRESS, **headers):
    return signed_in(world.people[person]).get(address, headers=headers)


def decide(world, person, match, headers=None, **data):
    address = reverse("network:match-decide", args=[match.partner_a.key, match.partner_b.key])
    return signed_in(world.people[person]).post(address, data, headers=headers or {})


def test_staff_see_the_pair_in_words_and_percent_with_its_table(world, match):
    page = get(world, "city").content.decode()
    assert "Passung hoch (78 %)" in page
    assert "0,5 km Luftlinie." in page
    assert "Warum dieser Platz?" in page
    assert "Ausgangswert ohne jede Übereinstimmung" in page
    assert "Workshop Netiquette" in page


def test_the_table_sums_to_the_score(world, match):
    (card,) = get(world, "city").context["cards"]
    assert sum(part.value for part in card.table) == pytest.approx(match.score)


def test_editors_see_their_own_list_without_table_or_rank(world, match):
    response = get(world, "author_a")
    page = response.content.decode()
    assert "Klub Cottbus" in page
    assert "Warum dieser Platz?" not in page
    (_house, (card,), _missing), = response.context["lists"]  # fmt: skip
    assert card.table == ()


def test_another_house_sees_nothing_and_is_told_what_would_help(world, match):
    page = get(world, "author_b").content.decode()
    assert "Klub Cottbus" not in page
    assert "Zurzeit passt niemand gut genug" in page
    assert "ein Angebot oder ein Gesuch" in page
    assert decide(world, "author_b", match, entscheidung="spaeter").status_code == 404


def test_a_coordinator_sees_the_own_field_only(world, match):
    assert "Klub Cottbus" in get(world, "coordinator").content.decode()
    Match.objects.update(field=None)
    assert "Klub Cottbus" not in get(world, "coordinator").content.decode()
    assert decide(world, "coordinator", match, entscheidung="spaeter").status_code == 404


@pytest.mark.parametrize("person", ["learner", "lead_a", "platform"])
def test_others_find_no_board(world, person):
    assert get(world, person).status_code == 404


def test_below_fifteen_percent_nothing_is_suggested(world, match):
    Match.objects.update(probability=0.14)
    assert "mindestens 15 %" in get(world, "city").content.decode()
    assert "Zurzeit passt niemand gut genug" in get(world, "author_a").content.decode()


def texts(response):
    (_house, found, _missing), = response.context["lists"]  # fmt: skip
    return [reason.text for card in found for reason in card.reasons]


def test_no_reason_rests_on_what_the_reader_may_not_see(world, match):
    """M9: an internal listing gives no reason, and neither does a field shown to fewer."""
    assert "0,5 km Luftlinie." in texts(get(world, "author_a"))
    other = match.partner_b
    other.field_visibility = {"places": Visibility.STAFF}
    other.save()
    assert "0,5 km Luftlinie." not in texts(get(world, "author_a"))
    Listing.objects.filter(partner=other).update(visibility=Visibility.STAFF)
    response = get(world, "author_a")
    assert texts(response) == ["Ein Zeitraum fehlt."]  # of the own listing
    assert "Workshop Netiquette" not in response.content.decode()


def test_a_partner_for_staff_only_is_suggested_to_nobody(world, match):
    other = match.partner_b
    other.visibility = Visibility.STAFF
    other.save()
    assert "Klub Cottbus" not in get(world, "author_a").content.decode()
    assert decide(world, "author_a", match, entscheidung="spaeter").status_code == 404


def test_a_listing_that_is_over_is_not_named(world, match):
    Listing.objects.update(state="expired")
    page = get(world, "author_a").content.decode()
    assert "Workshop Netiquette" not in page


def test_a_decision_without_javascript_leads_back_with_a_bar_that_undoes(world, match):
    response = decide(
        world, "city", match, entscheidung="passt-nicht", grund="topic", feld="education"
    )
    assert response.status_code == 303
    assert "feld=education" in response["Location"]
    page = get(world, "city", response["Location"]).content.decode()
    assert "Rückgängig" in page
    assert Match.objects.get().state == MatchState.HIDDEN
    decision = MatchDecision.objects.get()
    assert decision.house is None
    undo = reverse("network:match-undo", args=[decision.key])
    assert signed_in(world.people["city"]).post(undo).status_code == 303
    assert Match.objects.get().state == MatchState.SEEN


def test_with_htmx_the_card_becomes_the_bar(world, match):
    response = decide(world, "author_a", match, HTMX, entscheidung="spaeter")
    page = response.content.decode()
    assert "<html" not in page
    assert "für später vorgemerkt" in page
    assert MatchDecision.objects.get().house == world.a


def test_a_no_without_reason_says_so_and_writes_nothing(world, match):
    response = decide(world, "city", match, entscheidung="passt-nicht")
    assert response.status_code == 422
    assert "Bitte nennen Sie einen Grund" in response.content.decode()
    assert not MatchDecision.objects.exists()
    part = decide(world, "city", match, HTMX, entscheidung="passt-nicht")
    assert "Bitte nennen Sie einen Grund" in part.content.decode()


def test_undoing_is_for_who_decides(world, match):
    decide(world, "author_a", match, entscheidung="spaeter")
    undo = reverse("network:match-undo", args=[MatchDecision.objects.get().key])
    assert signed_in(world.people["author_b"]).post(undo).status_code == 404
    assert signed_in(world.people["author_a"]).get(undo).status_code == 405
    assert MatchDecision.objects.get().undone_at is None


def test_history_keeps_what_was_undone(world, match):
    decide(world, "city", match, entscheidung="passt-nicht", grund="other")
    undo = reverse("network:match-undo", args=[MatchDecision.objects.get().key])
    signed_in(world.people["city"]).post(undo)
    page = get(world, "city", reverse("network:match-history")).content.decode()
    assert "zurückgenommen am" in page
    assert (
        "Klub Cottbus"
        not in get(world, "author_b", reverse("network:match-history")).content.decode()
    )


def more(world, number):
    for count in range(number):
        other = house(f"Weiteres {count}")
        listing(other, ListingKind.OFFER, f"Workshop {count}")
        stored(world.a, other, rank_a=count + 2)


@pytest.mark.parametrize(("person", "number"), [("city", 8), ("author_a", 7)])
def test_queries_do_not_grow_with_the_suggestions(
    world, match, person, number, django_assert_num_queries
):
    client = signed_in(world.people[person])
    client.get(ADDRESS)
    with django_assert_num_queries(number):
        client.get(ADDRESS)
    more(world, 3)
    with django_assert_num_queries(number):
        client.get(ADDRESS)


def test_a_request_loads_no_numerics():
    """Addresses and a page, in a process of its own: no numeric library and no engine comes in."""
    code = (
        "import os, sys, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'lms.settings.test');"
        "django.setup(); import lms.urls; from django.test import Client;"
        "from django.conf import settings; settings.ALLOWED_HOSTS = ['testserver'];"
        "status = Client().get('/de/netzwerk/passung/').status_code;"
        "import network.tasks, network.views.matches, network.views.weights;"
        "print(status, [m for m in sys.modules if m in ('numpy', 'scipy', 'network.matching.engine', "
        "'network.matching.arrays', 'network.matching.explanation')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("302 []"), done.stderr[-500:]
