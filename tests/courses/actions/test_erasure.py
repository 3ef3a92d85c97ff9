"""Seats, certificates and classes; the whole erasure is in ``lms/accounts/actions``."""

import pytest

from courses.actions.erasure import release_person
from courses.models import Certificate, ClassLead, CourseRun, SchoolClass, SeatRequest
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def test_a_seat_and_a_held_offer_are_free_again():
    enrolment = EnrolmentFactory()
    run = CourseFactory().runs.get()
    CourseRun.objects.update(capacity=3, seats_taken=2)
    SeatRequest.objects.create(
        run=run, user=enrolment.user, state="offered", queued_at=NOW, offer_expires_at=NOW
    )
    release_person(user=enrolment.user, at=NOW)
    assert set(CourseRun.objects.values_list("seats_taken", flat=True)) == {1}
    assert not SeatRequest.objects.exists()


def test_others_keep_theirs():
    mine, other = CertificateFactory(), CertificateFactory()
    release_person(user=mine.enrolment.user, at=NOW)
    assert Certificate.objects.get() == other


def test_who_helps_in_a_class_answers_for_it_then():
    lead, helper = UserFactory(), UserFactory()
    group = SchoolClass.objects.create(
        partner=PartnerFactory(), title="7b", ends_on=NOW.date(), device_hash="x", created_at=NOW
    )
    ClassLead.objects.create(school_class=group, user=lead, role="lead")
    ClassLead.objects.create(school_class=group, user=helper, role="co_lead")
    release_person(user=lead, at=NOW)
    assert ClassLead.objects.get().user == helper
    assert ClassLead.objects.get().role == "lead"
