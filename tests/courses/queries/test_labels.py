"""Names of facet values."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from courses.actions.course import store_course
from courses.queries.labels import catalogue_stamp, labels, language_name, title_of
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_all_vocabularies_are_named_by_one_query(django_assert_num_queries):
    partner = PartnerFactory(slug="x-haus", name="Haus X")
    PartnerFactory(slug="ohne-kurs")
    drafts.stage("primary", "Grundschule")
    drafts.competence("9.1", area="9", area_title="Daten")
    store_course(draft=drafts.course_draft(partner=partner), at=NOW)
    with django_assert_num_queries(2):
        known = labels(catalogue_stamp())
    with django_assert_num_queries(1):
        assert labels(catalogue_stamp()) is known
    assert known["stage"]["primary"].title_de == "Grundschule"
    assert known["competence"]["rahmen-1:9"].title_de == "Daten (Rahmen 1)"
    assert known["partner"]["x-haus"].title == "Haus X"
    assert "ohne-kurs" not in known["partner"]
    assert "rahmen-1:9.1" not in known["competence"]


def test_titles_follow_the_language_of_the_reader():
    drafts.stage("primary", "Grundschule")
    known = labels(catalogue_stamp())
    assert title_of(known, "stage", "primary") == "Grundschule"
    with translation.override("en"):
        assert title_of(known, "stage", "primary") == "English primary"


@pytest.mark.parametrize(
    ("facet", "value", "title"),
    [
        ("level", "beginner", "Einstieg"),
        ("effort", "short", "bis 1 Stunde"),
        ("format", "on_site", "vor Ort"),
        ("language", "dsb", "dolnoserbski"),
        ("stage", "gibt-es-nicht", "gibt-es-nicht"),
        ("level", "gibt-es-nicht", "gibt-es-nicht"),
    ],
)
def test_other_values_are_named_too(facet, value, title):
    assert title_of(labels(catalogue_stamp()), facet, value) == title


def test_languages_are_named_in_themselves():
    assert [language_name(c) for c in ("de", "en", "de-simple", "xx")] == [
        "Deutsch",
        "English",
        "Leichte Sprache",
        "xx",
    ]
