"""Who decides on exceptions where one learns at any time."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from courses.enums import RunKind
from courses.models import CourseRun, RunTeamMember, SeatRequest
from lms.accounts.models import User
from network.enums import Role
from network.models import Membership


@dataclass(frozen=True)
class DecidingPeople:
    """The team of a run without dates, and the admins of its house."""

    team: list[User]
    admins: list[User]
    asking_team: list[User]  # of the team, who ever asked for an exception there

    def about(self, asker: User | None) -> list[User]:
        """The team, else the admins; nobody decides about the own request."""
        team = [one for one in self.team if one != asker]
        return team or [one for one in self.admins if one != asker]


def deciding_people(run: CourseRun) -> DecidingPeople:
    """Only who is still of the house and can sign in; one query, none for a run with dates.

    Nobody of the city is among them.
    """
    if run.kind != RunKind.SELF_PACED:
        return DecidingPeople([], [], [])
    house = Membership.objects.filter(user=OuterRef("pk"), partner=run.course.partner_id)
    team = RunTeamMember.objects.filter(user=OuterRef("pk"), run=run)
    asked = SeatRequest.objects.filter(user=OuterRef("pk"), run=run, needs_exception=True)
    people = User.objects.filter(Exists(house), is_active=True).annotate(
        is_team=Exists(team),
        is_admin=Exists(house.filter(role=Role.ADMIN)),
        has_asked=Exists(asked),
    )
    found = list(people.filter(Q(is_team=True) | Q(is_admin=True)).order_by("pk"))
    return DecidingPeople(
        team=[one for one in found if one.is_team],
        admins=[one for one in found if one.is_admin],
        asking_team=[one for one in found if one.is_team and one.has_asked],
    )


def deciders(run: CourseRun, *, asker: User | None = None) -> list[User]:
    """Who decides on an exception this person asks for; one query, none for a run with dates."""
    return deciding_people(run).about(asker)


def can_decide(run: CourseRun, *, user: User) -> bool:
    """Tell whether this person decides about somebody: everybody's request, or the only team's."""
    found = deciding_people(run)
    return any(user in found.about(asker) for asker in (None, *found.asking_team))


def is_decided(run: CourseRun, *, user: User) -> bool:
    """Somebody would decide on an exception for this person."""
    return bool(deciders(run, asker=user))
