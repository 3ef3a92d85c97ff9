"""Tags that a text speaks for."""

import pytest
from hypothesis import given, strategies as st

from network.enums import TagGroup
from network.models import LexiconTerm
from network.queries.suggestions import lexicon_hits, suggest_tags, tag_titles
from tests.support.queries import expect_statements

ROWS = [
    ("field", "energy", "Strom"),
    ("field", "energy", "erneuerbare Energien"),
    ("field", "mobility", "Bus"),
    ("category", "room", "Räume"),
    ("category", "equipment", "3D-Drucker"),
]


def hits(text):
    return dict(lexicon_hits(text, ROWS))


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Alles über STROM.", ("field", "energy")),
        ("Wir erklären erneuerbare Energie", ("field", "energy")),
        ("helle Räumen im Erdgeschoss", ("category", "room")),
        ("Ein 3D-Drucker steht bereit", ("category", "equipment")),
        ("Der Bus fährt", ("field", "mobility")),
    ],
)
def test_words_are_found_folded_and_with_usual_endings(text, tag):
    assert tag in hits(text)


@pytest.mark.parametrize("text", ["Business", "Omnibus", "stromern", "erneuerbare", "", "Energien"])
def test_parts_of_words_and_of_phrases_are_none(text):
    assert hits(text) == {}


@given(st.text(max_size=200))
def test_any_text_gives_only_what_the_lexicon_holds(text):
    assert set(hits(text)) <= {(group, code) for group, code, _word in ROWS}


@pytest.fixture
def lexicon(db):
    rows = [
        (TagGroup.FIELD, "energy", "Strom"),
        (TagGroup.FIELD, "energy", "Solar"),
        (TagGroup.FIELD, "mobility", "Bus"),
        (TagGroup.CATEGORY, "room", "Raum"),
        (TagGroup.CATEGORY, "trainer", "Trainer"),
        (TagGroup.FIELD, "erfunden", "Strom"),
    ]
    LexiconTerm.objects.all().delete()
    LexiconTerm.objects.bulk_create(
        LexiconTerm(group=group, code=code, synonym=word) for group, code, word in rows
    )


def test_the_best_supported_comes_first_and_one_category(lexicon):
    found = suggest_tags("Bus, Strom, Solar, Raum und Trainer")
    assert found[0].value == "field:energy"
    assert sorted(row.value for row in found) == ["category:room", "field:energy", "field:mobility"]
    assert found[0].title == "Energie"
    assert set(found[0].words) == {"Strom", "Solar"}


def test_what_was_chosen_or_denied_is_not_proposed(lexicon):
    without = [("field", "energy"), ("category", "room")]
    assert [row.value for row in suggest_tags("Bus Strom Raum Trainer", without=without)] == [
        "field:mobility"
    ]


@pytest.mark.parametrize("terms", [1, 3])
def test_reading_costs_the_same_for_any_lexicon(lexicon, terms):
    LexiconTerm.objects.exclude(
        pk__in=list(LexiconTerm.objects.filter(code="energy").values_list("pk", flat=True)[:terms])
    ).exclude(code="mobility").delete()
    with expect_statements(5):
        found = suggest_tags("Bus")
    assert [row.value for row in found] == ["field:mobility"]


def test_titles_are_those_of_the_default_framework(db):
    titles = tag_titles()
    assert titles["competence", "4.2"].startswith("4.2 ")
    assert ("competence", "4") not in titles
