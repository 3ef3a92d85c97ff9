"""Makes dated runs with few seats, and people before them."""

from datetime import timedelta

from courses.actions.run_team import set_run_team
from courses.enums import RunKind
from courses.models import CourseRun
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory

STARTS = NOW + timedelta(days=30)


def make_run(course=None, **values):
    """A dated run that begins in a month, of a course of its own unless one is given."""
    values = {"kind": RunKind.DATED, "starts_at": STARTS, "ends_at": STARTS + timedelta(days=9)} | (
        values
    )
    return CourseRun.objects.create(course=course or CourseFactory(), **values)


def people(number, **values):
    return [UserFactory(**values) for _number in range(number)]


def team_of(run, role="lead"):
    """Somebody of the house who looks after the run."""
    user = MembershipFactory(partner=run.course.partner, role=role).user
    set_run_team(run=run, people=[user], actor=user, at=NOW)
    return user
