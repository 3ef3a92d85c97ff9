"""What happens in courses when a person is erased: seats, certificates, classes."""

from datetime import datetime

from django.db import transaction

from courses.actions.certificate_name import forget_file, forget_name
from courses.actions.enrolment import leave
from courses.actions.school_class.leaving import tell_lead_gone
from courses.actions.seat.guard import lock_runs
from courses.actions.seat.queue import withdraw_request
from courses.enums import EnrolmentState, LeadRole, LeftReason
from courses.models import OPEN_REQUESTS, Certificate, ClassLead, Enrolment, SeatRequest
from courses.queries.school_class import helpers
from lms.accounts.models import User


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
    for certificate in Certificate.objects.filter(enrolment__user=user):
        if user.keeps_certificates:
            certificate.enrolment = None
            forget_name(certificate, also=("enrolment",))
        else:
            forget_file(certificate)
            certificate.delete()


def _hand_over_classes(user: User, at: datetime) -> None:
    """A class must not be left without somebody who answers for it; else its house is told."""
    tell_lead_gone(user=user, at=at)
    for lead in ClassLead.objects.filter(user=user, role=LeadRole.LEAD):
        helper = helpers().filter(school_class=lead.school_class_id).first()
        lead.delete()
        if helper is not None:
            ClassLead.objects.filter(pk=helper.pk).update(role=LeadRole.LEAD)
