"""Which runs are over: by their end, called off, or without an end long ago."""

from datetime import timedelta

import pytest

from courses.actions.guests import forget_contacts
from courses.models import CourseRun, RunContact
from courses.queries.run_end import OPEN_END, over_by
from courses.queries.team import team_runs
from tests.factories.courses import NOW
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "is_over"),
    [
        ({"ends_at": NOW}, True),
        ({"ends_at": NOW + DAY}, False),
        ({"ends_at": NOW + DAY, "cancelled_at": NOW}, True),
        ({"ends_at": None}, False),
        ({"starts_at": NOW - OPEN_END, "ends_at": None}, True),
        ({"starts_at": NOW - OPEN_END, "ends_at": None, "kind": "self_paced"}, False),
        ({"starts_at": None, "ends_at": None, "kind": "self_paced"}, False),
    ],
)
def test_when_a_run_is_over(values, is_over):
    run = make_run()
    run.course.runs.exclude(pk=run.pk).delete()  # one at any time is all a course has
    CourseRun.objects.filter(pk=run.pk).update(starts_at=NOW - DAY)
    CourseRun.objects.filter(pk=run.pk).update(**values)
    assert CourseRun.objects.filter(over_by(NOW)).exists() == is_over


def test_an_appointment_to_come_keeps_a_run_without_end_going():
    run = make_run(starts_at=NOW - 2 * OPEN_END, ends_at=None)
    run.appointments.create(starts_at=NOW, ends_at=NOW + DAY)
    assert not CourseRun.objects.filter(over_by(NOW)).exists()
    assert CourseRun.objects.filter(over_by(NOW + OPEN_END + DAY)).exists()


def test_no_team_keeps_people_of_a_run_without_end_for_ever():
    run = make_run(starts_at=NOW, ends_at=None)
    boss = team_of(run)
    enrolment = run.enrolments.create(
        user=boss, course=run.course, enrolled_at=NOW, last_seen_at=NOW
    )
    RunContact.objects.create(enrolment=enrolment, name="Ada")
    later = NOW + OPEN_END + 61 * DAY
    assert team_runs(boss, ended_after=NOW - 60 * DAY).get() == run
    assert not team_runs(boss, ended_after=later - 60 * DAY).exists()
    assert forget_contacts(at=later) == 1
