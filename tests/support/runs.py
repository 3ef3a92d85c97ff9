"""A run at given dates with appointments, a team and people, as the actions make them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from courses.actions.appointment import AppointmentPlan, add_appointments, weekly
from courses.actions.enrolment import enrol
from courses.actions.run import RunPlan, plan_run
from courses.actions.run_team import set_run_team
from courses.models import Appointment, CourseRun, Enrolment
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.network import MembershipFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = datetime(2027, 3, 24, 17, 0, tzinfo=UTC)  # 18:00 in Cottbus, four days before summer time


@dataclass
class RunWorld:
    """A run of a house, one of its team, and its dates; FIRST and the two weeks after."""

    run: CourseRun
    member: User

    @property
    def dates(self) -> list[Appointment]:
        return list(self.run.appointments.select_related("run__course__partner"))

    def person(self, **values: Any) -> Enrolment:
        """Somebody in the run."""
        row = enrol(user=UserFactory(**values), run=self.run, at=NOW)
        return Enrolment.objects.select_related("user", "course", "run").get(pk=row.pk)


def some_run(*, dates: int = 3, lessons: int = 0, **plan: Any) -> RunWorld:
    """The world of a run from FIRST on."""
    course = CourseFactory(lessons=lessons)
    values = {"starts_at": FIRST, "ends_at": FIRST + 60 * DAY, **plan}
    run = plan_run(course=course, plan=RunPlan(**values), at=NOW)
    member = MembershipFactory(partner=course.partner, role="lead").user
    set_run_team(run=run, people=[member], actor=member, at=NOW)
    first = AppointmentPlan(starts_at=FIRST, ends_at=FIRST + 2 * HOUR, topic="Abend")
    if dates:
        plans = weekly(first, times=dates, zone=run.time_zone)
        add_appointments(run=run, plans=plans, actor=member, at=NOW)
    run.refresh_from_db()
    return RunWorld(run=run, member=member)
