"""Seats, certificates and classes; the whole erasure is in ``lms/accounts/actions``."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from courses.actions.enrolment import enrol, leave
from courses.actions.erasure import release_person
from courses.actions.seat.queue import join_waiting_list, settle_run
from courses.models import Certificate, ClassLead, CourseRun, SchoolClass, SeatRequest
from courses.queries.invariants import overbooked_runs
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.factories.runs import make_run, people
from tests.support.parallel import both
from tests.support.school_class import lead_of

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


def test_what_becomes_free_goes_to_who_waits():
    run = make_run(capacity=2)
    going, holder, first, second = people(4)
    row = enrol(user=going, run=run, at=NOW)
    enrol(user=people(1)[0], run=run, at=NOW)
    for user in (holder, first, second):
        join_waiting_list(user=user, run=run, at=NOW)
    release_person(user=row.user, at=NOW)
    assert [request.user for request in offers()] == [holder]
    release_person(user=holder, at=NOW)
    assert [request.user for request in offers()] == [first]
    assert overbooked_runs(NOW) == []


def test_all_runs_are_locked_before_anything_is_read():
    first = make_run(capacity=1)
    second = make_run()
    user = UserFactory()
    enrol(user=user, run=second, at=NOW)
    enrol(user=people(1)[0], run=first, at=NOW)
    join_waiting_list(user=user, run=first, at=NOW)
    with CaptureQueriesContext(transaction.get_connection()) as captured:
        release_person(user=user, at=NOW)
    found = [query["sql"] for query in captured if 'FROM "courses_courserun"' in query["sql"]]
    assert f'"id" IN ({first.pk}, {second.pk})' in found[0]
    assert 'ORDER BY "courses_courserun"."id"' in found[0]


def offers():
    return SeatRequest.objects.filter(state="offered").select_related("user")


@pytest.mark.django_db(transaction=True)
def test_an_offer_that_expires_at_this_moment_is_freed_once():
    run = make_run(capacity=1)
    (here,), (holder,) = people(1), people(1)
    row = enrol(user=here, run=run, at=NOW)
    join_waiting_list(user=holder, run=run, at=NOW)
    leave(enrolment=row, at=NOW)
    later = NOW + timedelta(days=3)
    done = both(
        lambda: release_person(user=holder, at=later), lambda: settle_run(run=run, at=later)
    )
    assert done == ["done", "done"]
    assert CourseRun.objects.get(pk=run.pk).seats_taken == 0
    assert overbooked_runs(later) == []


def test_others_keep_theirs():
    mine, other = CertificateFactory(), CertificateFactory()
    release_person(user=mine.enrolment.user, at=NOW)
    assert Certificate.objects.get() == other


def a_class(**values):
    house = PartnerFactory()
    return SchoolClass.objects.create(
        **{"partner": house, "title": "7b", "ends_on": NOW.date(), "device_hash": house.key,
           "created_at": NOW, **values}
    )  # fmt: skip


def lead(group, role="lead", **values):
    user = lead_of(group.partner, **values)
    ClassLead.objects.create(school_class=group, user=user, role=role)
    return user


def test_who_helps_in_a_class_answers_for_it_then():
    group = a_class()
    first = lead(group)
    gone = UserFactory()  # no longer of the house
    ClassLead.objects.create(school_class=group, user=gone, role="co_lead")
    helper = lead(group, "co_lead")
    release_person(user=first, at=NOW)
    assert ClassLead.objects.get(role="lead").user == helper
    assert not OutboxMessage.objects.exists()


def test_a_class_nobody_can_take_over_is_told_to_the_house_else_to_the_city():
    group, other = a_class(), a_class(title="8c")
    admin = MembershipFactory(partner=group.partner, role="admin").user
    city = UserFactory(is_city_staff=True)
    for one in (group, other):
        release_person(user=lead(one), at=NOW)
    told = OutboxMessage.objects.filter(kind="class_without_lead").order_by("pk")
    assert [mail.recipient for mail in told] == [admin.email, city.email]
    assert "„7b“" in told[0].text
    assert not ClassLead.objects.exists()


def test_a_class_that_is_over_needs_nobody():
    group = a_class(ends_on=NOW.date() - timedelta(days=1))
    MembershipFactory(partner=group.partner, role="admin")
    release_person(user=lead(group), at=NOW)
    assert not OutboxMessage.objects.exists()
