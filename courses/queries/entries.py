"""Which further pages "Mein Lernen" leads somebody to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists

from courses.queries.labels import stamp_beside
from courses.queries.school_class import lead_partners
from courses.queries.seat import listed
from courses.queries.team import team_runs
from lms.accounts.models import User
from network.enums import Role
from network.queries.membership import partners_of


@dataclass(frozen=True)
class Entries:
    """What there is for a person beside the own courses."""

    is_in_team: bool  # looks after the people of a run
    has_requests: bool  # waits for a seat, or was refused one lately
    leads_classes: bool
    runs_house: bool  # hands the classes of the house over
    stamp: str = ""  # of the catalogue, asked along with the rest


def entries_of(user: User, *, ended_after: datetime) -> Entries:
    """Read all of it; one query. What ended, or was refused, before does not count."""
    row = User.objects.filter(pk=user.pk).values(
        is_in_team=Exists(team_runs(user, ended_after=ended_after)),
        has_requests=Exists(listed(user, refused_after=ended_after)),
        leads_classes=Exists(lead_partners(user)),
        runs_house=Exists(partners_of(user, Role.ADMIN)),
        stamp=stamp_beside(),
    )
    return Entries(**row.get())


@dataclass(frozen=True)
class ClassEntries:
    """What of it has to do with classes, for other pages."""

    leads_classes: bool
    runs_house: bool


def class_entries(user: User) -> ClassEntries:
    """Read that; one query."""
    row = User.objects.filter(pk=user.pk).values(
        leads_classes=Exists(lead_partners(user)),
        runs_house=Exists(partners_of(user, Role.ADMIN)),
    )
    return ClassEntries(**row.get())
