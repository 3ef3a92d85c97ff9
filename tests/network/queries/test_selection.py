"""What an address asks the directory for."""

import pytest
from django.http import QueryDict

from network.enums import DirectoryFacet
from network.queries.selection import MAX_VALUES, ListingSelection, Selection

ADDRESS = "q=caf%C3%A9&stufe=adult&stufe=early&art=library"


@pytest.fixture
def wanted():
    return Selection.from_query(QueryDict(ADDRESS))


def test_address_and_selection_say_the_same(wanted):
    assert wanted == Selection(
        "café",
        (
            (DirectoryFacet.STAGE, ("adult", "early")),
            (DirectoryFacet.KIND, ("library",)),
        ),
    )
    assert wanted.query() == ADDRESS
    assert wanted.chosen(DirectoryFacet.STAGE) == ("adult", "early")
    assert wanted.chosen(DirectoryFacet.FIELD) == ()


def test_order_of_values_in_the_address_does_not_matter():
    swapped = QueryDict("art=library&stufe=early&stufe=adult&stufe=adult&q=+caf%C3%A9+")
    assert Selection.from_query(swapped).query() == ADDRESS


def test_address_without_anything_is_empty():
    assert Selection.from_query(QueryDict("q=++&stufe=&unsinn=1&seite=2")) == Selection()
    assert Selection().query() == ""


def test_endless_addresses_are_cut():
    query = QueryDict(mutable=True)
    query.setlist("stufe", [f"value{i}" for i in range(500)])
    query["q"] = "x" * 5000
    wanted = Selection.from_query(query)
    assert len(wanted.chosen(DirectoryFacet.STAGE)) == MAX_VALUES
    assert len(wanted.text) == 80


def test_single_parts_can_be_left_out(wanted):
    assert wanted.without_text().query() == "stufe=adult&stufe=early&art=library"
    without_one = wanted.without(DirectoryFacet.STAGE, "adult")
    assert without_one.query() == "q=caf%C3%A9&stufe=early&art=library"
    assert wanted.without(DirectoryFacet.STAGE).query() == "q=caf%C3%A9&art=library"
    assert wanted.without(DirectoryFacet.FIELD) == wanted


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("um=mitte&km=5&sort=-art&ansicht=karte", "um=mitte&km=5&sort=-art&ansicht=karte"),
        ("km=5", ""),
        ("um=mitte&km=x", "um=mitte"),
        ("um=mitte&km=99999", "um=mitte&km=500"),
        ("sort=unsinn&ansicht=liste", ""),
    ],
)
def test_places_orders_and_views_stand_in_the_address(address, kept):
    assert Selection.from_query(QueryDict(address)).query() == kept


def test_distance_is_natural_only_with_a_place_to_start_from():
    near = Selection.from_query(QueryDict("um=mitte"))
    assert near.sort == "entfernung"
    assert near.sorted_by("name").sort == "name"
    assert near.sorted_by("entfernung").query() == "um=mitte"
    assert Selection.from_query(QueryDict("sort=entfernung")).sort == "name"


def test_listings_have_facets_of_their_own():
    wanted = ListingSelection.from_query(QueryDict("typ=offer&art=library&um=mitte&q=saal"))
    assert wanted.query() == "q=saal&typ=offer"
