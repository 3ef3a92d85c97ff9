"""Sending a case to its partners, and what becomes of their answers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from network.actions.cooperation.change import (
    By,
    CaseFactsError,
    Change,
    begin,
    finish,
    write_event,
)
from network.actions.cooperation.data_fix import mend_data
from network.actions.cooperation.mails import CaseMail, compose, names_beside, queue
from network.enums import Consent, CooperationState, DeclineReason, EventKind
from network.models import Cooperation, CooperationPartner, Partner
from network.rules.cooperation import CaseAction

ANSWER_WITHIN = timedelta(days=21)
MESSAGE_LENGTH = 1000


def request_mails(
    *,
    case: Cooperation,
    parts: list[CooperationPartner],
    house: Partner | None,
    message: str,
    at: datetime,
) -> list[CaseMail]:
    """The mails a request would send now: one for each partner that is asked.

    A partner without a mailbox has one without recipient: the preview does not tell who lacks it.
    ``house`` asks, or who coordinates where it is None; ``message`` is a word of the sender.
    """
    return [
        compose(
            "case_request",
            case,
            recipient=part.partner.contact_mailbox,
            partner=part.partner,
            sender=house,
            others=names_beside(parts, part.partner),
            message=message.strip(),
            answer_until=localdate(at + ANSWER_WITHIN),
        )
        for part in parts
        if part.partner != house
    ]


def unanswered(case: Cooperation, parts: list[CooperationPartner]) -> list[CooperationPartner]:
    """The parts a case that was sent still waits for."""
    if case.state != CooperationState.REQUESTED:
        return []
    return [part for part in parts if part.consent == Consent.OPEN]


def answer_until(case: Cooperation) -> date | None:
    """The last day for an answer; None: nobody was asked."""
    return localdate(case.requested_at + ANSWER_WITHIN) if case.requested_at else None


@transaction.atomic
def request_cooperation(
    *, cooperation: Cooperation, message: str, by: By, at: datetime
) -> Cooperation:
    """Ask the partners; the house that asks agrees by asking.

    The partners' rows are locked, so that two requests never share the last free place.

    Raises:
        WrongStateError, StaleCaseError, NotAllowedError: See ``begin``.
        GuardError: A partner cannot be asked, or somebody refused somebody lately.
        CaseFactsError: The message is too long.
    """
    members = cooperation.parts.values("partner")
    list(Partner.objects.select_for_update().filter(pk__in=members).order_by("pk"))
    change = begin(cooperation, CaseAction.REQUEST, by=by, at=at)
    if len(message) > MESSAGE_LENGTH:
        raise CaseFactsError(
            _("Die Nachricht ist zu lang: höchstens %(most)d Zeichen.") % {"most": MESSAGE_LENGTH}
        )
    case, house = change.case, change.house
    case.parts.update(consent=Consent.OPEN, consented_at=None, consented_by=None)
    if house is not None:
        case.parts.filter(partner=house).update(
            consent=Consent.GIVEN, consented_at=at, consented_by=by.actor
        )
    case.requested_at = at
    case.answer_reminded_at = None
    case.decline_reason = ""
    done = finish(change, state=CooperationState.REQUESTED)
    mails = request_mails(case=case, parts=change.parts, house=house, message=message, at=at)
    mails = [mail for mail in mails if mail.recipient]
    for mail in mails:
        partner_key = mail.partner.key if mail.partner else ""
        queue(mail, key=f"case-request:{case.key}:{case.version}:{partner_key}", at=at)
    asked = [mail.partner.key for mail in mails if mail.partner]
    write_event(change, kind=EventKind.MAIL, data={"mail": "request", "to": asked})
    return done


@transaction.atomic
def consent(*, cooperation: Cooperation, partner: Partner, by: By, at: datetime) -> Cooperation:
    """A partner agrees; with the last consent the talks begin.

    Raises:
        WrongStateError: Nobody is asked now.
        NotAllowedError: The person does not keep this partner.
    """
    change = begin(cooperation, CaseAction.CONSENT, by=by, at=at, partner=partner)
    _answer(change, Consent.GIVEN)
    everybody = not change.case.parts.exclude(consent=Consent.GIVEN).exists()
    return finish(
        change, kind=EventKind.CONSENT, state=change.target if everybody else None,
        data={"consent": Consent.GIVEN.value},
    )  # fmt: skip


@transaction.atomic
def refuse(
    *, cooperation: Cooperation, partner: Partner, reason: str, by: By, at: datetime
) -> Cooperation:
    """A partner declines with a reason, which ends the case and mends the data.

    Raises:
        CaseFactsError: No reason, or none of ``DeclineReason``.
        WrongStateError: Nobody is asked now.
        NotAllowedError: The person does not keep this partner.
    """
    change = begin(cooperation, CaseAction.REFUSE, by=by, at=at, partner=partner)
    if reason not in DeclineReason.values:
        raise CaseFactsError(_("Bitte wählen Sie einen Grund."))
    _answer(change, Consent.REFUSED)
    change.case.decline_reason = reason
    done = finish(
        change, kind=EventKind.CONSENT, state=change.target,
        data={"consent": Consent.REFUSED.value, "reason": reason},
    )  # fmt: skip
    mend_data(case=done, partner=partner, reason=DeclineReason(reason), at=at)
    return done


def _answer(change: Change, answer: Consent) -> None:
    change.case.parts.filter(partner=change.house).update(
        consent=answer, consented_at=change.at, consented_by=change.by.actor
    )
