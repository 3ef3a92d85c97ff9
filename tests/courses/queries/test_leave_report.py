"""Anonymous answers are told in fives, of a house as a whole."""

import pytest

from courses.models import LeaveCount
from courses.queries.leave_report import leave_report
from tests.factories.courses import CourseFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def counted(run, **answers):
    for answer, number in answers.items():
        LeaveCount.objects.create(run=run, answer=answer, number=number)


def test_small_numbers_are_never_told(django_assert_num_queries):
    course = CourseFactory()
    one, two = make_run(course), make_run(course)
    counted(one, age_under_30=4, age_under_50=7, female=12, male=9, diverse=1)
    counted(two, age_under_30=3, age_from_50=23, female=1, vocational=4)
    counted(make_run(), age_under_30=500)  # of another house
    with django_assert_num_queries(1):
        found = {row.answer.value: row.number for row in leave_report(course.partner)}
    assert found == {
        "age_under_30": 5, "age_under_50": 5, "age_from_50": 20,
        # One answer is too rare to tell, and the next one hides how rare.
        "female": 10, "male": None, "diverse": None,
        "no_training": None, "vocational": None, "academic": None,
    }  # fmt: skip
