"""What happens with a seat taken: contact, log, requests."""

import pytest

from courses.actions.enrolment import enrol, leave
from courses.actions.seat.errors import BeatenError
from courses.actions.seat.taking import Arrival, close_requests, keep_contact, seat_person
from courses.enums import Origin, RequestState
from courses.models import Enrolment, RunContact, SeatRequest
from courses.queries.seat import standing
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def row_for(run=None, name="", **values):
    return enrol(user=UserFactory(**values), run=run or make_run(), at=NOW, contact_name=name)


@pytest.mark.parametrize(
    ("band", "has_mail"),
    [("", True), ("adult", True), ("16_17", False), ("14_15", False), ("under_14", False)],
)
def test_the_team_gets_the_address_of_adults_only(band, has_mail):
    row = row_for(name="Ada", age_band=band)
    contact = RunContact.objects.get(enrolment=row)
    assert (contact.name, contact.email, contact.phone) == (
        "Ada", row.user.email if has_mail else "", "",
    )  # fmt: skip


def test_seats_and_runs_without_dates_have_no_contact():
    seat = UserFactory(kind="seat", email="", display_name="")
    run = make_run()
    enrol(user=seat, run=run, at=NOW, origin=Origin.SCHOOL_CLASS, contact_name="Ada")
    row_for(run.course.runs.get(kind="self_paced"), name="Ada")
    row = row_for(run)
    assert not RunContact.objects.exists()
    keep_contact(enrolment=row, name="Ada")
    keep_contact(enrolment=row, name="Bea")
    assert RunContact.objects.get().name == "Bea"
    leave(enrolment=row, at=NOW)
    assert not RunContact.objects.exists()


def test_who_brings_somebody_stands_in_the_log():
    run, lead = make_run(), UserFactory()
    own = row_for(run)
    other = enrol(user=UserFactory(), run=run, at=NOW, origin=Origin.TEAM, actor=lead)
    found = AuditEvent.objects.filter(action="enrolment.enrol").order_by("pk")
    assert list(found.values_list("actor_key", "person_key", "object_key")) == [
        (own.user.key, "", own.key),
        (lead.key, other.user.key, other.key),
    ]


def test_closing_requests_leaves_offers_elsewhere_to_the_sweeper():
    run = make_run()
    elsewhere = make_run(course=run.course)
    user = UserFactory()
    values = {"user": user, "queued_at": NOW, "offer_expires_at": NOW}
    asked = SeatRequest.objects.create(run=run, state="asked", **values)
    offered = SeatRequest.objects.create(run=elsewhere, state="offered", **values)
    close_requests(user=user, run=run, found=standing(user, run), at=NOW)
    states = [SeatRequest.objects.get(pk=row.pk).state for row in (asked, offered)]
    assert states == [RequestState.ACCEPTED, RequestState.OFFERED]


def test_who_came_back_in_a_second_window_takes_no_second_seat():
    row = leave(enrolment=row_for(), at=NOW)
    found = standing(row.user, row.run)
    Enrolment.objects.update(state="active")
    arrival = Arrival(row.user, Origin.SELF)
    with pytest.raises(BeatenError):
        seat_person(arrival=arrival, run=row.run, found=found, at=NOW)
    assert Enrolment.objects.count() == 1
