"""What each part of the network puts on the start page of who steers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _, ngettext

from network.enums import CooperationState, PlanState
from network.models import Cooperation, Plan
from network.queries.cases import OPEN, is_late, lateness, open_tasks, visible_cases
from network.queries.matches import open_suggestions
from network.queries.meetings import my_decisions
from network.queries.quarters import Quarter
from network.queries.viewer import Viewer
from network.queries.waiting import Waiting, waiting

MOST = 30  # entries of each part
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Entry:
    """One thing to do. ``route`` and ``argument`` name the page where it is done."""

    title: str
    words: str
    route: str
    argument: str = ""
    due: date | None = None
    is_overdue: bool = False


def cases(viewer: Viewer, on: date) -> list[Entry]:
    """Cooperations that are late as on the board, whose next step is due, or just proposed."""
    late = is_late(on)
    due_soon = Q(next_step_due__lte=on + SOON)
    rows = visible_cases(viewer).filter(
        late | due_soon | Q(state=CooperationState.PROPOSED), state__in=OPEN
    )
    late_first = Case(When(late, then=0), default=1)
    first_due = F("next_step_due").asc(nulls_last=True)  # databases differ in where NULL stands
    return [_case(one, on) for one in rows.order_by(late_first, first_due, "pk")[: 2 * MOST]]


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


def decisions(viewer: Viewer, on: date) -> list[Entry]:
    """Open decisions of meetings that this person sees to; one query."""
    return [
        Entry(
            title=one.text,
            words=one.responsible_role,
            route="network:meeting-pack",
            argument=one.meeting.key,
            due=one.due,
            is_overdue=one.due < on,
        )
        for one in my_decisions(viewer)[: 2 * MOST]
    ]


def tasks(viewer: Viewer, on: date) -> list[Entry]:
    """What refusals left to mend in the data of partners; one query."""
    return [
        Entry(one.partner.name, str(one.get_kind_display()), "network:cases")
        for one in open_tasks(viewer)[:MOST]
    ]


def suggestions(viewer: Viewer, on: date) -> list[Entry]:
    """How many suggestions nobody has decided on yet; one query."""
    number = open_suggestions(viewer).count()
    if not number:
        return []
    title = ngettext("%(number)d offener Vorschlag", "%(number)d offene Vorschläge", number)
    return [Entry(title % {"number": number}, _("noch nicht entschieden"), "network:matches")]


def office(viewer: Viewer, on: date) -> list[Entry]:
    """Applications, claims and partners that need a look; five queries, none but for staff."""
    if not viewer.is_staff:
        return []
    found = waiting(on)
    asking = [(one.name, _("möchte mitmachen")) for one in found.applications]
    asking += [
        (one.partner_name, _("jemand möchte die Einrichtung vertreten")) for one in found.claims
    ]
    counted = [
        Entry(words, _("bitte ansehen"), "network:applications") for words in _numbers(found)
    ]
    return [Entry(*one, "network:applications") for one in asking[:MOST]] + counted


def _numbers(found: Waiting) -> list[str]:
    """How many partners need which look, in words."""
    without, bounced, late = (
        len(one) for one in (found.without_mailbox, found.bounced, found.unconfirmed)
    )
    words = [
        (
            without,
            ngettext(
                "%(number)d Partner ohne Postfach", "%(number)d Partner ohne Postfach", without
            ),
        ),
        (
            bounced,
            ngettext(
                "%(number)d Postfach nimmt keine Mail an",
                "%(number)d Postfächer nehmen keine Mail an",
                bounced,
            ),
        ),
        (
            late,
            ngettext(
                "%(number)d Profil ist zu bestätigen", "%(number)d Profile sind zu bestätigen", late
            ),
        ),
    ]
    return [text % {"number": number} for number, text in words if number]


def _case(one: Cooperation, on: date) -> Entry:
    late = lateness(one, on)
    is_step_late = one.next_step_due is not None and one.next_step_due < on
    words = one.next_step or str(one.get_state_display())
    if not late or is_step_late:
        return Entry(one.title, words, "network:case", one.key, one.next_step_due, bool(late))
    due = one.ends_on if one.state in {CooperationState.RUNNING, CooperationState.PAUSED} else None
    return Entry(one.title, late, "network:case", one.key, due, is_overdue=True)
