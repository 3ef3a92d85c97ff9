"""The way of a case from talks to its end: agreeing, starting, resting, ending, reopening."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from network.actions.cooperation.change import By, CaseFactsError, GuardError, begin, finish
from network.enums import Consent, CooperationState
from network.models import Cooperation, Listing
from network.rules.cooperation import CaseAction


@transaction.atomic
def agree(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """Settle what the partners agreed on; each of the listings has one place less.

    Raises:
        GuardError: A part of the agreement is missing, or a listing has no place left.
        WrongStateError, StaleCaseError, NotAllowedError: See ``begin``.
    """
    change = begin(cooperation, CaseAction.AGREE, by=by, at=at)
    if change.case.parts.exclude(consent=Consent.GIVEN).exists():
        raise GuardError([_("Noch nicht alle Partner haben zugestimmt.")])
    _take_capacity(change.case)
    return finish(change, state=change.target)


@transaction.atomic
def start(*, cooperation: Cooperation, signed_on: date, by: By, at: datetime) -> Cooperation:
    """The agreement is signed and the work begins.

    Raises:
        CaseFactsError: It would be signed in the future.
        WrongStateError, StaleCaseError, NotAllowedError, GuardError: See ``begin``.
    """
    change = begin(cooperation, CaseAction.START, by=by, at=at)
    if signed_on > localdate(at):
        raise CaseFactsError(_("Der Tag der Unterschrift liegt in der Zukunft."))
    change.case.signed_on = signed_on
    return finish(change, state=change.target)


@transaction.atomic
def pause(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """Let a running case rest."""
    change = begin(cooperation, CaseAction.PAUSE, by=by, at=at)
    return finish(change, state=change.target)


@transaction.atomic
def resume(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """Go on with a resting case."""
    change = begin(cooperation, CaseAction.RESUME, by=by, at=at)
    return finish(change, state=change.target)


@transaction.atomic
def cancel(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """End a case early, with a reason; the listings get their places back."""
    change = begin(cooperation, CaseAction.CANCEL, by=by, at=at)
    _return_capacity(change.case)
    return finish(change, state=change.target)


@transaction.atomic
def discard(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """Drop a proposal that was never sent, with a reason."""
    change = begin(cooperation, CaseAction.DISCARD, by=by, at=at)
    return finish(change, state=change.target)


@transaction.atomic
def reopen(*, cooperation: Cooperation, by: By, at: datetime) -> Cooperation:
    """City staff take a case up again, with a reason; its history stays.

    What was completed runs again. Everything else becomes a proposal, and everybody is asked anew.
    """
    change = begin(cooperation, CaseAction.REOPEN, by=by, at=at)
    if change.target == CooperationState.PROPOSED:
        change.case.parts.update(consent=Consent.OPEN, consented_at=None, consented_by=None)
        change.case.decline_reason = ""
        change.case.signed_on = None
    return finish(change, state=change.target)


def _take_capacity(case: Cooperation) -> None:
    """One place of each listing that counts them; a conditional UPDATE, so never below zero.

    The version rises: a form of the listing that is open somewhere else must not bring back the
    old number, and what is remembered of the directory is forgotten.
    """
    for listing in case.listings.exclude(capacity_left=None).order_by("pk"):
        counted = Listing.objects.filter(pk=listing.pk, capacity_left__gte=1)
        if not counted.update(capacity_left=F("capacity_left") - 1, version=F("version") + 1):
            raise GuardError(
                [_("„%(title)s“ hat keinen freien Platz mehr.") % {"title": listing.title}]
            )
    case.holds_capacity = True


def _return_capacity(case: Cooperation) -> None:
    if not case.holds_capacity:
        return
    has_room = Q(capacity_total=None) | Q(capacity_left__lt=F("capacity_total"))
    counted = Listing.objects.filter(has_room, cooperations=case, capacity_left__isnull=False)
    Listing.objects.filter(pk__in=counted.values("pk")).update(
        capacity_left=F("capacity_left") + 1, version=F("version") + 1
    )
    case.holds_capacity = False
