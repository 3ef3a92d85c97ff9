"""Standing in for each other: named by the reviewer, written into the audit log."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.models import Deputy
from lms.accounts.models import User
from lms.common.errors import DomainError, NotAllowedError
from lms.records.actions import record_event
from network.enums import Role
from network.models import Membership, Partner


def may_stand_in(*, principal: User, partner: Partner | None) -> QuerySet[User]:
    """Who else approves where this person does: city staff, or reviewers of the same partner."""
    others = User.objects.filter(is_active=True).exclude(pk=principal.pk)
    if partner is None:
        return others.filter(is_city_staff=True) if principal.is_city_staff else others.none()
    reviewers = Membership.objects.filter(partner=partner, role=Role.REVIEWER)
    if not partner.may_self_approve or not reviewers.filter(user=principal).exists():
        return others.none()
    return others.filter(pk__in=reviewers.values("user"))


@transaction.atomic
def name_deputy(
    *,
    principal: User,
    deputy: User,
    partner: Partner | None,
    from_on: date,
    until_on: date,
    at: datetime,
) -> Deputy:
    """Let another reviewer be told of everything this one is told of, for some days.

    Raises:
        NotAllowedError: One of the two does not approve for this partner (None: for the city).
        DomainError: The last day comes before the first.
    """
    if not may_stand_in(principal=principal, partner=partner).filter(pk=deputy.pk).exists():
        raise NotAllowedError(_("Vertreten kann nur, wer hier selbst freigeben darf."))
    if until_on < from_on:
        raise DomainError(_("Der letzte Tag liegt vor dem ersten."))
    made = Deputy.objects.create(
        principal=principal,
        deputy=deputy,
        partner=partner,
        from_on=from_on,
        until_on=until_on,
        created_at=at,
    )
    _record("deputy.name", made, at)
    return made


@transaction.atomic
def end_deputy(*, principal: User, deputy: Deputy, at: datetime) -> None:
    """End a deputyship before or within its days.

    Raises:
        NotAllowedError: It is somebody else's.
    """
    if deputy.principal_id != principal.pk:
        raise NotAllowedError(_("Das beendet nur, wer sich vertreten lässt."))
    _record("deputy.end", deputy, at)
    deputy.delete()


def stand_ins(principals: Iterable[User], *, on: date) -> list[User]:
    """Who stands in for any of these people on a day; one query."""
    rows = Deputy.objects.filter(principal__in=list(principals), deputy__is_active=True)
    rows = rows.filter(from_on__lte=on, until_on__gte=on).select_related("deputy")
    return list(dict.fromkeys(row.deputy for row in rows))


def _record(action: str, deputy: Deputy, at: datetime) -> None:
    record_event(
        action=action,
        object_type="user",
        object_key=deputy.deputy.key,
        partner_key=deputy.partner.key if deputy.partner else "",
        actor_key=deputy.principal.key,
        at=at,
        data={"from": deputy.from_on.isoformat(), "until": deputy.until_on.isoformat()},
    )
