"""What time does to cases: reminders, each once, and the end of a request nobody answers.

Each reminder is claimed by a conditional UPDATE of its mark, so that it goes once, however often
and however late the job runs.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from network.actions.cooperation.change import By, Change, begin, finish, write_event
from network.actions.cooperation.mails import compose, names_beside, queue
from network.actions.cooperation.request import ANSWER_WITHIN
from network.enums import Consent, CooperationRole, CooperationState as State, EventKind
from network.models import Cooperation, Coordinator, Partner
from network.rules.cooperation import OPEN, CaseAction

REMIND_AFTER = timedelta(days=10)
OUTCOME_AFTER = timedelta(days=30)
SYSTEM = By(actor=None)


def silent_requests(at: datetime) -> list[Cooperation]:
    """Requests somebody has not answered within the days that are given."""
    waiting = Cooperation.objects.filter(state=State.REQUESTED)
    return list(waiting.filter(requested_at__lte=at - ANSWER_WITHIN).order_by("pk"))


@transaction.atomic
def lapse(*, cooperation: Cooperation, at: datetime) -> Cooperation:
    """End a request that was not answered in time.

    Raises:
        WrongStateError: It was answered after all.
    """
    change = begin(cooperation, CaseAction.LAPSE, by=SYSTEM, at=at)
    return finish(change, state=change.target)


def unanswered(at: datetime) -> list[Cooperation]:
    """Requests to remind of: old enough, not too old, not yet reminded of."""
    return list(
        Cooperation.objects.filter(
            state=State.REQUESTED,
            answer_reminded_at=None,
            requested_at__lte=at - REMIND_AFTER,
            requested_at__gt=at - ANSWER_WITHIN,
        ).order_by("pk")
    )


@transaction.atomic
def remind_of_answer(*, cooperation: Cooperation, at: datetime) -> bool:
    """Mail every partner that has not answered; False when that was done before."""
    claimed = Cooperation.objects.filter(
        pk=cooperation.pk, state=State.REQUESTED, answer_reminded_at=None
    ).update(answer_reminded_at=at)
    if not claimed:
        return False
    change = _change(cooperation, at)
    case = change.case
    begun = case.requested_at or at
    until = localdate(begun + ANSWER_WITHIN)
    silent = case.parts.filter(consent=Consent.OPEN).exclude(partner__contact_mailbox="")
    asked = [part.partner for part in silent.select_related("partner")]
    for partner in asked:
        mail = compose(
            "case_reminder", case, recipient=partner.contact_mailbox, partner=partner,
            others=names_beside(change.parts, partner), answer_until=until,
        )  # fmt: skip
        queue(mail, key=f"case-reminder:{case.key}:{begun:%Y%m%d%H%M}:{partner.key}", at=at)
    _tell(change, "reminder", asked)
    return True


def without_outcome(at: datetime) -> list[Cooperation]:
    """Cases that ended 30 days ago or earlier, still run, and were not reminded of."""
    return list(
        Cooperation.objects.filter(
            state__in=[State.RUNNING, State.PAUSED],
            outcome_reminded_at=None,
            ends_on__lte=localdate(at - OUTCOME_AFTER),
        ).order_by("pk")
    )


@transaction.atomic
def remind_of_outcome(*, cooperation: Cooperation, at: datetime) -> bool:
    """Mail the leading partner, once for each end; False when that was done before."""
    claimed = Cooperation.objects.filter(
        pk=cooperation.pk, state__in=[State.RUNNING, State.PAUSED], outcome_reminded_at=None
    ).update(outcome_reminded_at=at)
    if not claimed:
        return False
    change = _change(cooperation, at)
    case = change.case
    leads = [part.partner for part in change.parts if part.role == CooperationRole.LEAD]
    told = [partner for partner in leads if partner.contact_mailbox]
    for partner in told:
        mail = compose("case_outcome", case, recipient=partner.contact_mailbox, partner=partner)
        queue(mail, key=f"case-outcome:{case.key}:{case.ends_on}:{partner.key}", at=at)
    _tell(change, "outcome", told)
    return True


def due_steps(at: datetime) -> list[Cooperation]:
    """Cases whose next step is due today or was, and that were not reminded of it."""
    return list(
        Cooperation.objects.filter(
            state__in=OPEN, step_reminded_at=None, next_step_due__lte=localdate(at)
        ).order_by("pk")
    )


@transaction.atomic
def remind_of_step(*, cooperation: Cooperation, at: datetime) -> bool:
    """Mail whoever does the next step, once for each step; False when that was done before."""
    claimed = Cooperation.objects.filter(
        pk=cooperation.pk, state__in=OPEN, step_reminded_at=None, next_step_due__lte=localdate(at)
    ).update(step_reminded_at=at)
    if not claimed:
        return False
    change = _change(cooperation, at)
    case, partner = change.case, change.case.next_step_by
    addresses = [partner.contact_mailbox] if partner else _coordination(case, at)
    for address in filter(None, addresses):
        mail = compose("case_step", case, recipient=address, partner=partner)
        queue(mail, key=f"case-step:{case.key}:{case.version}:{address}", at=at)
    _tell(change, "step", [partner] if partner else [])
    return True


def _coordination(case: Cooperation, at: datetime) -> list[str]:
    """Where who coordinates the field reads mail: the role's mailbox, else the own address."""
    on = localdate(at)
    current = Coordinator.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), field=case.lead_field, starts_on__lte=on
    ).select_related("user")
    first = current.order_by("is_deputy", "pk").first()
    return [first.mailbox or first.user.email] if first else []


def _change(cooperation: Cooperation, at: datetime) -> Change:
    """A change that leaves the facts as they are: a mail is told in the timeline only."""
    case = Cooperation.objects.get(pk=cooperation.pk)
    parts = list(case.parts.select_related("partner"))
    return Change(case, parts, CaseAction.NOTE, SYSTEM, at)


def _tell(change: Change, mail: str, to: list[Partner]) -> None:
    data = {"action": "mail", "mail": mail, "to": [partner.key for partner in to]}
    write_event(change, kind=EventKind.MAIL, data=data)
