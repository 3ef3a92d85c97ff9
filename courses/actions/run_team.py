"""Who looks after the people of a run."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.actions.run_notice import tell_of_team
from courses.actions.seat.taking import keep_contact
from courses.models import CourseRun, Enrolment, RunTeamMember
from courses.queries.seat import runs_with_team
from courses.queries.team import PersonOfRun, people_of
from lms.accounts.models import User
from lms.records.actions import record_event
from network.models import Membership


@transaction.atomic
def set_run_team(
    *, run: CourseRun, people: Iterable[User], actor: User, at: datetime
) -> list[User]:
    """Name the team of a run among the people of its house; strangers vanish.

    The caller has checked the right to. Every change is logged with who joined and who left.
    Where nobody looked after the run so far, everybody in it is told what is seen from now on.

    Returns:
        The team.
    """
    house = Membership.objects.filter(partner=run.course.partner_id).values("user")
    keys = [user.pk for user in people]
    team = list(User.objects.filter(pk__in=keys).filter(pk__in=house).order_by("pk"))
    had_team = bool(runs_with_team([run]))
    before = {member.user_id: member.user.key for member in run.team.select_related("user")}
    wanted = {user.pk: user.key for user in team}
    run.team.exclude(user__in=wanted).delete()
    RunTeamMember.objects.bulk_create(
        [RunTeamMember(run=run, user_id=pk) for pk in wanted if pk not in before],
        ignore_conflicts=True,
    )
    if before != wanted:
        record_event(
            action="run.team",
            object_type="run",
            object_key=run.key,
            actor_key=actor.key,
            partner_key=run.course.partner.key,
            at=at,
            data={
                "joined": sorted(key for pk, key in wanted.items() if pk not in before),
                "left": sorted(key for pk, key in before.items() if pk not in wanted),
            },
        )
    if team and not had_team:
        tell_of_team(run=run, at=at)
    return team


@transaction.atomic
def name_for_team(*, enrolment: Enrolment, name: str) -> None:
    """Keep the name somebody in a dated run wants its team to read."""
    keep_contact(enrolment=enrolment, name=" ".join(name.split()))


def name_people(*, run: CourseRun, actor: User, at: datetime) -> list[PersonOfRun]:
    """The people of a run with their names; asking is logged (row 11 of the matrix)."""
    record_event(
        action="run.names",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key,
        partner_key=run.course.partner.key,
        at=at,
    )
    return people_of(run)
