from datetime import timedelta

import pytest

from courses.actions.run import RunPlan, plan_run
from courses.actions.run_index import refresh_dated
from courses.queries.labels import catalogue_stamp
from tests.factories.courses import NOW, CourseFactory
from tests.support.runs import DAY, FIRST

pytestmark = pytest.mark.django_db


def test_what_has_ended_leaves_the_index_once():
    course = CourseFactory()
    plan_run(course=course, plan=RunPlan(starts_at=FIRST, ends_at=FIRST + DAY), at=NOW)
    stamp = catalogue_stamp()
    assert refresh_dated(at=FIRST + DAY - timedelta(seconds=1)) == 0
    assert catalogue_stamp() == stamp
    assert [refresh_dated(at=FIRST + DAY) for _twice in range(2)] == [1, 0]
    dates = course.facets.filter(facet="date").values_list("value", flat=True)
    assert list(dates) == ["anytime"]
    assert catalogue_stamp() != stamp
