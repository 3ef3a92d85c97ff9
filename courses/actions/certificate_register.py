"""Looking people up in the register of certificates, and taking a copy of it: with a reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.actions.certificate import ReasonMissingError
from courses.models import Certificate
from courses.queries.certificate_register import MOST_SHOWN, held_by, register_sheet
from lms.accounts.models import User
from lms.common.spreadsheet import as_csv
from lms.records.actions import record_event


@transaction.atomic
def find_by_holder(
    *, certificates: QuerySet[Certificate], name: str, reason: str, actor: User, at: datetime
) -> list[Certificate]:
    """Find certificates by the exact name on them; every person found can read who looked, and why.

    Args:
        certificates: Those the caller may reach.
        name: As it is printed; spaces apart it has to be the same sign by sign.
        reason: For the person and the log.
        actor: Who looks.
        at: When.

    Returns:
        The newest ``MOST_SHOWN``.

    Raises:
        ReasonMissingError: Nothing was said.
    """
    reason = _said(reason)
    found = list(held_by(certificates, name)[:MOST_SHOWN])
    data: dict[str, object] = {"found": len(found)}
    record_event(
        action="certificate.search", object_type="register", object_key="", at=at,
        actor_key=actor.key, data=data, note=reason,
    )  # fmt: skip
    for certificate in found:
        _tell_holder(certificate, actor=actor, reason=reason, at=at)
    return found


@transaction.atomic
def export_register(
    *, certificates: QuerySet[Certificate], reason: str, actor: User, at: datetime
) -> bytes:
    """Copy the register as CSV, without names.

    Raises:
        ReasonMissingError: Nothing was said.
    """
    reason = _said(reason)
    sheet = register_sheet(certificates)
    data: dict[str, object] = {"rows": len(sheet.rows)}
    record_event(
        action="certificate.export", object_type="register", object_key="", at=at,
        actor_key=actor.key, data=data, note=reason,
    )  # fmt: skip
    return as_csv(sheet)


def _said(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissingError(_("Bitte sagen Sie, wozu. Die Person kann es lesen."))
    return reason


def _tell_holder(certificate: Certificate, *, actor: User, reason: str, at: datetime) -> None:
    enrolment = certificate.enrolment
    if enrolment is None:
        return
    record_event(
        action="certificate.look",
        object_type="certificate",
        object_key=certificate.code,
        person_key=enrolment.user.key,
        actor_key=actor.key,
        partner_key="" if actor.is_city_staff else enrolment.course.partner.key,
        data={"role": "city" if actor.is_city_staff else "partner"},
        at=at,
        note=reason,
    )
