"""The start page of who steers: what waits, what is overdue, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from network.enums import CooperationState, PlanState
from network.models import Cooperation, Plan
from network.queries.quarters import Quarter
from network.queries.viewer import Viewer

MOST = 30  # entries of each part
SILENCE = timedelta(days=10)  # after a request
OPEN = (
    CooperationState.PROPOSED,
    CooperationState.REQUESTED,
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
    CooperationState.PAUSED,
)


@dataclass(frozen=True)
class Entry:
    """One thing to do. ``route`` and ``argument`` name the page where it is done."""

    title: str
    words: str
    route: str
    argument: str = ""
    due: date | None = None
    is_overdue: bool = False


# Each part of the network adds what waits in it: a function of who looks and the day.
Provider = Callable[[Viewer, date], list[Entry]]


@dataclass(frozen=True)
class Start:
    """What the page shows."""

    overdue: list[Entry]
    waiting: list[Entry]


def start(viewer: Viewer, on: date) -> Start:
    """Ask every provider; each costs a constant number of queries."""
    entries = [entry for provider in PROVIDERS for entry in provider(viewer, on)]
    overdue = sorted((one for one in entries if one.is_overdue), key=lambda one: one.due or on)
    waiting = [one for one in entries if not one.is_overdue]
    waiting.sort(key=lambda one: (one.due is None, one.due or on))
    return Start(overdue[:MOST], waiting[:MOST])


def cases(viewer: Viewer, on: date) -> list[Entry]:
    """Cooperations whose next step is due, or that nobody has answered."""
    rows = _seen(viewer).filter(
        Q(next_step_due__lte=on + timedelta(days=14))
        | Q(state=CooperationState.REQUESTED, requested_at__date__lte=on - SILENCE)
        | Q(state=CooperationState.PROPOSED)
    )
    return [_case(one, on) for one in rows.order_by("next_step_due", "pk")[: 2 * MOST]]


def plans(viewer: Viewer, on: date) -> list[Entry]:
    """The coming quarter has no plan yet, or only a draft; the office's matter."""
    if not viewer.is_staff:
        return []
    quarter = Quarter.of(on).later(1)
    plan = Plan.objects.filter(quarter=quarter.code).first()
    if plan is not None and plan.state == PlanState.LOCKED:
        return []
    words = _("noch nicht geplant") if plan is None else _("Entwurf, noch nicht festgeschrieben")
    title = _("Plan für das %(quarter)s") % {"quarter": quarter.title}
    due = quarter.first_day
    return [Entry(title, words, "network:plan", due=due, is_overdue=due < on)]


PROVIDERS: tuple[Provider, ...] = (cases, plans)


def _seen(viewer: Viewer) -> QuerySet[Cooperation]:
    """All open cases for staff, those of the own fields for coordinators."""
    rows = Cooperation.objects.filter(state__in=OPEN)
    if viewer.is_staff:
        return rows
    own = Q(lead_field__code__in=viewer.fields) | Q(
        lead_field=None, action_fields__code__in=viewer.fields
    )
    return rows.filter(own).distinct()


def _case(one: Cooperation, on: date) -> Entry:
    is_overdue = one.next_step_due is not None and one.next_step_due < on
    words = one.next_step or str(one.get_state_display())
    return Entry(one.title, words, "network:case", one.key, one.next_step_due, is_overdue)
