"""Who decides on exceptions where one learns at any time."""

from django.db.models import Exists, OuterRef, Q

from courses.enums import RunKind
from courses.models import CourseRun, RunTeamMember
from lms.accounts.models import User
from network.enums import Role
from network.models import Membership


def deciders(run: CourseRun) -> list[User]:
    """The team of a run without dates, else the admins of its house; one query, none with dates.

    Only who is still of the house and can sign in. Nobody of the city is among them.
    """
    if run.kind != RunKind.SELF_PACED:
        return []
    house = Membership.objects.filter(user=OuterRef("pk"), partner=run.course.partner_id)
    team = RunTeamMember.objects.filter(user=OuterRef("pk"), run=run)
    people = User.objects.filter(Exists(house), is_active=True).annotate(
        is_team=Exists(team), is_admin=Exists(house.filter(role=Role.ADMIN))
    )
    found = list(people.filter(Q(is_team=True) | Q(is_admin=True)).order_by("pk"))
    team_alone: list[User] = [one for one in found if one.is_team]
    return team_alone or [*found]


def is_decided(run: CourseRun, *, user: User) -> bool:
    """Somebody would decide on an exception for this person: nobody does so for themselves."""
    return any(one != user for one in deciders(run))
