"""The catalogue page: results, counts, order, and what is nearest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from courses.actions.course import retire_course, store_course
from courses.actions.draft import CourseTextDraft
from courses.queries.catalogue import catalogue, newest_cards, partner_cards
from courses.queries.filters import SORTS, CatalogueFilter
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def publish(title, *, days=0, **values):
    text = {"slug": title.lower().replace(" ", "-"), "summary": ""}
    return store_course(
        draft=drafts.course_draft(title=title, text=text, **values), at=NOW + timedelta(days=days)
    )


def read(address="", language="de", page="1"):
    return catalogue(CatalogueFilter.from_query(QueryDict(address)), language=language, page=page)


def titles(result):
    return [card.title for card in result.cards]


def numbers(result, name):
    group = next(group for group in result.facets if group.name == name)
    return {option.value: option.count for option in group.options}


@pytest.fixture
def three():
    """Three courses: two for school, two about energy, one of both."""
    school, adults = drafts.stage("primary", "Grundschule"), drafts.stage("adult", "Erwachsene")
    energy, health = (
        drafts.action_field("energy", "Energie"),
        drafts.action_field("health", "Gesundheit"),
    )
    publish("Alpha", stage_ids=(school,), action_field_ids=(energy,), effort_minutes=30)
    publish("Beta", days=1, stage_ids=(adults,), action_field_ids=(energy,), effort_minutes=400)
    publish("Gamma", days=2, stage_ids=(school, adults), action_field_ids=(health,))


def test_an_empty_catalogue_says_so():
    result = read()
    assert (result.total, result.cards, result.nearest, result.ways_out) == (0, [], [], [])


@pytest.mark.usefixtures("three")
def test_everything_is_shown_newest_first_with_all_counts():
    result = read()
    assert (result.total, titles(result)) == (3, ["Gamma", "Beta", "Alpha"])
    assert numbers(result, "stufe") == {"primary": 2, "adult": 2}
    assert numbers(result, "feld") == {"energy": 2, "health": 1}
    assert numbers(result, "dauer") == {"short": 1, "medium": 1, "long": 1}
    assert numbers(result, "format") == {"online": 3}
    assert result.active == []


@pytest.mark.usefixtures("three")
def test_a_facet_is_counted_under_all_other_facets():
    result = read("stufe=primary")
    assert (result.total, titles(result)) == (2, ["Gamma", "Alpha"])
    assert numbers(result, "stufe") == {"primary": 2, "adult": 2}  # its own choice aside
    assert numbers(result, "feld") == {"energy": 1, "health": 1}
    both = read("stufe=primary&feld=energy")
    assert titles(both) == ["Alpha"]
    assert numbers(both, "stufe") == {"primary": 1, "adult": 1}
    assert numbers(both, "feld") == {"energy": 1, "health": 1}


@pytest.mark.usefixtures("three")
def test_values_of_one_facet_add_up():
    assert read("feld=energy&feld=health").total == 3
    assert read("stufe=primary&feld=energy&feld=health").total == 2


@pytest.mark.usefixtures("three")
def test_every_count_is_what_choosing_it_shows():
    for address in ("", "stufe=adult", "q=Alpha", "dauer=short&stufe=primary"):
        for group in read(address).facets:
            for option in group.options:
                if not option.is_active and not group.is_active:
                    shown = read(f"{address}&{group.name}={option.value}").total
                    assert shown == option.count, (address, group.name, option.value)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("neu", ["Gamma", "Beta", "Alpha"]),
        ("titel", ["Alpha", "Beta", "Gamma"]),
        ("dauer", ["Alpha", "Gamma", "Beta"]),
    ],
)
def test_orders(sort, order):
    result = read(f"sortierung={sort}")
    assert titles(result) == order
    active = [title for _value, title, is_active in result.sorts if is_active]
    assert active == [str(SORTS[sort])]
    assert [value for value, _title, _active in result.sorts] == ["", "titel", "dauer"]


def test_the_natural_order_has_no_value_and_changes_with_the_search():
    publish("Alpha")
    assert read("q=Alpha").sorts == [
        ("", "Beste Treffer zuerst", True),
        ("neu", "Neueste zuerst", False),
        ("titel", "Titel A bis Z", False),
        ("dauer", "Kürzeste zuerst", False),
    ]


def test_search_puts_the_best_hit_first():
    publish("Nebensache", days=2, lessons=(drafts.lesson_draft(1, html="<p>Roboter</p>"),))
    publish("Roboter bauen", days=1)
    result = read("q=Robotern")
    assert titles(result) == ["Roboter bauen", "Nebensache"]
    assert titles(read("q=Roboter&sortierung=neu")) == ["Nebensache", "Roboter bauen"]


def test_search_narrows_counts_and_tells_its_correction():
    publish("Roboter bauen", level="advanced")
    publish("Garten", level="beginner")
    result = read("q=Robotter")
    assert (titles(result), result.corrected) == (["Roboter bauen"], "Roboter")
    assert numbers(result, "niveau") == {"advanced": 1}


@pytest.mark.usefixtures("three")
def test_active_filters_are_named_and_can_be_dropped():
    result = read("q=Gamma&stufe=primary&stufe=adult&sprache=de&partner=unbekannt")
    assert [(a.title, a.query) for a in result.active] == [
        ("„Gamma“", "stufe=adult&stufe=primary&sprache=de&partner=unbekannt"),
        ("Bildungsbereich: Erwachsene", "q=Gamma&sprache=de&partner=unbekannt&stufe=primary"),
        ("Bildungsbereich: Grundschule", "q=Gamma&sprache=de&partner=unbekannt&stufe=adult"),
        ("Sprache: Deutsch", "q=Gamma&stufe=adult&stufe=primary&partner=unbekannt"),
        ("Anbieter: unbekannt", "q=Gamma&stufe=adult&stufe=primary&sprache=de"),
    ]


@pytest.mark.usefixtures("three")
def test_when_nothing_fits_the_nearest_is_offered():
    result = read("stufe=primary&dauer=long&feld=energy")
    assert (result.total, result.cards) == (0, [])
    assert [(way.title, way.count) for way in result.ways_out] == [
        ("Bildungsbereich: Grundschule", 1),
        ("Dauer: über 5 Stunden", 1),
    ]
    assert [card.title for card in result.nearest] == ["Beta", "Alpha", "Gamma"]


@pytest.mark.usefixtures("three")
def test_a_search_without_hit_offers_what_has_any_word_else_the_newest():
    assert [c.title for c in read("q=Alpha+Gamma").nearest] == ["Gamma", "Alpha"]
    assert [c.title for c in read("q=xyzxyzxyz").nearest] == ["Gamma", "Beta", "Alpha"]
    assert [(w.title, w.count) for w in read("q=xyzxyzxyz").ways_out] == [("den Suchbegriff", 3)]


def test_pages_hold_twenty_courses():
    for number in range(21):
        publish(f"Kurs {number}")
    first, last = read(), read(page="2")
    assert (first.total, len(first.cards), len(last.cards)) == (21, 20, 1)
    assert not {card.key for card in first.cards} & {card.key for card in last.cards}
    assert read(page="99").page.number == 2
    assert read(page="x").page.number == 1


def test_a_course_is_listed_in_every_language_with_its_own_shown():
    publish("Nur deutsch")
    both = {"de": CourseTextDraft("Beides", "beides"), "en": CourseTextDraft("Both", "both")}
    store_course(draft=drafts.course_draft(texts=both), at=NOW + timedelta(days=1))
    with translation.override("en"):
        cards = read(language="en").cards
    assert [(c.title, c.lang, c.language_label) for c in cards] == [
        ("Both", "en", "Deutsch, English"),
        ("Nur deutsch", "de", "Deutsch"),
    ]
    assert titles(read("sprache=en")) == ["Beides"]


def test_retired_courses_are_not_counted():
    course = publish("Weg")
    publish("Da")
    retire_course(source_key=course.source_key, at=NOW)
    assert (titles(read()), read().total) == (["Da"], 1)
    assert numbers(read(), "sprache") == {"de": 1}


def test_lists_for_home_and_partner_page():
    partner = PartnerFactory(slug="volkshochschule")
    publish("B", partner=partner)
    publish("A", days=1, co_partner_ids=(partner.pk,))
    publish("C", days=2)
    assert [c.title for c in newest_cards(language="de", number=2)] == ["C", "A"]
    assert [c.title for c in partner_cards(slug="volkshochschule", language="de")] == ["A", "B"]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(rows, django_assert_num_queries):
    for number in range(rows):
        publish(f"Kurs {number}", co_partner_ids=(PartnerFactory().pk,))
    with django_assert_num_queries(5):  # stamp, labels, counts, courses, facets
        read("sprache=de")
    with django_assert_num_queries(3):
        read("sprache=de")
    with django_assert_num_queries(5):  # vocabulary and counts besides
        read("q=Kurs")
