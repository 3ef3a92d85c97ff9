import pytest

from courses.enums import EnrolmentState
from courses.queries.rule import concerned_by_rule
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_few_are_never_counted_and_many_never_exactly(django_assert_num_queries):
    course = CourseFactory()
    for number in range(16):
        done = {"state": EnrolmentState.COMPLETED, "completed_at": NOW} if number < 4 else {}
        EnrolmentFactory(run=course.runs.get(), course=course, **done)
    with django_assert_num_queries(1):
        assert concerned_by_rule(course.source_key) == ("mindestens 10", "weniger als 5")
    assert concerned_by_rule(CourseFactory().source_key) == ("weniger als 5", "weniger als 5")
