"""What happens in courses when a person is erased: seats, certificates, classes."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet

from courses.actions.enrolment import leave
from courses.actions.school_class.leaving import tell_lead_gone
from courses.actions.seat.guard import lock_runs
from courses.actions.seat.queue import withdraw_request
from courses.enums import EnrolmentState, LeadRole, LeftReason
from courses.models import OPEN_REQUESTS, Certificate, ClassLead, Enrolment, SeatRequest
from courses.queries.school_class import helpers
from lms.accounts.models import User
from lms.common.keys import new_salt


@transaction.atomic
def release_person(*, user: User, at: datetime) -> None:
    """Free a person's seats, settle their certificates, hand their classes to who helps there."""
    _free_seats(user, at)
    _settle_certificates(user)
    _hand_over_classes(user, at)


def _free_seats(user: User, at: datetime) -> None:
    """Seats and offers go to who waits; all runs are locked before anything is read."""
    inside = Enrolment.objects.filter(user=user).exclude(state=EnrolmentState.LEFT)
    asked = SeatRequest.objects.filter(user=user, state__in=OPEN_REQUESTS)
    lock_runs([*inside.values_list("run", flat=True), *asked.values_list("run", flat=True)])
    for enrolment in inside:
        leave(enrolment=enrolment, at=at, reason=LeftReason.ERASED)
    for request in asked:
        withdraw_request(request=request, at=at)
    SeatRequest.objects.filter(user=user).delete()


def _settle_certificates(user: User) -> None:
    """Kept ones stay valid without a name; the others go, and their codes become unknown."""
    certificates = Certificate.objects.filter(enrolment__user=user)
    _forget_files(certificates)
    if not user.keeps_certificates:
        certificates.delete()
        return
    for certificate in certificates:
        certificate.facts = {**certificate.facts, "holder": ""}
        certificate.holder_name = ""
        certificate.enrolment = None
        certificate.pdf_name = certificate.pdf_sha256 = certificate.credential = ""
        certificate.salt = new_salt()  # hashes of the name in files do not lead here any more
        certificate.rendered_at = None
        certificate.save()


def _forget_files(certificates: QuerySet[Certificate]) -> None:
    delete: Any = storages["private"].delete
    for name in certificates.exclude(pdf_name="").values_list("pdf_name", flat=True):
        transaction.on_commit(partial(delete, name), robust=True)


def _hand_over_classes(user: User, at: datetime) -> None:
    """A class must not be left without somebody who answers for it; else its house is told."""
    tell_lead_gone(user=user, at=at)
    for lead in ClassLead.objects.filter(user=user, role=LeadRole.LEAD):
        helper = helpers().filter(school_class=lead.school_class_id).first()
        lead.delete()
        if helper is not None:
            ClassLead.objects.filter(pk=helper.pk).update(role=LeadRole.LEAD)
