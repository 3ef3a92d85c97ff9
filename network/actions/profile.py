"""Keeping the whole profile of a partner, by its own people or city staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.actions.partner import check_facts
from network.enums import Visibility
from network.models import Partner
from network.queries.freshness import PARTNER_CYCLE
from network.rules import can_edit_partner
from network.signals import partner_changed

LINKS = ("stages", "action_fields", "competences", "target_groups")


class StaleEditError(ConflictError):
    """Somebody else saved in the meantime; nothing was written."""


@dataclass(frozen=True)
class ProfileFacts:
    """Everything a partner says about itself in the directory; empty means unknown."""

    name: str
    kind: str  # PartnerKind
    website: str = ""
    legal_form: str = ""  # LegalForm
    is_nonprofit: bool | None = None
    size: str = ""  # Size
    stages: Iterable[EducationStage] = ()
    action_fields: Iterable[ActionField] = ()
    competences: Iterable[Competence] = ()
    target_groups: Iterable[TargetGroup] = ()
    languages: list[str] = field(default_factory=list)  # codes
    capacity: int | None = None  # new cooperations a quarter
    radius_km: int | None = None
    is_online_only: bool = False
    is_city_wide: bool = False
    contact_mailbox: str = ""
    contact_role: str = ""
    contact_phone: str = ""
    visibility: str = Visibility.PUBLIC
    field_visibility: dict[str, str] = field(default_factory=dict)  # HideableField → Visibility
    takes_part_in_matching: bool = True


@transaction.atomic
def save_profile(
    *, partner: Partner, facts: ProfileFacts, version: int, actor: User | None, at: datetime
) -> None:
    """Replace the profile; whoever saves it confirms it, so it is fresh for another year.

    ``version`` is the one the form was made from.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        StaleEditError: Somebody else saved since ``version``.
        PartnerFactsError: Something is missing or malformed.
    """
    check_editor(actor, partner)
    claimed = Partner.objects.filter(pk=partner.pk, version=version)
    if not claimed.update(version=F("version") + 1):
        raise StaleEditError(_("Diese Angaben hat inzwischen jemand anderes geändert."))
    partner.refresh_from_db()
    columns = [item.name for item in fields(facts) if item.name not in LINKS]
    changed = [name for name in columns if getattr(partner, name) != getattr(facts, name)]
    for name in columns:
        setattr(partner, name, getattr(facts, name))
    check_facts(partner)
    _confirm(partner, at)
    partner.save()
    for name in LINKS:
        getattr(partner, name).set(getattr(facts, name))
    _follow_up("partner.save-profile", partner, actor, at, changed=changed)


@transaction.atomic
def confirm_profile(*, partner: Partner, actor: User | None, at: datetime) -> None:
    """Say that the profile is still true; ``actor`` is None for a link from a mail.

    Raises:
        NotAllowedError: The actor may not edit this partner.
    """
    check_editor(actor, partner)
    _confirm(partner, at)
    partner.save(update_fields=["confirmed_at", "confirm_due"])
    _follow_up("partner.confirm", partner, actor, at, changed=[])


def check_editor(actor: User | None, partner: Partner) -> None:
    """Refuse whoever does not keep this partner.

    Raises:
        NotAllowedError: The actor may not edit this partner.
    """
    if actor is not None and not can_edit_partner(actor, partner):
        raise NotAllowedError(_("Sie dürfen diese Angaben nicht ändern."))


def _confirm(partner: Partner, at: datetime) -> None:
    partner.confirmed_at = at
    partner.confirm_due = localdate(at) + PARTNER_CYCLE


def _follow_up(
    action: str, partner: Partner, actor: User | None, at: datetime, *, changed: list[str]
) -> None:
    record_event(
        action=action,
        object_type="partner",
        object_key=partner.key,
        partner_key=partner.key,
        at=at,
        actor_key=actor.key if actor else "",
        data={"changed": changed} if changed else None,
    )
    partner_changed.send(sender=Partner, partner=partner, at=at)
