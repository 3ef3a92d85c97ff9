"""What values of facets are called, and who has which."""

import pytest
from django.utils.translation import override

from lms.taxonomy.models import ActionField, Competence, District, EducationStage
from network.enums import ListingKind
from network.queries.labels import Label, area_code, areas, choice_labels, language_labels, terms
from tests.factories.network import PartnerFactory


def test_a_title_is_german_where_there_is_no_english_one():
    with override("en"):
        assert Label("Raum", "Room").title == "Room"
        assert Label("Raum").title == "Raum"
    assert Label("Raum", "Room").title == "Raum"


def test_choices_are_named_in_the_active_language():
    labels = choice_labels(ListingKind)
    assert list(labels) == ListingKind.values
    german = labels["need"].title
    with override("en"):
        assert labels["need"].title != german


def test_languages_are_named_in_themselves_and_unknown_ones_by_their_code():
    labels = language_labels({"uk", "xx", "de"})
    assert [(code, label.title) for code, label in labels.items()] == [
        ("de", "Deutsch"),
        ("uk", "Українська"),
        ("xx", "xx"),
    ]


@pytest.mark.django_db
def test_a_vocabulary_keeps_values_nobody_has():
    both, none = PartnerFactory(), PartnerFactory()
    both.stages.set(EducationStage.objects.filter(code__in=["early", "adult"]))
    labels, links = terms(EducationStage, "partners")
    assert list(labels) == list(EducationStage.objects.values_list("code", flat=True))
    assert links[both.pk] == {"early", "adult"}
    assert none.pk not in links


@pytest.mark.django_db
def test_a_vocabulary_brings_its_marks_and_other_names():
    energy = ActionField.objects.get(code="energy")
    labels, _links = terms(ActionField, "partners", "colour", "icon")
    assert labels["energy"] == Label("Energie", energy.title_en, energy.colour, energy.icon)
    districts, _links = terms(District, "places__partner", "title_dsb")
    assert districts["sandow"].other_names == District.objects.get(code="sandow").title_dsb
    assert districts["sandow"].other_names


@pytest.mark.django_db
def test_versions_of_digcomp_share_their_areas_and_others_keep_their_own():
    house = PartnerFactory()
    for framework, code in (("digcomp-3.0", "2.1"), ("digcomp-2.2", "2.3"), ("kmk-2016", "2.1")):
        house.competences.add(Competence.objects.get(framework__code=framework, code=code))
    labels, links = areas("partners")
    assert links[house.pk] == {"2", "kmk-2016:2"}
    area = Competence.objects.get(framework__is_default=True, code="2")
    assert labels["2"].name == area.title_de
    assert str(labels["kmk-2016:2"].name).endswith(
        "(KMK-Strategie „Bildung in der digitalen Welt“)"
    )
    assert "2.1" not in labels


def test_the_value_of_an_area():
    assert area_code("digcomp-2.2", "4") == area_code("digcomp-3.0", "4") == "4"
    assert area_code("kmk-2016", "4") == "kmk-2016:4"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_vocabulary_costs_one_query(number, django_assert_num_queries):
    for _number in range(number):
        house = PartnerFactory()
        house.stages.set(EducationStage.objects.all())
        house.competences.set(Competence.objects.filter(code__in=["1.1", "2.1"]))
    with django_assert_num_queries(1):
        assert len(terms(EducationStage, "partners")[1]) == number
    with django_assert_num_queries(1):
        assert len(areas("partners")[1]) == number
