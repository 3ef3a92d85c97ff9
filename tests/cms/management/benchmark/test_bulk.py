"""P9 is measured on what it names: all people enrolled, within the budget of statements."""

import pytest

from cms.management.benchmark.bulk import measure_bulk
from courses.models import Enrolment
from tests.factories.courses import NOW, CourseFactory

pytestmark = pytest.mark.django_db


def test_everybody_is_enrolled_in_every_round():
    for _number in range(6):
        CourseFactory()
    (found,) = measure_bulk(NOW, people=20)
    assert (found.name, found.queries, found.budget_queries) == ("P9", 8, 15)
    assert Enrolment.objects.count() == 20 * 6
    assert "120 rows written" in found.notes[0]
    assert found.ratio > 0  # beside plain inserts in the same run
    assert "budget 0.4 s" in found.notes[1]
