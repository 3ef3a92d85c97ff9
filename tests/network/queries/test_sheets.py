"""The directory and the listings as tables."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import ListingKind
from network.models import DirectoryVersion, ResourceCategory
from network.queries.directory import find
from network.queries.listing_page import find_listings
from network.queries.selection import ListingSelection, Selection
from network.queries.sheets import listing_sheet, partner_sheet
from network.queries.viewer import NOBODY, viewer_of
from tests.factories.network import (
    NOW,
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def partners(query="", viewer=NOBODY, language="de"):
    """The rows of the partners' table by the words above them."""
    found = find(Selection.from_query(QueryDict(query)), viewer=viewer, on=TODAY)
    sheet = partner_sheet(found, language)
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def listings(query="", viewer=NOBODY):
    """The rows of the listings' table by the words above them."""
    wanted = ListingSelection.from_query(QueryDict(query))
    sheet = listing_sheet(find_listings(wanted, viewer=viewer, on=TODAY)[1])
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def house(**facts):
    made = PartnerFactory(**{"name": "Windwerk", "slug": "windwerk", **facts})
    made.stages.set(EducationStage.objects.filter(code__in=["early", "adult"]))
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    PlaceFactory(partner=made, district=District.objects.get(code="sandow"))
    return made


def test_a_partner_stands_in_one_row_in_words():
    made = house(
        website="https://wind.example/", contact_mailbox="wind@example.org", is_city_wide=True,
        contact_phone="0355 1", languages=["de", "uk"], confirmed_at=NOW,
    )  # fmt: skip
    store_partner_text(partner=made, locale="de", summary="Wind für alle", html="", at=NOW)
    ListingFactory(partner=made, category=ResourceCategory.objects.get(code="room"))
    (row,) = partners()
    stages = EducationStage.objects.filter(code__in=["early", "adult"])
    assert row["Name"] == "Windwerk"
    assert row["Art"] == "Bibliothek"
    assert row["Bildungsbereiche"] == ", ".join(stage.title_de for stage in stages)
    assert row["Handlungsfelder"] == "Energie"
    assert row["Sprachen"] == "Deutsch, Українська"
    assert row["Wo"].split(", ") == [District.objects.get(code="sandow").title_de, "stadtweit"]
    assert (row["Bietet"], row["Sucht"], row["Entfernung"]) == ("Raum", "", "")
    assert row["Kurzbeschreibung"] == "Wind für alle"
    assert (row["Website"], row["E-Mail"]) == ("https://wind.example/", "wind@example.org")
    assert (row["Telefon"], row["Bestätigt am"]) == ("0355 1", "24.11.2026")
    assert row["Adresse im Verzeichnis"] == "http://testserver/de/partner/windwerk/"


def test_distances_stand_in_the_table_where_a_place_to_start_from_is_chosen():
    house()
    (row,) = partners("um=sandow")
    assert row["Entfernung"] == "0,0 km"


def test_the_table_speaks_the_active_language():
    made = house()
    store_partner_text(partner=made, locale="de", summary="Wind für alle", html="", at=NOW)
    store_partner_text(partner=made, locale="en", summary="Wind for all", html="", at=NOW)
    with override("en"):
        (row,) = partners(language="en")
    assert row["Name"] == "Windwerk"
    assert {"Library", "Wind for all"} <= set(row.values())
    assert "http://testserver/en/partner/windwerk/" in row.values()


def test_the_table_holds_no_field_its_reader_may_not_see():
    made = house(contact_phone="0355 1", field_visibility={"contact_phone": "network"})
    assert [row["Telefon"] for row in partners()] == [""]
    member = viewer_of(MembershipFactory(partner=PartnerFactory()).user, TODAY)
    assert {row["Telefon"] for row in partners("q=windwerk", member)} == {"0355 1"}
    made.visibility = "staff"
    made.save()
    assert "Windwerk" not in {row["Name"] for row in partners()}


def test_a_listing_stands_in_one_row_in_words():
    made = ListingFactory(
        partner=house(), kind=ListingKind.NEED, title="Saal gesucht", text="Für den Winter.",
        category=ResourceCategory.objects.get(code="room"), mode="online", language="de",
        valid_to=date(2027, 1, 31),
    )  # fmt: skip
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    (row,) = listings()
    assert row == {
        "Art": str(ListingKind.NEED.label),
        "Titel": "Saal gesucht",
        "Partner": "Windwerk",
        "Kategorie": "Raum",
        "Beschreibung": "Für den Winter.",
        "Handlungsfelder": "Energie",
        "Kompetenzbereiche": "",
        "Zielgruppen": "",
        "Wo": f"{District.objects.get(code='sandow').title_de}, online",
        "Sprachen": "Deutsch",
        "Gilt bis": "31.01.2027",
        "Adresse im Verzeichnis": f"http://testserver/de/netzwerk/angebote/{made.key}/",
    }


def test_the_tables_hold_what_was_selected_and_nothing_else():
    ListingFactory(partner=house(), title="Saal")
    ListingFactory(title="Laptops", kind=ListingKind.NEED)
    ListingFactory(title="Geheim", visibility="network")
    assert {row["Titel"] for row in listings()} == {"Saal", "Laptops"}
    assert [row["Titel"] for row in listings("typ=offer")] == ["Saal"]
    assert [row["Name"] for row in partners("feld=energy")] == ["Windwerk"]


@pytest.mark.parametrize("number", [1, 3])
def test_tables_ask_nothing_beyond_what_found_their_rows(number, django_assert_num_queries):
    for _number in range(number):
        ListingFactory(category=ResourceCategory.objects.get(code="room"))
    DirectoryVersion.objects.create(pk=1)
    found = find(Selection(), on=TODAY)
    _index, entries = find_listings(ListingSelection(), on=TODAY)
    with django_assert_num_queries(0):
        assert len(partner_sheet(found, "de").rows) == number
        assert len(listing_sheet(entries).rows) == number
