"""How a case ended, and how its partners found it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.cooperation.change import By, CaseFactsError, begin, finish
from network.enums import EventKind
from network.models import Cooperation, Partner
from network.rules.cooperation import CaseAction

BEST = 5


@dataclass(frozen=True)
class Outcome:
    """What came of a cooperation: people, dates and hours as whole numbers."""

    reached_people: int
    events_held: int
    hours: int
    continues: bool
    materials: str = ""
    lessons_learnt: str = ""


@transaction.atomic
def complete(*, cooperation: Cooperation, outcome: Outcome, by: By, at: datetime) -> Cooperation:
    """Record the outcome and end the case; for the leading partner or who coordinates.

    Raises:
        CaseFactsError: A number is below zero.
        WrongStateError, StaleCaseError, NotAllowedError: See ``begin``.
    """
    change = begin(cooperation, CaseAction.COMPLETE, by=by, at=at)
    if min(outcome.reached_people, outcome.events_held, outcome.hours) < 0:
        raise CaseFactsError(_("Zahlen dürfen nicht negativ sein."))
    for name, value in asdict(outcome).items():
        setattr(change.case, name, value)
    facts = {"reached_people": outcome.reached_people, "continues": outcome.continues}
    return finish(change, state=change.target, data=facts)


@transaction.atomic
def rate(
    *, cooperation: Cooperation, partner: Partner, quality: int, by: By, at: datetime
) -> Cooperation:
    """A partner says how good it was, 1 to 5; the timeline tells only that it did.

    Raises:
        CaseFactsError: Not a number from 1 to 5.
        WrongStateError: The case is not completed.
        NotAllowedError: The person does not keep this partner.
    """
    change = begin(cooperation, CaseAction.RATE, by=by, at=at, partner=partner)
    if not 1 <= quality <= BEST:
        raise CaseFactsError(_("Bitte wählen Sie eine Bewertung von 1 bis 5."))
    change.case.parts.filter(partner=partner).update(quality=quality)
    return finish(change, kind=EventKind.EDIT)
