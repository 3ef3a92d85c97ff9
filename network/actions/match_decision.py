"""What people make of a suggestion, and how a no mends the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event
from network.actions.clarification import ask_at_once, carried_tags
from network.enums import (
    CooperationState,
    DeclineReason,
    ListingKind,
    MatchState,
    Outcome,
    TagGroup,
)
from network.models import Cooperation, Listing, Match, MatchDecision, Partner
from network.queries.facts import QUIET_YEAR
from network.signals import partner_changed

AFTER = {Outcome.LATER: MatchState.SHORTLISTED, Outcome.DECLINED: MatchState.HIDDEN}
STRONGEST = (Outcome.DECLINED, Outcome.LATER)  # of what several sides said
CONVERTED = (
    CooperationState.REQUESTED,
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
)
REACHED = {  # states of a case that say how a suggestion was received
    CooperationState.IN_TALKS: Outcome.ACCEPTED,
    CooperationState.NO_ANSWER: Outcome.NO_ANSWER,
}
DOUBTED = {  # what a no says about the tags
    DeclineReason.TARGET_GROUP: (TagGroup.TARGET_GROUP,),
    DeclineReason.TOPIC: (TagGroup.FIELD, TagGroup.COMPETENCE),
}


class DecisionReasonError(DomainError):
    """A no without a reason cannot mend anything."""


@dataclass(frozen=True)
class Verdict:
    """What somebody decided, for which house (``None``: for the network)."""

    outcome: Outcome
    reason: str = ""
    house: Partner | None = None


@transaction.atomic
def decide(*, match: Match, verdict: Verdict, actor: User | None, at: datetime) -> MatchDecision:
    """Put a suggestion off, or turn it down with a reason.

    Raises:
        DecisionReasonError: A no has no reason.
        ConflictError: The suggestion has become a case meanwhile, or is gone.
    """
    if verdict.outcome == Outcome.DECLINED and verdict.reason not in DeclineReason.values:
        raise DecisionReasonError(_("Bitte nennen Sie einen Grund: Er verbessert die Vorschläge."))
    _lock_house(verdict.house)
    _lock(match)
    _supersede(match, verdict.house, at)
    decision = MatchDecision.objects.create(
        partner_a=match.partner_a,
        partner_b=match.partner_b,
        house=verdict.house,
        actor=actor,
        outcome=verdict.outcome,
        reason_code=verdict.reason if verdict.outcome == Outcome.DECLINED else "",
        at=at,
        shown=shown(match),
    )
    _settle(decision, at)
    _record("match.decide", decision, actor, at)
    if verdict.outcome == Outcome.DECLINED:
        ask_about(_listings(match), DeclineReason(verdict.reason), at)
    return decision


@transaction.atomic
def undo(*, decision: MatchDecision, actor: User | None, at: datetime) -> None:
    """Take a decision back: the history keeps both.

    The suggestion returns unless somebody else turned it down too.

    Raises:
        ConflictError: It was taken back before.
    """
    _lock_house(decision.house)
    if not MatchDecision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=at):
        raise ConflictError(_("Diese Entscheidung ist schon zurückgenommen."))
    _settle(decision, at)
    _record("match.undo", decision, actor, at)


@transaction.atomic
def note_declined(*, cooperation: Cooperation, partner: Partner, reason: str, at: datetime) -> None:
    """A partner said no to a case: the pair rests for a year, doubts become questions."""
    others = cooperation.partners.exclude(pk=partner.pk)
    for other in others:
        _note(cooperation, (partner, other), Verdict(Outcome.DECLINED, reason, partner), at)
    ask_about(list(cooperation.listings.all()), DeclineReason(reason), at)


@transaction.atomic
def note_progress(*, cooperation: Cooperation, at: datetime) -> None:
    """A case moved: its pairs are no longer suggestions, and how they were received is kept."""
    outcome = REACHED.get(CooperationState(cooperation.state))
    for first, second in combinations(cooperation.partners.order_by("pk"), 2):
        if cooperation.state in CONVERTED:
            _locked(first.pk, second.pk).update(state=MatchState.CONVERTED)
        if outcome is not None:
            _note(cooperation, (first, second), Verdict(outcome), at)


def shown(match: Match) -> dict[str, object]:
    """What stood on the card, for learning from the decision; nothing personal."""
    return {
        "score": match.score,
        "probability": match.probability,
        "kinds": [match.partner_a.kind, match.partner_b.kind],
        "field": match.field.code if match.field else "",
        "is_exploration": match.is_exploration,
        "needs": [bool(match.need_a_id), bool(match.need_b_id)],
        "run": match.run.key,
    }


def ask_about(listings: Iterable[Listing], reason: DeclineReason, at: datetime) -> None:
    """Open one question for each listing about what the no doubts."""
    groups = DOUBTED.get(reason, ())
    rows = list(listings)
    sought = {
        tag
        for row in rows
        if row.kind == ListingKind.NEED
        for tag in carried_tags(row)
        if tag[0] in groups
    }
    for row in rows:
        if row.kind == ListingKind.OFFER:
            doubts = (tag for tag in sorted(sought - carried_tags(row)))
            any(ask_at_once(listing=row, tag=tag, at=at) for tag in doubts)


def _note(
    cooperation: Cooperation, pair: tuple[Partner, Partner], verdict: Verdict, at: datetime
) -> None:
    """Keep what a case told about a pair, once for each time it was sent."""
    a, b = sorted(pair, key=lambda partner: partner.pk)
    sent = cooperation.requested_at or cooperation.created_at
    known = MatchDecision.objects.filter(
        partner_a=a, partner_b=b, outcome=verdict.outcome, undone_at=None, at__gte=sent
    )
    if known.exists():
        return
    match = _pair(a.pk, b.pk).select_related("partner_a", "partner_b", "field", "run").first()
    MatchDecision.objects.create(
        partner_a=a,
        partner_b=b,
        house=verdict.house,
        outcome=verdict.outcome,
        reason_code=verdict.reason,
        at=at,
        shown=shown(match) if match else {},
    )
    if match and verdict.outcome == Outcome.DECLINED:
        _locked(a.pk, b.pk).update(state=MatchState.HIDDEN)


def _lock_house(house: Partner | None) -> None:
    """Before the pair, in the order of a request, so that the two never wait for each other."""
    if house is not None:
        list(Partner.objects.select_for_update().filter(pk=house.pk).values_list("pk"))


def _lock(match: Match) -> None:
    """Nobody decides twice at once, and a run keeps what is decided here."""
    rows = Match.objects.select_for_update().filter(pk=match.pk).values_list("state")
    # A run that writes takes the row away and puts it back: whoever waited for it looks again.
    state = rows.first() or rows.all().first()
    if state is None:
        raise ConflictError(
            _("Diesen Vorschlag gibt es nicht mehr. Bitte laden Sie die Seite neu.")
        )
    if state == (MatchState.CONVERTED,):
        raise ConflictError(_("Zu diesem Vorschlag gibt es schon einen Fall."))


def _supersede(match: Match, house: Partner | None, at: datetime) -> None:
    """Whoever decides anew takes back what it said before; the other side's word stands."""
    said = MatchDecision.objects.filter(
        partner_a=match.partner_a, partner_b=match.partner_b, house=house, outcome__in=AFTER
    )
    said.filter(undone_at=None).update(undone_at=at)


