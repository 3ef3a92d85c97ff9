"""Listing organisations that have not joined yet: one by one, or from a table."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import NotAllowedError
from network.actions.application import free_slug
from network.actions.partner import PartnerFactsError, create_partner, update_partner
from network.actions.partner_table import ProvisionalRow, TableError
from network.actions.place import CITY, add_place
from network.enums import PartnerState, Source
from network.models import Partner
from network.queries.duplicates import comparable, is_alike
from network.rules import can_onboard_partners


@dataclass
class Taken:
    """How many organisations were added, changed, or left as they are."""

    added: int = 0
    changed: int = 0
    kept: int = 0


def alike(rows: list[ProvisionalRow]) -> list[tuple[ProvisionalRow, str]]:
    """Rows whose name is almost that of a partner of another key; one query."""
    known = [
        (key, name, comparable(name))
        for key, name in Partner.objects.exclude(state=PartnerState.ARCHIVED).values_list(
            "import_key", "name"
        )
    ]
    found = []
    for row in rows:
        wanted = comparable(row.name)
        for key, name, other in known:
            if (not row.key or key != row.key) and is_alike(wanted, other):
                found.append((row, name))
                break
    return found


@transaction.atomic
def store_provisional(*, rows: list[ProvisionalRow], actor: User | None, at: datetime) -> Taken:
    """List organisations; a known key is brought up to date, or kept once it was claimed.

    Raises:
        NotAllowedError: The actor is not city staff.
        TableError: A row does not fit; nothing is stored.
    """
    if actor is not None and not can_onboard_partners(actor):
        raise NotAllowedError(_("Neue Partner nimmt die Stadtverwaltung auf."))
    known = {row.import_key: row for row in Partner.objects.exclude(import_key="")}
    taken, faults = Taken(), []
    for row in rows:
        try:
            with transaction.atomic():
                _take(row, known.get(row.key) if row.key else None, taken, actor=actor, at=at)
        except PartnerFactsError as error:
            faults.append((row.line, str(error)))
    if faults:
        raise TableError(faults)
    return taken


def _take(
    row: ProvisionalRow, partner: Partner | None, taken: Taken, *, actor: User | None, at: datetime
) -> None:
    if partner is None:
        _add(row, actor, at)
        taken.added += 1
        return
    if partner.state != PartnerState.PROVISIONAL or not _differs(partner, row):
        taken.kept += 1
        return
    update_partner(
        partner=partner,
        name=row.name,
        kind=row.kind,
        contact_mailbox=row.mailbox,
        website=row.website,
        stages=row.stages,
        action_fields=row.action_fields,
        actor=actor,
        at=at,
    )
    taken.changed += 1


def _add(row: ProvisionalRow, actor: User | None, at: datetime) -> None:
    partner = create_partner(
        name=row.name,
        slug=free_slug(row.name),
        kind=row.kind,
        contact_mailbox=row.mailbox,
        website=row.website,
        stages=row.stages,
        action_fields=row.action_fields,
        state=PartnerState.PROVISIONAL,
        source=Source.IMPORT if row.key else Source.STAFF,
        source_url=row.source_url,
        import_key=row.key,
        actor=actor,
        at=at,
    )
    if row.street or row.district:
        add_place(
            partner=partner,
            name=row.name[:120],
            street=row.street,
            postal_code=row.postal_code,
            city=row.city or CITY,
            district=row.district,
            at=at,
        )


def _differs(partner: Partner, row: ProvisionalRow) -> bool:
    now = (partner.name, partner.kind, partner.contact_mailbox, partner.website)
    return (
        now != (row.name, row.kind, row.mailbox, row.website)
        or set(partner.stages.all()) != set(row.stages)
        or set(partner.action_fields.all()) != set(row.action_fields)
    )
