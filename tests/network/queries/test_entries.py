"""The searchable entries of the directory."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import store_partner_text
from network.enums import DirectoryFacet, PartnerKind, PartnerState
from network.queries.entries import ShownText
from network.queries.index import index_for
from network.queries.profile import partner_profile
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def entries():
    return index_for(NOBODY, NOW.date()).entries


def partner(name="Bibliothek", **facts):
    made = PartnerFactory(name=name, **facts)
    made.stages.set(EducationStage.objects.filter(code__in=["adult", "early"]))
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    PlaceFactory(partner=made, district=District.objects.get(code="sandow"))
    PlaceFactory(partner=made, district=None)
    return made


def test_entry_has_all_values_of_its_partner():
    made = partner(kind=PartnerKind.LIBRARY)
    other = PartnerFactory()
    values = {entry.partner: entry.values for entry in entries()}
    assert values[made] == {
        DirectoryFacet.STAGE: {"adult", "early"},
        DirectoryFacet.FIELD: {"energy"},
        DirectoryFacet.KIND: {"library"},
        DirectoryFacet.DISTRICT: {"sandow"},
        DirectoryFacet.OFFERS: set(),
        DirectoryFacet.SEEKS: set(),
        DirectoryFacet.COMPETENCE: set(),
        DirectoryFacet.TARGET_GROUP: set(),
        DirectoryFacet.REACH: {"place"},
        DirectoryFacet.LANGUAGE: set(),
        DirectoryFacet.ACCESSIBILITY: set(),
        DirectoryFacet.FRESHNESS: {"open"},
    }
    assert values[other][DirectoryFacet.STAGE] == set()


@pytest.mark.parametrize(("days", "word"), [(1, "confirmed"), (0, "open"), (-1, "open")])
def test_on_the_day_it_is_due_an_entry_no_longer_counts_as_confirmed(days, word):
    made = partner(confirmed_at=NOW, confirm_due=NOW.date() + timedelta(days=days))
    (entry,) = entries()
    assert entry.values[DirectoryFacet.FRESHNESS] == {word}
    profile = partner_profile(made.slug, "de", on=NOW.date())
    assert profile.is_unconfirmed == (word == "open")


def test_only_published_partners_are_entries():
    partner(state=PartnerState.DRAFT)
    partner(state=PartnerState.ARCHIVED)
    assert entries() == []


def test_entries_are_sorted_as_people_expect():
    for name in ("Zoo", "Ämterhaus", "amt", "Übersee"):
        PartnerFactory(name=name)
    names = [entry.partner.name for entry in entries()]
    assert names == ["amt", "Ämterhaus", "Übersee", "Zoo"]


def test_words_hold_everything_the_search_looks_at():
    made = partner("Haus Ströbitz")
    store_partner_text(partner=made, locale="de", summary="Für Großeltern", html="", at=NOW)
    store_partner_text(partner=made, locale="en", summary="For all", html="Sentinel", at=NOW)
    (entry,) = entries()
    for (
        word
    ) in "haus strobitz grosseltern all bibliothek erwachsenenbildung energie zandow".split():
        assert word in entry.words
    assert "sentinel" not in entry.words


def test_labels_are_in_the_active_language_and_in_order():
    labels = index_for(NOBODY, NOW.date()).labels
    with override("en"):
        titles = [label.title for label in labels[DirectoryFacet.STAGE].values()]
    assert titles[:3] == [
        "Early childhood education",
        "Primary school",
        "Secondary school",
    ]
    energy = labels[DirectoryFacet.FIELD]["energy"]
    assert energy.title == "Energie"
    assert energy.colour
    assert energy.icon


def test_shown_text_falls_back_to_the_first_language():
    both, german, french = (PartnerFactory() for _ in range(3))
    for made, locale in ((both, "de"), (both, "en"), (german, "de"), (french, "fr")):
        store_partner_text(partner=made, locale=locale, summary=f"Text {locale}", html="", at=NOW)
    store_partner_text(partner=german, locale="en", summary="", html="<p>x</p>", at=NOW)
    texts = {entry.partner: entry.text("en", "de") for entry in entries()}
    assert texts == {
        both: ShownText("Text en", "en"),
        german: ShownText("Text de", "de"),
        french: ShownText(),
    }
