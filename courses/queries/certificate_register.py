"""The register of certificates, for those who answer for it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enums import CertificateKind, CertificateState, RevocationReason
from courses.models import Certificate
from lms.common.spreadsheet import Cell, Sheet

MOST_SHOWN = 20  # certificates of one name


def held_by(certificates: QuerySet[Certificate], name: str) -> QuerySet[Certificate]:
    """Those issued to exactly this name; of minors and guests the register knows none."""
    named = certificates.exclude(holder_name="").filter(holder_name=" ".join(name.split()))
    return named.select_related("enrolment__user", "enrolment__course__partner")


def register_sheet(certificates: QuerySet[Certificate]) -> Sheet:
    """A row for each certificate, the newest first, without anybody's name; one query."""
    rows = certificates.values_list(
        "code", "kind", "facts__course", "facts__issuer__name", "facts__completed_on",
        "issued_at", "state", "ended_at", "revocation_reason",
    )  # fmt: skip
    columns = [
        _("Code"),
        _("Art"),
        _("Kurs"),
        _("Ausgestellt von"),
        _("Abgeschlossen am"),
        _("Ausgestellt am"),
        _("Stand"),
        _("Gilt nicht mehr seit"),
        _("Grund"),
    ]
    return Sheet(_("Zertifikate"), columns, [_cells(row) for row in rows.iterator()])


def _cells(row: tuple[Any, ...]) -> list[Cell]:
    code, kind, course, issuer, completed, issued, state, ended, reason = row
    return [
        code,
        str(CertificateKind(kind).label),
        course,
        issuer,
        completed,
        _day(issued),
        str(CertificateState(state).label),
        _day(ended),
        str(RevocationReason(reason).label) if reason else "",
    ]


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
