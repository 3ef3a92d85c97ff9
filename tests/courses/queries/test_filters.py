"""Filters and their addresses."""

import pytest
from django.http import QueryDict

from courses.enums import Facet
from courses.queries.filters import PARAMETERS, CatalogueFilter


def read(address):
    return CatalogueFilter.from_query(QueryDict(address))


def test_every_facet_has_a_name_in_the_address():
    assert set(PARAMETERS) == set(Facet)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "q=Passwort",
        "stufe=adult&stufe=primary&sprache=en",
        "q=%C3%BC&partner=x&sortierung=titel",
    ],
)
def test_an_address_is_written_as_it_was_read(address):
    assert read(address).query() == address


def test_unknown_empty_and_endless_parts_are_left_out():
    wanted = read("q=+a++b+&stufe=&stufe=adult&stufe=adult&page=2&sortierung=boese&x=1")
    assert (wanted.text, wanted.values, wanted.sort) == ("a b", ((Facet.STAGE, ("adult",)),), "")
    long = read("&".join(f"feld={'x' * 200}{n}" for n in range(100)) + "&q=" + "y" * 500)
    assert (len(long.chosen(Facet.FIELD)), len(long.text)) == (1, 80)


def test_equal_filters_are_one_memory_whatever_their_order():
    assert read("feld=b&feld=a&stufe=c") == read("stufe=c&feld=a&feld=b")


def test_parts_can_be_dropped():
    wanted = read("q=x&feld=a&feld=b&stufe=c")
    assert wanted.without_text().query() == "stufe=c&feld=a&feld=b"
    assert wanted.without(Facet.FIELD, "a").query() == "q=x&stufe=c&feld=b"
    assert wanted.without(Facet.FIELD).query() == "q=x&stufe=c"
    assert wanted.without(Facet.STAGE, "c").query() == "q=x&feld=a&feld=b"


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("", "neu"),
        ("q=x", "treffer"),
        ("q=x&sortierung=dauer", "dauer"),
        ("sortierung=treffer", "neu"),
    ],
)
def test_order_is_what_was_asked_or_what_fits(address, order):
    assert read(address).order == order
