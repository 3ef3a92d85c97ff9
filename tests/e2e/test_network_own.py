"""A partner keeps its own part of the network, with and without JavaScript."""

import pytest
from django.core.cache import cache

from network.enums import Role
from network.models import LexiconTerm, Listing
from tests.factories.accounts import UserFactory
from tests.factories.cms import frame
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.support.barriers import problems
from tests.support.journeys import sign_in


@pytest.fixture
def author(transactional_db):
    frame()
    partner = PartnerFactory(name="Windwerk", contact_mailbox="haus@example.org")
    LexiconTerm.objects.get_or_create(group="field", code="energy", synonym="Strom")
    cache.clear()
    return MembershipFactory(partner=partner, role=Role.AUTHOR).user


@pytest.mark.parametrize("javascript", [True, False])
def test_a_partner_edits_its_profile_and_writes_an_offer(open_browser, author, javascript):
    page = open_browser(javascript=javascript)
    sign_in(page, author)
    page.goto("/de/netzwerk/meine-einrichtung/")
    page.get_by_role("heading", name="Windwerk").wait_for()
    page.get_by_role("link", name="Profil bearbeiten").click()
    page.get_by_label("Ansprechrolle").first.fill("Bildungsstelle")
    page.get_by_label("Erwachsenenbildung").check()
    page.get_by_role("button", name="Speichern und bestätigen").click()
    page.get_by_text("für ein Jahr bestätigt").wait_for()

    page.get_by_role("link", name="Neues Angebot").click()
    page.get_by_label("Titel", exact=True).fill("Werkstatt am Abend")
    page.get_by_label("Beschreibung").fill("Wir messen Strom mit Erwachsenen.")
    page.get_by_role("button", name="Vorschläge aus dem Text holen").click()
    box = page.get_by_label("passt: Energie", exact=True)
    box.wait_for()
    assert not box.is_checked()
    assert page.get_by_label("Titel", exact=True).input_value() == "Werkstatt am Abend"
    box.check()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    page.get_by_role("link", name="Werkstatt am Abend").wait_for()
    listing = Listing.objects.get()
    assert (listing.state, [f.code for f in listing.action_fields.all()]) == ("active", ["energy"])

    page.get_by_role("button", name="Ruhen lassen").click()
    page.get_by_role("button", name="Wieder aktivieren").wait_for()


def test_enter_in_a_field_saves_and_does_not_ask_for_suggestions(open_browser, author):
    page = open_browser()
    sign_in(page, author)
    page.goto("/de/netzwerk/meine-einrichtung/")
    page.get_by_role("link", name="Neues Gesuch").click()
    page.get_by_label("Titel", exact=True).fill("Raum gesucht")
    page.get_by_label("Titel", exact=True).press("Enter")
    page.get_by_role("link", name="Raum gesucht").wait_for()
    assert Listing.objects.get().kind == "need"


def test_no_page_has_barriers(open_browser, author):
    page = open_browser()
    sign_in(page, author)
    partner = author.memberships.get().partner
    home = f"/de/netzwerk/meine-einrichtung/{partner.key}/"
    page.goto(f"{home}eintraege/neu/")
    page.get_by_label("Titel", exact=True).fill("Strom")
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    page.get_by_role("link", name="Strom").wait_for()
    listing = Listing.objects.get()
    wrong = {}
    for address in (
        home,
        f"{home}profil/",
        f"{home}orte/neu/",
        f"{home}eintraege/{listing.key}/",
        "/de/netzwerk/mitmachen/",
        f"/de/partner/{partner.slug}/kontakt/",
    ):
        wrong |= problems(page, address)
    assert wrong == {}


def test_the_office_has_no_barriers(open_browser, author):
    clerk = UserFactory(is_city_staff=True)
    page = open_browser()
    sign_in(page, clerk)
    wrong = {}
    for address in ("/de/netzwerk/bewerbungen/", "/de/netzwerk/vorlaeufig/"):
        wrong |= problems(page, address)
    assert wrong == {}
