"""Certificates of a class on paper: the rows are kept without names, the names nowhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.certificate import issue_without_name
from courses.actions.school_class.founding import record_class
from courses.enums import ClassKind
from courses.models import Certificate, Enrolment, SchoolClass
from lms.accounts.models import User
from lms.common.errors import NotAllowedError


@transaction.atomic
def certify_seats(
    *, school_class: SchoolClass, enrolments: Iterable[Enrolment], actor: User, at: datetime
) -> list[Certificate]:
    """Issue what seats of a class have earned and have no certificate for yet, to print them.

    Which names are printed is neither asked here nor recorded; that they were printed is.

    Returns:
        The certificates in the order of ``enrolments``.

    Raises:
        NotAllowedError: A nursery group has one shared account, or a seat is another class's.
        NotCompletedError: One of the seats has not finished the course.
        AlreadyRevokedError: One of the certificates was taken back.
    """
    rows = list(enrolments)
    own = set(school_class.seats.filter(removed_at=None).values_list("user", flat=True))
    if school_class.kind == ClassKind.KINDERGARTEN or not {row.user_id for row in rows} <= own:
        raise NotAllowedError(_("Urkunden ohne Namen gibt es nur für Plätze einer Klasse."))
    issued = [issue_without_name(enrolment=row, actor=actor, at=at) for row in rows]
    data: dict[str, object] = {"number": len(issued)}
    record_class("class.certificates", school_class, actor=actor, at=at, data=data)
    return issued
