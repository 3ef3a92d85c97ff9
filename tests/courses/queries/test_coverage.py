"""The table of what there is to learn: every number equals the list it leads to."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from courses.actions.catalogue import store_entry
from courses.models import CourseCompetence
from courses.queries.catalogue import catalogue
from courses.queries.coverage import Asked, Columns, supply
from courses.queries.filters import CatalogueFilter
from lms.taxonomy.models import ActionField, Competence, District, EducationStage
from network.enums import PartnerState, Visibility
from network.queries import Selection, directory
from network.queries.viewer import Viewer
from tests.factories.courses import CourseFactory
from tests.factories.network import PartnerFactory, PlaceFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
STAFF = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())


def partner(district="", *fields, **facts):
    made = PartnerFactory(**facts)
    made.stages.set(EducationStage.objects.filter(code="primary"))
    made.action_fields.set(ActionField.objects.filter(code__in=fields or ["energy"]))
    if district:
        PlaceFactory(partner=made, district=District.objects.get(code=district))
    return made


def course(house, *, stages=("primary",), fields=("energy",), competence="1.1"):
    made = CourseFactory(partner=house)
    made.stages.set(EducationStage.objects.filter(code__in=stages))
    made.action_fields.set(ActionField.objects.filter(code__in=fields))
    for one in Competence.objects.filter(code=competence, framework__code="digcomp-3.0"):
        CourseCompetence.objects.create(course=made, competence=one)
    store_entry(course=made, at=NOW)
    return made


@pytest.fixture
def city():
    here, there = partner("sandow", "energy", "health"), partner("", "energy")
    course(here)
    course(here, stages=("primary", "adult"), fields=("energy", "health"), competence="2.1")
    course(there)
    return here, there


def cell(found, stage, column):
    return next(
        c for _t, cells in found.rows for c in cells if (c.stage, c.column) == (stage, column)
    )


@pytest.mark.parametrize("columns", list(Columns))
@pytest.mark.parametrize("district", ["", "sandow", "stroebitz"])
def test_every_number_equals_its_list(city, columns, district):
    partner("sandow", state=PartnerState.PROVISIONAL)
    partner("sandow", visibility=Visibility.STAFF)
    partner("sandow", confirm_due=NOW.date() - timedelta(days=60))
    partner("sandow", state=PartnerState.ARCHIVED)
    found = supply(Asked(columns, district), at=NOW)
    numbers = 0
    for _title, cells in found.rows:
        for one in cells:
            wanted = CatalogueFilter.from_query(QueryDict(one.courses_query))
            if one.courses:
                assert catalogue(wanted, language="de").total == one.courses
                numbers += 1
            if one.partners_query:
                chosen = Selection.from_query(QueryDict(one.partners_query))
                shown = directory(chosen, viewer=STAFF, language="de", on=NOW.date())
                assert shown.total == one.partners
    assert numbers or district == "stroebitz"


def test_other_frameworks_fill_no_area_of_digcomp():
    house = partner()
    house.competences.set(Competence.objects.filter(framework__code="kmk-2016", code="2.1"))
    assert cell(supply(Asked(Columns.AREAS), at=NOW), "primary", "2").partners == 0
    house.competences.add(Competence.objects.get(framework__code="digcomp-2.2", code="2.1"))
    assert cell(supply(Asked(Columns.AREAS), at=NOW), "primary", "2").partners == 1


def test_cells_say_how_they_look(city):
    here, _there = city
    found = supply(Asked(), at=NOW)
    assert cell(found, "primary", "energy").kind == "good"
    assert (cell(found, "primary", "energy").courses, cell(found, "primary", "energy").runs) == (
        3,
        3,
    )
    assert (
        cell(found, "adult", "energy").words
        == "Dünn: Kurse gibt es, aber keinen Partner dieser Stufe."
    )
    assert cell(found, "primary", "mobility").words == "Lücke: weder Kurs noch Partner."
    here.courses.first().runs.update(ends_at=NOW - timedelta(days=1))
    assert cell(supply(Asked(), at=NOW), "primary", "energy").runs == 2


def test_full_runs_make_a_cell_thin(city):
    for one in (one for house in city for one in house.courses.all()):
        one.runs.update(capacity=1, seats_taken=1)
    assert (
        cell(supply(Asked(), at=NOW), "primary", "energy").words
        == "Dünn: Kurse gibt es, aber keinen freien Platz."
    )


def test_pressing_gaps_follow_what_staff_stress(city):
    ActionField.objects.filter(code="economy").update(priority=9)
    found = supply(Asked(), at=NOW)
    assert {one.column for one in found.pressing} == {"economy"}
    assert found.pressing[0].weight >= found.pressing[-1].weight


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for _ in range(number):
        course(partner("sandow"))
    with expect_statements(10):
        found = supply(Asked(Columns.AREAS, "sandow"), at=NOW)
    assert max(one.courses for _title, cells in found.rows for one in cells) == number
