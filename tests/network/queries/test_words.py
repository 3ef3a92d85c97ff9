"""The vocabulary of matching as staff keep it."""

import pytest

from lms.taxonomy.models import Competence, TargetGroup
from network.enums import PartnerKind, TagGroup
from network.matching.records import CATEGORY, COMPETENCE, FIELD, TARGET, Label
from network.models import CategorySubstitution, LexiconTerm, ResourceCategory
from network.queries.words import competences, kind_labels, labels, vocabulary

pytestmark = pytest.mark.django_db


def test_every_tag_has_its_column_and_its_name():
    words = vocabulary()
    assert len(words.tags()) == len(set(words.tags())) == len(words.labels)
    assert words.labels[CATEGORY, "room"] == Label("Raum", "Room")
    assert words.labels[FIELD, "energy"].de == "Energie"
    assert words.codes[TARGET] == tuple(TargetGroup.objects.values_list("code", flat=True))


def test_the_default_framework_names_what_both_versions_have():
    found = [row for row in competences() if row[1] == "2.5"]
    assert len(found) == 2
    default = Competence.objects.get(framework__is_default=True, code="2.5")
    assert found[0][0] == default.pk
    assert dict(labels())[COMPETENCE, "2.5"].de == default.title_de


def test_competences_are_those_of_digcomp_without_areas():
    codes = {code for _pk, code, _german, _english in competences()}
    assert "2" not in codes
    assert not Competence.objects.filter(
        framework__code="kmk-2016", pk__in=[row[0] for row in competences()]
    ).exists()


def test_a_name_without_english_is_german_in_both():
    ResourceCategory.objects.filter(code="room").update(title_en="")
    assert vocabulary().labels[CATEGORY, "room"] == Label("Raum", "Raum")


def test_synonyms_belong_to_their_tag_and_those_of_unknown_tags_are_left_out():
    for group, code in ((TagGroup.TARGET_GROUP, "pupils"), (TagGroup.CATEGORY, "fort")):
        LexiconTerm.objects.create(group=group, code=code, synonym="Pennäler")
    words = vocabulary().synonyms
    assert "Pennäler" in words[TARGET, "pupils"]
    assert [tag for tag, found in words.items() if "Pennäler" in found] == [(TARGET, "pupils")]


def test_what_is_related_is_related_both_ways():
    CategorySubstitution.objects.filter(
        category_a__code="trainer", category_b__code="workshop"
    ).update(weight=0.25)
    words = vocabulary()
    assert words.substitutions["trainer", "workshop"] == 0.25
    assert words.substitutions["workshop", "trainer"] == 0.25
    assert words.near_targets["educators", "teachers"] == 0.6  # as staff keep it
    assert words.near_targets["teachers", "educators"] == 0.6
    assert words.adjacency["early", "primary"] == words.adjacency["primary", "early"]


def test_kinds_have_names_in_both_languages_and_their_usual_stages():
    names = kind_labels()
    assert set(names) == set(PartnerKind.values)
    assert names["library"] == Label("Bibliothek", "Library")
    stages = vocabulary().kind_stages
    assert set(stages["library"]) == {"practice", "primary", "adult"}
    assert set(stages) == set(PartnerKind.values)


@pytest.mark.parametrize("number", [1, 3])
def test_reading_all_words_costs_ten_queries(number, django_assert_num_queries):
    for count in range(number):
        ResourceCategory.objects.create(code=f"x-{count}", title_de=f"X {count}")
        LexiconTerm.objects.create(group=TagGroup.CATEGORY, code=f"x-{count}", synonym="Wort")
    with django_assert_num_queries(10):
        words = vocabulary()
    assert words.synonyms[CATEGORY, f"x-{number - 1}"] == ("Wort",)
