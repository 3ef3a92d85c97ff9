"""Forms of a run's team about certificates."""

import pytest

from courses.forms.run_certificates import ByHandForm
from courses.queries.run_certificates import graduates
from courses.queries.team import people_of
from tests.factories.accounts import UserFactory
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db


def test_only_people_of_the_run_can_be_chosen_and_a_reason_is_needed():
    world = some_run(dates=0)
    row = world.person()
    found = graduates(people_of(world.run), viewer=UserFactory())
    form = ByHandForm({"enrolments": [row.key], "reason": "Da gewesen"}, graduates=found)
    assert form.is_valid()
    assert form.chosen == [row.key]
    for data in (
        {"reason": "x"},
        {"enrolments": ["fremd"], "reason": "x"},
        {"enrolments": row.key},
    ):
        assert not ByHandForm(data, graduates=found).is_valid()
