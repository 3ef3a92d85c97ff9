"""Facets and words narrow any list that has values and words."""

import pytest
from django.http import QueryDict

from lms.taxonomy.models import ActionField, EducationStage
from network.enums import DirectoryFacet, PartnerKind
from network.queries.index import index_for
from network.queries.narrowing import (
    active_filters,
    counted,
    fitting,
    groups,
    nearest,
    title_of,
    ways_out,
)
from network.queries.selection import Selection
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    for name, kind, stage, field in (
        ("Bibliothek", PartnerKind.LIBRARY, "adult", "education"),
        ("Museum", PartnerKind.MUSEUM, "adult", "energy"),
        ("Windwerk", PartnerKind.SMALL_COMPANY, "practice", "energy"),
    ):
        made = PartnerFactory(name=name, kind=kind)
        made.stages.set(EducationStage.objects.filter(code=stage))
        made.action_fields.set(ActionField.objects.filter(code=field))
    return index_for(NOBODY, NOW.date())


def ask(address):
    return Selection.from_query(QueryDict(address))


def names(entries):
    return [entry.partner.name for entry in entries]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["Bibliothek", "Museum", "Windwerk"]),
        ("art=museum&art=library", ["Bibliothek", "Museum"]),  # one of a facet's
        ("art=museum&art=library&feld=energy", ["Museum"]),  # and every facet
        ("q=energie", ["Museum", "Windwerk"]),  # what a value is called
        ("q=energie+windwerke", ["Windwerk"]),  # every word, in any form
        ("art=castle", []),
    ],
)
def test_one_value_of_each_facet_and_every_word_must_fit(index, address, found):
    assert names(fitting(index.entries, ask(address))) == found


def test_a_facet_counts_under_all_others_and_shows_only_what_anybody_has(index):
    wanted = ask("art=library&feld=energy")
    made = groups(index.entries, fitting(index.entries, wanted), wanted, index)
    facets = {group.name: {row.value: row.count for row in group.options} for group in made}
    assert facets["art"] == {"library": 0, "small_company": 1, "museum": 1}
    assert facets["feld"] == {"energy": 0, "education": 1}
    assert facets["stufe"] == {"adult": 0, "practice": 0}
    assert [group.name for group in made if group.is_active] == ["feld", "art"]
    assert counted(index.entries, [DirectoryFacet.STAGE]) == {
        DirectoryFacet.STAGE: {"adult": 2, "practice": 1}
    }


def test_each_filter_knows_the_address_without_it(index):
    found = active_filters(ask("q=wind&art=library&art=unsinn"), index.labels)
    assert [(row.title, row.query) for row in found] == [
        ("„wind“", "art=library&art=unsinn"),
        ("Art der Einrichtung: Bibliothek", "q=wind&art=unsinn"),
        ("Art der Einrichtung: unsinn", "q=wind&art=library"),
    ]


def test_ways_out_lead_to_something_the_most_first(index):
    found = ways_out(
        index.entries, ask("art=library&stufe=practice&feld=energy&q=museum"), index.labels
    )
    assert found == []  # no single thing helps
    found = ways_out(index.entries, ask("q=xyxy&feld=energy"), index.labels)
    assert [(row.title, row.query, row.count) for row in found] == [
        ("den Suchbegriff", "feld=energy", 2)
    ]
    found = ways_out(index.entries, ask("art=library&feld=energy"), index.labels)
    assert [row.count for row in found] == [2, 1]


def test_the_nearest_meet_most_and_similar_words_count(index):
    assert names(nearest(index.entries, ask("art=library&feld=energy&stufe=practice"))) == [
        "Windwerk",
        "Bibliothek",
        "Museum",
    ]
    assert names(nearest(index.entries, ask("q=Windwrek"))) == ["Windwerk"]
    assert nearest(index.entries, ask("q=qqqqxxxx")) == []


def test_an_unknown_value_is_called_what_it_is(index):
    labels = index.labels[DirectoryFacet.KIND]
    assert (title_of(labels, "library"), title_of(labels, "x")) == ("Bibliothek", "x")
