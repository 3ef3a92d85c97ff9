"""Who looks after the people of a run."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.models import CourseRun, RunTeamMember
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

    Returns:
        The team.
    """
    house = Membership.objects.filter(partner=run.course.partner_id).values("user")
    keys = [user.pk for user in people]
    team = list(User.objects.filter(pk__in=keys).filter(pk__in=house).order_by("pk"))
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
    return team


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