def _settle(decision: MatchDecision, at: datetime) -> None:
    """Bring everything in line with the decisions that hold: a no of one side hides the pair."""
    pair = _locked(decision.partner_a_id, decision.partner_b_id)
    said = MatchDecision.objects.filter(
        partner_a=decision.partner_a, partner_b=decision.partner_b, undone_at=None,
        outcome__in=AFTER, at__gte=at - QUIET_YEAR,
    ).values_list("outcome", flat=True)  # fmt: skip
    state = next((AFTER[one] for one in STRONGEST if one in set(said)), MatchState.SEEN)
    pair.exclude(state=MatchState.CONVERTED).update(state=state)
    if decision.house is not None:
        _keep_full(decision.house, at)


def _keep_full(house: Partner, at: datetime) -> None:
    """A house is full from its latest no for want of capacity that holds; else it is not."""
    said = MatchDecision.objects.filter(
        house=house, outcome=Outcome.DECLINED, reason_code=DeclineReason.CAPACITY, undone_at=None
    )
    since = said.aggregate(since=Max("at"))["since"]
    if Partner.objects.filter(pk=house.pk).exclude(full_since=since).update(full_since=since):
        partner_changed.send(sender=Partner, partner=house, at=at)


def _locked(first: int, second: int) -> QuerySet[Match]:
    """The row of a pair, held: a run that writes meanwhile would else hide it from the update."""
    pair = _pair(first, second)
    list(pair.select_for_update().values_list("pk"))
    return pair


def _pair(first: int, second: int) -> QuerySet[Match]:
    a, b = sorted((first, second))
    return Match.objects.filter(partner_a_id=a, partner_b_id=b)


def _listings(match: Match) -> list[Listing]:
    found = (match.need_a, match.offer_b, match.need_b, match.offer_a)
    return [listing for listing in found if listing is not None]


def _record(action: str, decision: MatchDecision, actor: User | None, at: datetime) -> None:
    record_event(
        action=action,
        object_type="match",
        object_key=decision.key,
        partner_key=decision.house.key if decision.house else "",
        actor_key=actor.key if actor else "",
        at=at,
        data={"outcome": str(decision.outcome), "reason": decision.reason_code},
    )
