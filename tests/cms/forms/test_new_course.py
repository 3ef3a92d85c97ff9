"""The form of a new course asks for the house only when there is a choice."""

import pytest

from cms.forms.new_course import NewCourseForm
from cms.models.course import LICENCES

pytestmark = pytest.mark.django_db
HOUSES = [(1, "Haus A, Deutsch"), (2, "Haus A, Englisch")]
VALUES = {"title": "T", "summary": "S", "lesson": "L", "licence": "CC-BY-4.0"}


@pytest.mark.parametrize("number", [1, 2])
def test_one_house_needs_no_question(number):
    form = NewCourseForm(houses=HOUSES[:number], licences=LICENCES)
    assert form.fields["house"].widget.is_hidden is (number == 1)


def test_a_foreign_house_is_no_choice():
    form = NewCourseForm({**VALUES, "house": "3"}, houses=HOUSES, licences=LICENCES)
    assert set(form.errors) == {"house"}


def test_competences_stand_under_their_frameworks():
    form = NewCourseForm({**VALUES, "house": "1"}, houses=HOUSES, licences=LICENCES)
    assert form.is_valid()
    assert 'optgroup label="DigComp' in str(form["competences"])
