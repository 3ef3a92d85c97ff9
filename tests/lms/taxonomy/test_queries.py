"""Reads of the vocabularies."""

import pytest
from django.utils.translation import override

from lms.taxonomy import queries
from lms.taxonomy.models import Framework

pytestmark = pytest.mark.django_db


def codes(rows):
    return [row.code for row in rows]


def test_stages_follow_life_and_practice_comes_last():
    assert codes(queries.stages()) == (
        "early primary secondary vocational higher adult practice".split()
    )


def test_stages_by_area_leaves_practice_out(django_assert_num_queries):
    with django_assert_num_queries(1):
        areas = queries.stages_by_area()
    assert {area.code: codes(area.stages) for area in areas} == {
        "early": ["early"],
        "school": ["primary", "secondary"],
        "higher": ["vocational", "higher"],
        "adult": ["adult"],
    }


def test_titles_come_in_the_active_language():
    with override("en"):
        assert queries.stages_by_area()[1].stages[0].title == "Primary school"
        assert queries.action_fields()[0].title == "Health"
    with override("dsb"):
        assert queries.stages()[1].title == "Grundschule"


def test_short_vocabularies_keep_the_order_of_their_files():
    assert codes(queries.target_groups())[:2] == ["children", "nursery-children"]
    assert codes(queries.accessibility_features())[:2] == ["captions", "transcript"]
    assert codes(queries.districts())[:2] == ["mitte", "schmellwitz"]


def test_default_framework_is_the_newest_digcomp():
    assert queries.default_framework().code == "digcomp-3.0"
    assert codes(queries.frameworks()) == ["digcomp-3.0", "digcomp-2.2", "kmk-2016"]


def test_default_framework_without_vocabularies_says_so():
    Framework.objects.update(is_default=False)
    with pytest.raises(Framework.DoesNotExist):
        queries.default_framework()


def test_competence_areas_bring_their_children(django_assert_num_queries):
    with django_assert_num_queries(2):
        areas = list(queries.competence_areas("digcomp-3.0"))
        below = [codes(area.children.all()) for area in areas]
    assert codes(areas) == ["1", "2", "3", "4", "5"]
    assert below[0] == ["1.1", "1.2", "1.3"]


def test_competences_are_of_one_framework():
    found = list(queries.competences("kmk-2016"))
    assert {row.framework.code for row in found} == {"kmk-2016"}
    assert codes(found)[:4] == ["1.1", "1.2", "1.3", "2.1"]
