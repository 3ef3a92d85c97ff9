"""Suggestions in a real browser: no barrier, nothing sideways, a decision without JavaScript."""

import pytest
from django.core.cache import cache

from network.actions.clarification import issue_link, plan_questions
from network.enums import ListingKind, MatchState
from network.models import Match
from tests.support import admin
from tests.support.barriers import problems
from tests.support.journeys import sign_in
from tests.support.matching import NOW, house, listing, stored

BOARD = "/de/netzwerk/passung/"
OFFICE = [
    "/de/netzwerk/pflege/",
    "/de/netzwerk/pflege/woerter/",
    "/de/netzwerk/pflege/woerter/neu/",
    "/de/netzwerk/pflege/arten/",
    "/de/netzwerk/pflege/gewichte/",
]


@pytest.fixture
def world(transactional_db):
    built = admin.world()
    for number in range(2):
        other = house(f"Klub {number}")
        need = built.a.listings.filter(kind="need").first()
        need = need or listing(built.a, ListingKind.NEED, "Gesucht: Workshop zu Netiquette")
        listing(other, ListingKind.OFFER, "Workshop Netiquette im Klassenchat")
        stored(built.a, other, rank_a=number + 1, is_gap=True)
    plan_questions(found={need.key: [("target_group", "parents", 4)]}, at=NOW)
    cache.clear()
    return built


def test_pages_have_no_barriers(open_browser, world):
    page = open_browser()
    sign_in(page, world.people["city"])
    wrong = {}
    for address in [BOARD, f"{BOARD}verlauf/", "/de/netzwerk/fragen/", *OFFICE]:
        wrong |= problems(page, address)
    assert wrong == {}


def test_the_link_without_log_in_has_no_barriers(open_browser, world):
    from django.utils import timezone

    need = world.a.listings.get()
    token = issue_link(listing=need, at=timezone.now())
    page = open_browser()
    assert problems(page, f"/de/netzwerk/fragen/{token}/") == {}
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Antworten speichern").click()
    page.get_by_text("Danke, Ihre Antworten sind gespeichert.").wait_for()


def test_a_decision_without_javascript_and_back(open_browser, world):
    page = open_browser(javascript=False, width=320)
    sign_in(page, world.people["city"])
    page.goto(BOARD)
    card = page.locator(".match-card").first
    card.locator(".match-card__no summary").click()
    card.locator("select").select_option("topic")
    card.get_by_role("button", name="Ausblenden").click()
    page.locator(".match-undo").wait_for()
    assert Match.objects.filter(state=MatchState.HIDDEN).count() == 1
    page.get_by_role("button", name="Rückgängig").click()
    assert Match.objects.filter(state=MatchState.HIDDEN).count() == 0
    assert page.locator(".match-card").count() == 2


def test_with_javascript_the_card_becomes_a_bar(open_browser, world):
    page = open_browser()
    sign_in(page, world.people["author_a"])
    page.goto(BOARD)
    page.locator(".match-card").first.get_by_role("button", name="Später").click()
    page.locator(".match-undo").wait_for()
    assert page.locator(".match-card").count() == 1
    assert page.url.endswith(BOARD)
