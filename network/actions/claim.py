"""Claiming a listed organisation: its mailbox proves it, city staff approve."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, override

from lms.accounts.mails import absolute, language_of, send
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.common.keys import new_token, token_hash
from lms.records.actions import record_event
from network.actions.membership import grant_role
from network.actions.partner import set_partner_state
from network.enums import ClaimState, PartnerState, Role, Source
from network.models import ClaimRequest, Partner
from network.queries.freshness import PARTNER_CYCLE
from network.queries.links import claim_of
from network.rules import can_onboard_partners

TOKEN_LIFE = timedelta(days=14)
KEPT = timedelta(days=90)  # after a decision
WAITS = timedelta(days=365)  # for one, at most


class NoMailboxError(ConflictError):
    """Nobody can prove anything: the city knows no mailbox of this organisation."""


@transaction.atomic
def ask_claim(*, partner: Partner, user: User, at: datetime) -> ClaimRequest:
    """Ask to act for a provisional partner; its mailbox gets a link.

    Asking again while a claim waits for the mailbox sends a new link; the old one ends.

    Raises:
        ConflictError: It is not provisional, or this claim already waits for the city.
        NoMailboxError: No mailbox is known.
    """
    if partner.state != PartnerState.PROVISIONAL:
        raise ConflictError(_("Diese Einrichtung hat schon jemanden, der sie betreut."))
    if not partner.contact_mailbox:
        raise NoMailboxError(
            _(
                "Für diese Einrichtung ist kein Postfach bekannt. Bitte schreiben Sie der "
                "Stadtverwaltung, damit sie es einträgt."
            )
        )
    token = new_token()
    claim = _open_claim(partner, user, at)
    claim.token_hash = token_hash(token)
    claim.expires_at = at + TOKEN_LIFE
    claim.save()
    with override(settings.LANGUAGE_CODE):
        link = absolute(reverse("network:claim-prove", args=[token]))
    send(
        "email/claim_asked",
        recipient=partner.contact_mailbox,
        context={"claim": claim, "link": link, "days": TOKEN_LIFE.days},
        language=settings.LANGUAGE_CODE,
        at=at,
    )
    _record("claim.ask", claim, user, at)
    return claim


@transaction.atomic
def prove_claim(*, token: str, at: datetime) -> ClaimRequest:
    """Whoever reads the organisation's mailbox says that the claim is right. Works once.

    Raises:
        ConflictError: The link was used or is too old.
    """
    claim = claim_of(token, at=at)
    open_ones = ClaimRequest.objects.filter(token_hash=token_hash(token), state=ClaimState.ASKED)
    if claim is None or not open_ones.update(state=ClaimState.PROVEN, proven_at=at, token_hash=""):
        raise ConflictError(_("Dieser Link wurde schon benutzt oder ist zu alt."))
    _record("claim.prove", claim, None, at)
    return claim


@transaction.atomic
def approve_claim(*, claim: ClaimRequest, actor: User, at: datetime) -> None:
    """Make the person admin of the organisation and publish it; other claims of it end.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: The mailbox has not confirmed it, or it is decided.
    """
    # Locked first: of two claims approved at the same moment only one gets the house.
    partner = Partner.objects.select_for_update().get(pk=claim.partner_id)
    claim = _decide(claim, ClaimState.APPROVED, actor, at)
    if partner.state != PartnerState.PROVISIONAL:
        raise ConflictError(_("Diese Einrichtung hat schon jemanden, der sie betreut."))
    partner.confirmed_at = at
    partner.confirm_due = localdate(at) + PARTNER_CYCLE
    partner.source = Source.SELF
    partner.save(update_fields=["confirmed_at", "confirm_due", "source"])
    set_partner_state(partner=partner, state=PartnerState.PUBLISHED, actor=actor, at=at)
    grant_role(partner=partner, user=claim.user, role=Role.ADMIN, actor=actor, at=at)
    others = partner.claims.filter(state__in=[ClaimState.ASKED, ClaimState.PROVEN])
    others.update(state=ClaimState.DECLINED, decided_at=at, token_hash="")
    _tell(claim, "email/claim_approved", at)
    _record("claim.approve", claim, actor, at)


@transaction.atomic
def decline_claim(*, claim: ClaimRequest, reason: str, actor: User, at: datetime) -> None:
    """Refuse a claim and tell the person why.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: No reason, the mailbox has not confirmed it, or it is decided.
    """
    if not reason.strip():
        raise ConflictError(_("Bitte nennen Sie einen Grund."))
    claim = _decide(claim, ClaimState.DECLINED, actor, at)
    _tell(claim, "email/claim_declined", at, reason=reason.strip())
    _record("claim.decline", claim, actor, at)


def drop_old_claims(*, at: datetime) -> int:
    """Forget what no mailbox confirmed in time, nobody decided, or was decided long ago.

    Returns how many. The audit log keeps that there was a claim.
    """
    count, _models = old_claims(at=at).delete()
    return count


def old_claims(*, at: datetime) -> QuerySet[ClaimRequest]:
    """What ``drop_old_claims`` deletes."""
    late = Q(state=ClaimState.ASKED, expires_at__lte=at)
    undecided = Q(state=ClaimState.PROVEN, proven_at__lte=at - WAITS)
    return ClaimRequest.objects.filter(late | undecided | Q(decided_at__lte=at - KEPT))


def _open_claim(partner: Partner, user: User, at: datetime) -> ClaimRequest:
    known = ClaimRequest.objects.filter(partner=partner, user=user)
    if known.filter(state=ClaimState.PROVEN).exists():
        raise ConflictError(_("Ihre Anfrage liegt schon bei der Stadtverwaltung."))
    claim = known.filter(state=ClaimState.ASKED).first()
    if claim is not None:
        return claim
    try:
        with transaction.atomic():
            return ClaimRequest.objects.create(
                partner=partner, user=user, created_at=at, expires_at=at
            )
    except IntegrityError:  # the same person at the same moment
        return known.get(state=ClaimState.ASKED)


def _decide(claim: ClaimRequest, state: ClaimState, actor: User, at: datetime) -> ClaimRequest:
    if not can_onboard_partners(actor):
        raise NotAllowedError(_("Darüber entscheidet die Stadtverwaltung."))
    proven = ClaimRequest.objects.filter(pk=claim.pk, state=ClaimState.PROVEN)
    if not proven.update(state=state, decided_at=at):
        raise ConflictError(_("Über diese Anfrage ist schon entschieden."))
    return ClaimRequest.objects.select_related("partner", "user").get(pk=claim.pk)


def _tell(claim: ClaimRequest, template: str, at: datetime, *, reason: str = "") -> None:
    if claim.user.email:
        language = language_of(claim.user)
        with override(language):
            link = absolute(reverse("network:own"))
        context = {"partner": claim.partner, "user": claim.user, "reason": reason, "link": link}
        send(
            template, recipient=claim.user.email, context=context, language=language,
            person=claim.user, at=at,
        )  # fmt: skip


def _record(action: str, claim: ClaimRequest, actor: User | None, at: datetime) -> None:
    record_event(
        action=action,
        object_type="claim",
        object_key=claim.key,
        partner_key=claim.partner.key,
        at=at,
        actor_key=actor.key if actor else "",
    )
