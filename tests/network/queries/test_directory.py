"""The partner directory."""

import pytest
from django.http import QueryDict

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import PartnerKind, PartnerState
from network.models import DirectoryVersion
from network.queries.directory import directory
from network.queries.narrowing import ActiveFilter
from network.queries.selection import Selection
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def partner(name, kind=PartnerKind.LIBRARY, stages=(), fields=(), *, district="", **facts):
    made = PartnerFactory(name=name, kind=kind, **facts)
    made.stages.set(EducationStage.objects.filter(code__in=stages))
    made.action_fields.set(ActionField.objects.filter(code__in=fields))
    if district:
        PlaceFactory(partner=made, district=District.objects.get(code=district))
    return made


def ask(address="", language="de", page="1"):
    wanted = Selection.from_query(QueryDict(address))
    return directory(wanted, on=TODAY, language=language, page=page)


def names(cards):
    return [card.name for card in cards]


def counts(found, name):
    (facet,) = [facet for facet in found.facets if facet.name == name]
    return {option.value: option.count for option in facet.options}


@pytest.fixture
def town():
    partner(
        "Bibliothek Mitte", stages=["adult", "practice"], fields=["education"], district="mitte"
    )
    partner(
        "Schule Sandow", PartnerKind.PRIMARY_SCHOOL, ["primary"], ["education"], district="sandow"
    )
    partner(
        "Windwerk",
        PartnerKind.SMALL_COMPANY,
        ["practice"],
        ["energy", "education"],
        district="sandow",
    )
    partner("Sentinel-Entwurf", stages=["adult"], district="mitte", state=PartnerState.DRAFT)
    partner("Sentinel-Archiv", fields=["energy"], state=PartnerState.ARCHIVED)


def test_directory_lists_the_published_by_name(town):
    found = ask()
    assert names(found.cards) == ["Bibliothek Mitte", "Schule Sandow", "Windwerk"]
    assert (found.total, found.query, found.active, found.nearest, found.ways_out) == (
        3,
        "",
        [],
        [],
        [],
    )


def test_counts_leave_drafts_out_and_hide_values_nobody_has(town):
    found = ask()
    assert counts(found, "stufe") == {"primary": 1, "adult": 1, "practice": 2}
    assert counts(found, "feld") == {"energy": 1, "education": 3}
    assert counts(found, "art") == {"primary_school": 1, "library": 1, "small_company": 1}
    assert counts(found, "ortsteil") == {"mitte": 1, "sandow": 2}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("stufe=practice", ["Bibliothek Mitte", "Windwerk"]),
        ("stufe=practice&stufe=primary", ["Bibliothek Mitte", "Schule Sandow", "Windwerk"]),
        ("stufe=practice&ortsteil=sandow", ["Windwerk"]),
        ("art=library", ["Bibliothek Mitte"]),
        ("feld=energy", ["Windwerk"]),
        ("q=sándow", ["Schule Sandow", "Windwerk"]),
        ("q=Schulen", ["Schule Sandow"]),
        ("q=Žandow&feld=energy", ["Windwerk"]),
        ("q=werk+wind", ["Windwerk"]),
        ("stufe=castle", []),
    ],
)
def test_search_and_filters_narrow(town, address, expected):
    found = ask(address)
    assert names(found.cards) == expected
    assert found.total == len(expected)
    assert found.query == Selection.from_query(QueryDict(address)).query()


def test_search_finds_what_a_summary_says():
    made = partner("Haus")
    store_partner_text(partner=made, locale="de", summary="Wir löten Roboter.", html="", at=NOW)
    partner("Anderes Haus")
    assert names(ask("q=roboter").cards) == ["Haus"]


def test_every_count_is_what_the_page_would_show(town):
    address = "stufe=practice&feld=education"
    for facet in ask(address).facets:
        others = "&".join(p for p in address.split("&") if not p.startswith(f"{facet.name}="))
        for option in facet.options:
            alone = ask(f"{others}&{facet.name}={option.value}")
            assert alone.total == option.count, (facet.name, option.value)


def test_active_filters_can_each_be_removed(town):
    found = ask("q=sandow&stufe=practice&ortsteil=sandow")
    assert found.active == [
        ActiveFilter("„sandow“", "stufe=practice&ortsteil=sandow"),
        ActiveFilter("Bildungsbereich: Praxis", "q=sandow&ortsteil=sandow"),
        ActiveFilter("Ortsteil: Sandow", "q=sandow&stufe=practice"),
    ]
    assert [facet.name for facet in found.facets if facet.is_active] == ["stufe", "ortsteil"]


def test_no_hit_offers_ways_out_most_first_and_the_nearest(town):
    found = ask("stufe=primary&ortsteil=sandow&art=small_company")
    assert found.cards == []
    assert [(way.title, way.count) for way in found.ways_out] == [
        ("Bildungsbereich: Grundschule", 1),
        ("Art der Einrichtung: Kleines oder mittleres Unternehmen", 1),
    ]
    assert names(found.nearest) == ["Schule Sandow", "Windwerk"]


def test_no_hit_for_a_typing_mistake_offers_the_similar(town):
    found = ask("q=Biblotek")
    assert found.total == 0
    assert names(found.nearest) == ["Bibliothek Mitte"]
    assert [(way.title, way.count) for way in found.ways_out] == [("den Suchbegriff", 3)]


def test_no_hit_for_nonsense_offers_nothing_similar(town):
    assert ask("q=qqqqxxxx").nearest == []


def test_empty_directory_is_fine():
    found = ask("stufe=early&q=x1")
    assert (found.total, found.cards, found.nearest, found.ways_out) == (0, [], [], [])


def test_pages_are_cut_and_odd_numbers_forgiven():
    for number in range(26):
        partner(f"Haus {number:02}")
    assert len(ask().cards) == 24
    assert names(ask(page="2").cards) == ["Haus 24", "Haus 25"]
    assert names(ask(page="99").cards) == ["Haus 24", "Haus 25"]
    assert len(ask(page="unsinn").cards) == 24
    assert ask(page="2").total == 26


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_any_number(number, django_assert_num_queries):
    for i in range(number):
        partner(f"Haus {i}", stages=["adult", "early"], fields=["energy"], district="mitte")
    with django_assert_num_queries(12):
        assert ask("stufe=adult").total == number
    DirectoryVersion.objects.create(pk=1)
    ask()
    for address in ("q=haus", "ansicht=tabelle", "ansicht=karte", "um=mitte&km=5"):
        with django_assert_num_queries(2):
            assert ask(address).total == number
    with django_assert_num_queries(2):
        assert ask("q=haus&stufe=primary").total == 0
