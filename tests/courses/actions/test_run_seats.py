"""What planning asks of the seats, whoever keeps them."""

import pytest

from courses.actions.run_seats import enrol_by_team, set_capacity
from courses.models import CourseRun, Enrolment
from lms.common.errors import ConflictError
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db


def test_seats_are_never_fewer_than_taken():
    world = some_run(capacity=3)
    world.person(), world.person()
    run = CourseRun.objects.select_related("course__partner").get(pk=world.run.pk)
    with pytest.raises(ConflictError):
        set_capacity(run=run, capacity=1, actor=world.member, at=NOW)
    set_capacity(run=run, capacity=2, actor=world.member, at=NOW)
    assert CourseRun.objects.get(pk=run.pk).capacity == 2


def test_the_team_brings_people():
    world = some_run(capacity=3)
    users = [UserFactory(), UserFactory()]
    enrol_by_team(users=users, run=world.run, actor=world.member, at=NOW)
    rows = Enrolment.objects.filter(run=world.run)
    assert {(row.user_id, row.origin) for row in rows} == {(user.pk, "team") for user in users}
