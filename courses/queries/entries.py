"""Which further pages "Mein Lernen" leads somebody to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists

from courses.models import SeatRequest
from courses.models.seat import OPEN_REQUESTS
from courses.queries.school_class import lead_partners
from courses.queries.team import team_runs
from lms.accounts.models import User


@dataclass(frozen=True)
class Entries:
    """What there is for a person beside the own courses."""

    is_in_team: bool  # looks after the people of a run
    has_requests: bool  # waits for a seat
    leads_classes: bool


def entries_of(user: User, *, ended_after: datetime) -> Entries:
    """Read all of it; one query. Teams of runs that ended before do not count."""
    row = User.objects.filter(pk=user.pk).values(
        is_in_team=Exists(team_runs(user, ended_after=ended_after)),
        has_requests=Exists(SeatRequest.objects.filter(user=user, state__in=OPEN_REQUESTS)),
        leads_classes=Exists(lead_partners(user)),
    )
    return Entries(**row.get())
