"""What must come before a course is named, with where to learn it."""

import pytest

from courses.models import CoursePrerequisite
from courses.queries.cards import course_url
from courses.queries.requirements import Requirement, requirements
from lms.taxonomy.models import Competence
from tests.factories.courses import CourseFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def test_nothing_is_asked_for():
    with expect_statements(1):
        assert requirements(CourseFactory.build(pk=7), "de") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_courses_are_links_while_they_are_offered(rows):
    course = CourseFactory()
    for number in range(rows):
        before = CourseFactory(text__title=f"Schritt {number}", state="published")
        CoursePrerequisite.objects.create(course=course, required_course=before)
    with expect_statements(2):
        found = requirements(course, "en")
    assert [one.title for one in found] == [f"Schritt {number}" for number in range(rows)]
    assert found[-1].address == course_url(before.key, "sicher-im-netz")
    before.state = "retired"
    before.save()
    last = requirements(course, "en")[-1]
    assert last == Requirement(f"Schritt {rows - 1}", "", "de")


def test_a_competence_leads_to_the_courses_of_its_area():
    course = CourseFactory()
    competence = Competence.objects.filter(parent__isnull=False).first()
    CoursePrerequisite.objects.create(course=course, competence=competence, level=4)
    with expect_statements(1):
        (found,) = requirements(course, "de")
    assert found.title == f"{competence.title_de}, Niveau 4"
    area = f"{competence.framework.code}%3A{competence.parent.code}"
    assert found.address == f"/de/kurse/?kompetenz={area}"
