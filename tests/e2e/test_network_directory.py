"""The directory in a browser: no barriers, no script needed, every marker by keyboard."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.directory import renew_directory
from network.actions.partner import store_partner_text
from network.enums import ListingKind, PartnerState
from network.models import ResourceCategory
from tests.factories.cms import frame
from tests.factories.network import NOW, ListingFactory, PartnerFactory, PlaceFactory
from tests.support.barriers import problems

LIST, LISTINGS = "/de/partner/", "/de/netzwerk/angebote/"


@pytest.fixture
def town(transactional_db):
    frame()
    for number, (name, district) in enumerate(
        [("Bibliothek Mitte", "mitte"), ("Kita am Park", "mitte"), ("Schule Sandow", "sandow")]
    ):
        house = PartnerFactory(
            name=name,
            slug=f"haus-{number}",
            contact_mailbox="info@example.org",
            languages=["de", "pl"],
            confirmed_at=NOW,
            state=PartnerState.PROVISIONAL if number == 1 else PartnerState.PUBLISHED,
        )
        house.stages.set(EducationStage.objects.all()[: number + 1])
        house.action_fields.set(ActionField.objects.all()[: number + 1])
        store_partner_text(partner=house, locale="de", summary="Digital für alle.", html="", at=NOW)
        PlaceFactory(
            partner=house,
            district=District.objects.get(code=district),
            accessibility_features=["step_free", "lift"],
        )
        for kind in ListingKind.values:
            ListingFactory(
                partner=house,
                kind=kind,
                key=f"{kind}{number}",
                text="Ein Nachmittag.",
                category=ResourceCategory.objects.all()[number],
            )
    PartnerFactory(name="Radio Lausitz", slug="radio", is_online_only=True)
    renew_directory()
    cache.clear()


def test_no_page_has_barriers(open_browser, town):
    page = open_browser()
    wrong = {}
    for address in (
        LIST,
        f"{LIST}?stufe=early&um=sandow&km=2",
        f"{LIST}?ansicht=tabelle&um=mitte",
        f"{LIST}?ansicht=karte",
        f"{LIST}?q=gibtesnicht",
        f"{LIST}haus-1/",
        LISTINGS,
        f"{LISTINGS}offer1/",
        "/de/netzwerk/einbetten/partner/",
        "/de/netzwerk/einbetten/partner/code/",
    ):
        wrong |= problems(page, address)
    assert wrong == {}


def test_the_keyboard_reaches_every_marker_and_its_partner(open_browser, town):
    page = open_browser()
    page.goto(f"{LIST}?ansicht=karte")
    markers = page.locator("button.map-marker")
    markers.first.wait_for()
    assert [one.get_attribute("aria-label") for one in markers.all()] == [
        "Mitte: 2 Partner",
        "Schule Sandow",
    ]
    page.get_by_role("link", name="Zur Liste springen").focus()
    for _step in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Schule Sandow":
            break
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Schule Sandow"
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Schule Sandow"
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partner/haus-2/")


def test_the_map_follows_the_filters(open_browser, town):
    page = open_browser()
    page.goto(f"{LIST}?ansicht=karte")
    page.locator("button.map-marker").first.wait_for()
    page.locator("#facet-ortsteil summary").click()
    page.get_by_role("checkbox", name="Sandow (1)").check()
    page.wait_for_url("**ortsteil=sandow**")
    expect(page.locator("button.map-marker")).to_have_count(1)
    assert page.locator("#partner-places a").all_inner_texts() == ["Schule Sandow"]
    page.get_by_role("link", name="Zur Liste springen").click()
    assert page.evaluate("document.activeElement.id") == "partner-places"


def test_without_script_everything_works(open_browser, town):
    page = open_browser(width=320, javascript=False)
    page.goto(LIST)
    page.locator(".filters > summary").click()
    page.get_by_role("checkbox", name="Frühkindliche Bildung").check()
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url("**stufe=early**")
    page.get_by_role("link", name="Karte", exact=True).click()
    page.wait_for_url("**ansicht=karte**")
    page.locator("svg .map-point").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#ort-1")
    page.locator("#ort-1").get_by_role("link", name="Kita am Park").click()
    page.wait_for_url("**/partner/haus-1/")
    assert page.get_by_text("noch nicht von der Einrichtung bestätigt").is_visible()
    page.goto(f"{LIST}?ansicht=tabelle")
    page.get_by_role("link", name="Name").click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert page.locator("tbody th a").first.inner_text() == "Schule Sandow"
    page.goto(LISTINGS)
    page.locator(".filters > summary").click()
    page.get_by_role("checkbox", name="Gesuch (3)").check()
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url("**typ=need**")
    assert page.locator(".finder__count").inner_text() == "3 Einträge gefunden"
