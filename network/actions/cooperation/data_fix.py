"""What a refusal teaches about the data: the reason code decides what is mended."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.enums import DeclineReason, TaskKind
from network.models import Cooperation, Partner, PartnerTask, Place
from network.queries.distances import distance_km
from network.queries.entries import spots_of
from network.rules import can_edit_partner
from network.signals import cooperation_declined, partner_changed


def mend_data(*, case: Cooperation, partner: Partner, reason: DeclineReason, at: datetime) -> None:
    """Act on the reason of a refusal; runs inside the transaction that stores it.

    Capacity: the partner counts as full until it confirms its profile. Distance: a smaller
    radius is proposed. Contact: staff have to find the role. Target group and topic are questions
    about tags; whoever keeps those listens to ``cooperation_declined``.
    """
    if reason == DeclineReason.CAPACITY:
        Partner.objects.filter(pk=partner.pk).update(full_since=at)
        partner_changed.send(sender=Partner, partner=partner, at=at)
    elif reason == DeclineReason.CONTACT:
        _open(PartnerTask(cooperation=case, partner=partner, kind=TaskKind.CONTACT), at)
    elif reason == DeclineReason.DISTANCE:
        radius = _nearer_than(case, partner)
        data = {} if radius is None else {"radius_km": radius}
        _open(PartnerTask(cooperation=case, partner=partner, kind=TaskKind.RADIUS, data=data), at)
    cooperation_declined.send(
        sender=Cooperation, cooperation=case, partner=partner, reason=reason.value, at=at
    )


@transaction.atomic
def close_task(*, task: PartnerTask, apply: bool, actor: User, at: datetime) -> None:
    """Close an open point; a proposed radius becomes the partner's if ``apply``.

    Raises:
        NotAllowedError: The person neither keeps the partner nor is city staff.
        ConflictError: Somebody was faster.
    """
    if not can_edit_partner(actor, task.partner):
        raise NotAllowedError(_("Sie dürfen diese Angaben nicht ändern."))
    if not PartnerTask.objects.filter(pk=task.pk, closed_at=None).update(closed_at=at):
        raise ConflictError(_("Diese Aufgabe ist schon erledigt."))
    radius = task.data.get("radius_km")
    if apply and radius is not None:
        Partner.objects.filter(pk=task.partner_id).update(
            radius_km=radius, version=F("version") + 1
        )
        partner_changed.send(sender=Partner, partner=task.partner, at=at)
    record_event(
        action="partner.task-close",
        object_type="partner",
        object_key=task.partner.key,
        at=at,
        actor_key=actor.key,
        partner_key=task.partner.key,
        data={"kind": task.kind, "applied": apply},
    )


def _open(task: PartnerTask, at: datetime) -> None:
    """One open point of a kind for each partner; a second refusal brings it up to date."""
    facts = {"cooperation": task.cooperation, "data": task.data}
    PartnerTask.objects.update_or_create(
        partner=task.partner,
        kind=task.kind,
        closed_at=None,
        defaults=facts,
        create_defaults={**facts, "created_at": at},
    )


def _nearer_than(case: Cooperation, partner: Partner) -> int | None:
    """Whole kilometres just below the distance to the nearest of the others; None: unknown."""
    places = Place.objects.filter(partner__parts__cooperation=case).select_related("district")
    own = spots_of([place for place in places if place.partner_id == partner.pk])
    others = spots_of([place for place in places if place.partner_id != partner.pk])
    # Two houses at the middle of one district say nothing of how far they are apart.
    known = [(one, other) for one in own for other in others if one != other]
    distances = [distance_km(one, other) for one, other in known]
    return max(int(min(distances)), 1) if distances else None
