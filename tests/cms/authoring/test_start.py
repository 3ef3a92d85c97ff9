"""A new course is a draft with a first lesson, in the house and by the person who began it."""

import pytest

from cms.authoring.start import CoursePlan, start_course
from cms.models import CoursePage
from cms.onboarding import pages_of
from lms.common.errors import NotAllowedError
from lms.taxonomy.models import Competence, EducationStage
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def house(world, language="de"):
    return pages_of(world.a).get(locale__language_code=language)


def test_a_draft_with_everything_that_was_said(world):
    stage, competence = EducationStage.objects.first(), Competence.objects.first()
    plan = CoursePlan(
        title="Übers Netz",
        summary="Kurz.",
        lesson="Anfang",
        goals="Etwas können",
        licence="CC-BY-4.0",
        vocabularies={"stages": [stage]},
        competences=(competence,),
    )
    lesson = start_course(house=house(world, "en"), plan=plan, user=world.people["author_a"])
    course = CoursePage.objects.get(title="Übers Netz").get_latest_revision_as_object()
    assert lesson.get_parent().pk == course.pk
    assert (course.live, lesson.live, course.slug) == (False, False, "uebers-netz")
    assert course.locale.language_code == lesson.locale.language_code == "en"
    assert (course.goals, course.licence) == ("Etwas können", "CC-BY-4.0")
    assert list(course.stages.all()) == [stage]
    assert [row.competence for row in course.competences.all()] == [competence]
    assert course.latest_revision.user == lesson.latest_revision.user == world.people["author_a"]


def test_a_second_of_the_same_name_gets_its_own_address(world):
    plan = CoursePlan(title="Gleich", summary="Kurz.", lesson="Anfang")
    for _ in range(2):
        start_course(house=house(world), plan=plan, user=world.people["author_a"])
    slugs = CoursePage.objects.filter(title="Gleich").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["gleich", "gleich-1"]


def test_not_in_another_house(world):
    plan = CoursePlan(title="Fremd", summary="Kurz.", lesson="Anfang")
    with pytest.raises(NotAllowedError):
        start_course(house=house(world), plan=plan, user=world.people["author_b"])
    assert not CoursePage.objects.filter(title="Fremd").exists()
