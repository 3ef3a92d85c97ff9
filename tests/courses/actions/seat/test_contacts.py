"""A band that was lowered leaves teams less to know."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.seat.contacts import forget_of_minor
from courses.models import RunContact, SeatRequest
from lms.accounts.actions import state_band
from lms.accounts.enums import AgeBand
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


def adult(run, **values):
    user = UserFactory(age_band="adult", age_band_asked_at=NOW, **values)
    enrol(user=user, run=run, at=NOW, contact_name="Ada Adam")
    RunContact.objects.filter(enrolment__user=user).update(phone="0355 1")
    return user


def lower(user, band):
    state_band(user=user, band=AgeBand(band), confirms_lower=True, actor_key=user.key, at=NOW)


@pytest.mark.parametrize("band", ["14_15", "under_14"])
def test_below_16_the_contact_goes_and_nobody_elses(band):
    run = make_run()
    younger, other = adult(run), adult(run)
    lower(younger, band)
    contact = RunContact.objects.get()
    assert contact.enrolment.user == other
    assert (contact.name, contact.email, contact.phone) == ("Ada Adam", other.email, "0355 1")


def test_at_16_or_17_the_chosen_name_stays():
    user = adult(make_run())
    lower(user, "16_17")
    contact = RunContact.objects.get()
    assert (contact.name, contact.email, contact.phone) == ("Ada Adam", "", "")


def test_the_name_in_an_open_request_goes_too():
    user = UserFactory(age_band="adult", age_band_asked_at=NOW)
    request = SeatRequest.objects.create(
        run=make_run(), user=user, state="asked", team_name="Ada Adam", queued_at=NOW
    )
    lower(user, "14_15")
    request.refresh_from_db()
    assert request.team_name == ""


def test_of_an_adult_nothing_is_forgotten():
    user = adult(make_run())
    forget_of_minor(user=user)
    assert RunContact.objects.get().email == user.email
