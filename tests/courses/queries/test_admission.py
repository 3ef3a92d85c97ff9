"""What is missing, and what would fit."""

import pytest

from courses.models import CourseCompetence, CoursePrerequisite
from courses.queries.admission import gaps
from lms.taxonomy.models import Competence
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db


def test_nothing_is_missing():
    assert not gaps(UserFactory(), CourseFactory(), years=18, language="de")


def test_what_must_come_before_is_named():
    course, before = CourseFactory(), CourseFactory(text__title="Erste Schritte")
    competence = Competence.objects.first()
    CoursePrerequisite.objects.create(course=course, required_course=before)
    CoursePrerequisite.objects.create(course=course, competence=competence, level=4)
    found = gaps(UserFactory(), course, years=18, language="en")
    assert found
    assert [one.title for one in found.missing] == [
        "Erste Schritte",
        f"{competence.title}, Niveau 4",
    ]


def test_who_is_too_young_sees_what_fits_the_nearest_first():
    course = CourseFactory(minimum_age=16)
    competence = Competence.objects.first()
    CourseCompetence.objects.create(course=course, competence=competence)
    CourseFactory(minimum_age=14, text__title="Auch zu alt")
    CourseFactory(state="retired", text__title="Weg")
    CourseFactory(text__title="Fern")
    near = CourseFactory(text__title="Nah")
    CourseCompetence.objects.create(course=near, competence=competence)
    found = gaps(UserFactory(), course, years=0, language="de")
    assert found.is_too_young
    assert [text.title for text in found.fitting] == ["Nah", "Fern"]
