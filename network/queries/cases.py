"""The cases a person may see: the board, one case with its timeline, and what waits."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _, ngettext

from lms.taxonomy.models import ActionField
from network.enums import Consent, CooperationState as State
from network.models import Cooperation, CooperationPartner, Partner, PartnerTask
from network.queries.viewer import Viewer

OPEN = (
    State.PROPOSED, State.REQUESTED, State.IN_TALKS, State.AGREED, State.RUNNING, State.PAUSED,
)  # fmt: skip
UNSENT = (State.PROPOSED, State.DISCARDED)
SILENCE = timedelta(days=10)  # a request without an answer
SHOWN_CLOSED = 30


@dataclass(frozen=True)
class CaseSelection:
    """What narrows the board; the address holds it."""

    field: str = ""  # code of an action field
    partner: str = ""  # key
    is_overdue: bool = False
    is_mine: bool = False  # what waits for me

    @classmethod
    def from_query(cls, query: QueryDict) -> "CaseSelection":
        """Read the address; what is not understood narrows nothing."""
        return cls(
            field=query.get("feld", "")[:80],
            partner=query.get("partner", "")[:10],
            is_overdue=query.get("ueberfaellig") == "1",
            is_mine=query.get("meine") == "1",
        )

    @property
    def query(self) -> str:
        """The same as the query part of an address."""
        flags = {"ueberfaellig": self.is_overdue, "meine": self.is_mine}
        words = {"feld": self.field, "partner": self.partner}
        words |= {name: "1" for name, is_set in flags.items() if is_set}
        return urlencode({name: word for name, word in words.items() if word})


@dataclass(frozen=True)
class CaseCard:
    """One case on the board."""

    key: str
    title: str
    state: State
    partners: str
    field: ActionField | None
    next_step: str
    next_step_due: date | None
    whose: str  # who does the next step
    overdue: str  # why it is late, in words; empty: it is not
    version: int


@dataclass(frozen=True)
class Column:
    """One state of the board."""

    state: State
    cards: list[CaseCard]


@dataclass(frozen=True)
class Board:
    """All open cases by state, the closed ones newest first, and what can narrow them."""

    selection: CaseSelection
    columns: list[Column]
    closed: list[CaseCard]
    total: int  # of open cases
    overdue: int
    fields: list[ActionField]
    partners: list[Partner]


def visible_cases(viewer: Viewer) -> QuerySet[Cooperation]:
    """The cases a person may see: staff all, coordinators their fields, houses their own."""
    if viewer.is_staff:
        return Cooperation.objects.all()
    own = Cooperation.objects.filter(parts__partner__in=viewer.edits).values("pk")
    is_sent = ~Q(state__in=UNSENT) | Q(proposed_by__in=viewer.edits)
    return Cooperation.objects.filter(
        Q(lead_field__code__in=viewer.fields) | (Q(pk__in=own) & is_sent)
    )


def is_late(on: date) -> Q:
    """Cases with a step not done, an end without outcome, or a request without answer."""
    silent = make_aware(datetime.combine(on - SILENCE, time()))
    return Q(state__in=OPEN) & (
        Q(next_step_due__lt=on)
        | Q(state__in=[State.RUNNING, State.PAUSED], ends_on__lt=on)
        | Q(state=State.REQUESTED, requested_at__lt=silent)
    )


def waits_for(viewer: Viewer) -> Q:
    """Open cases in which the next move is this person's."""
    asked = CooperationPartner.objects.filter(partner__in=viewer.edits, consent=Consent.OPEN)
    mine = Q(state=State.REQUESTED, pk__in=asked.values("cooperation"))
    mine |= Q(next_step_by__in=viewer.edits)
    if viewer.steers:
        overseen = Q() if viewer.is_staff else Q(lead_field__code__in=viewer.fields)
        unowned = Q(next_step_by=None) & ~Q(next_step="")
        mine |= overseen & (Q(state=State.PROPOSED, proposed_by=None) | unowned)
    return Q(state__in=OPEN) & mine


def board(viewer: Viewer, selection: CaseSelection, on: date) -> Board:
    """Read the board. Costs a constant number of queries, however many cases there are."""
    seen = visible_cases(viewer)
    chosen = _narrowed(seen, selection, viewer, on).select_related(
        "lead_field", "next_step_by"
    ).prefetch_related("parts__partner")  # fmt: skip
    cards = [_card(case, on) for case in chosen.filter(state__in=OPEN).order_by("created_at", "pk")]
    closed = chosen.exclude(state__in=OPEN).order_by("-closed_at", "-pk")[:SHOWN_CLOSED]
    members = CooperationPartner.objects.filter(cooperation__in=seen).values("partner")
    return Board(
        selection=selection,
        columns=[Column(s, [card for card in cards if card.state == s]) for s in OPEN],
        closed=[_card(case, on) for case in closed],
        total=len(cards),
        overdue=sum(bool(card.overdue) for card in cards),
        fields=list(ActionField.objects.all()),
        partners=list(Partner.objects.filter(pk__in=members).order_by("name")),
    )


def _narrowed(
    cases: QuerySet[Cooperation], selection: CaseSelection, viewer: Viewer, on: date
) -> QuerySet[Cooperation]:
    if selection.field:
        with_field = Cooperation.objects.filter(action_fields__code=selection.field).values("pk")
        cases = cases.filter(Q(lead_field__code=selection.field) | Q(pk__in=with_field))
    if selection.partner:
        cases = cases.filter(parts__partner__key=selection.partner)
    if selection.is_overdue:
        cases = cases.filter(is_late(on))
    if selection.is_mine:
        cases = cases.filter(waits_for(viewer))
    return cases


def _card(case: Cooperation, on: date) -> CaseCard:
    return CaseCard(
        key=case.key,
        title=case.title,
        state=State(case.state),
        partners=" · ".join(part.partner.name for part in case.parts.all()),
        field=case.lead_field,
        next_step=case.next_step,
        next_step_due=case.next_step_due,
        whose=case.next_step_by.name if case.next_step_by else _("Koordination"),
        overdue=lateness(case, on),
        version=case.version,
    )


def lateness(case: Cooperation, on: date) -> str:
    """Why a case is late, in words; empty: it is not. The same as ``is_late``."""
    if case.state not in OPEN:
        return ""
    if case.next_step_due is not None and case.next_step_due < on:
        days = (on - case.next_step_due).days
        return ngettext(
            "überfällig seit %(days)d Tag", "überfällig seit %(days)d Tagen", days
        ) % {"days": days}  # fmt: skip
    is_working = case.state in {State.RUNNING, State.PAUSED}
    if is_working and case.ends_on is not None and case.ends_on < on:
        return _("Zeitraum ist vorbei, Ergebnis fehlt")
    is_asked = case.state == State.REQUESTED and case.requested_at is not None
    if is_asked and localdate(case.requested_at) < on - SILENCE:
        return _("seit über 10 Tagen ohne Antwort")
    return ""


def open_tasks(viewer: Viewer) -> list[PartnerTask]:
    """What refusals left to mend: staff see all, houses their own. Costs one query."""
    tasks = PartnerTask.objects.filter(closed_at=None).select_related("partner", "cooperation")
    return list(tasks if viewer.is_staff else tasks.filter(partner__in=viewer.edits))
