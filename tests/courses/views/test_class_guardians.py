"""Guardians of a seat: let in by a code, asked for no consent, and able to have it all deleted."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enums import ClassKind
from courses.models import ClassSeat, Enrolment
from lms.accounts.actions.erasure import erase_all
from lms.accounts.models import Guardian, User
from lms.accounts.privacy import due
from lms.records.models import AuditEvent, DeletionEntry, OutboxMessage
from tests.factories.accounts import sign_in
from tests.support.pages import main_of, words
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
def here(client):
    here = assigned(room(seats=2))
    sign_in(client, here.lead)
    return here


def invited(client, here):
    """The code of a fresh slip, and the slip."""
    response = client.post(here.address("class-guardians", here.cards[0].seat.key))
    assert response.status_code == 200
    page = words(response)
    return CODE.findall(page)[0], page


def entered(client, code, seat):
    """A guardian without an account, at the child's page."""
    client.logout()
    client.post(reverse("guardian:enter"), {"code": code})
    return client.get(of_child("child", seat))


def of_child(name, seat):
    return reverse(f"guardian:{name}", args=[seat.user.key])


def test_the_slip_shows_a_code_once_and_what_it_is_good_for(client, here):
    seat = here.cards[0].seat
    code, slip = invited(client, here)
    assert reverse("guardian:enter") in slip
    assert "class-slip__qr" in slip
    assert seat.alias in slip
    page = words(client.get(here.address("class-seat", seat.key)))
    assert code not in page
    assert "noch nicht benutzt" in page
    event = AuditEvent.objects.get(action="guardian.invite")
    assert (event.actor_key, event.person_key) == (here.lead.key, seat.user.key)


def test_a_guardian_sees_progress_and_is_asked_neither_consent_nor_age(client, here):
    seat = here.cards[0].seat
    here.learn(here.cards[0], lessons=2)
    page = words(entered(client, invited(client, here)[0], seat))
    assert "2 von 3 Lektionen" in page
    assert of_child("age", seat) not in page
    assert "agrees" not in page
    assert client.post(of_child("age", seat), {"band": "14_15"}).status_code == 404
    assert client.post(of_child("data", seat))["Content-Type"] == "application/zip"


def test_another_code_ends_the_one_before_and_keeps_the_access(client, here):
    seat = here.cards[0].seat
    old, _slip = invited(client, here)
    address = here.address("class-guardian", seat.key, Guardian.objects.get().key)
    new = CODE.findall(words(client.post(address, {"code": ""})))[0]
    assert entered(client, old, seat).status_code == 302
    assert entered(client, new, seat).status_code == 200
    assert Guardian.objects.count() == 1


def test_the_lead_ends_an_access_at_once(client, here):
    seat = here.cards[0].seat
    code, _slip = invited(client, here)
    guardian = Guardian.objects.get()
    parents = client.__class__()
    assert entered(parents, code, seat).status_code == 200
    address = here.address("class-guardian", seat.key, guardian.key)
    assert client.get(address).status_code == 405
    assert client.post(address, {"beenden": ""}).status_code == 303
    assert parents.get(of_child("child", seat)).status_code == 302
    assert client.post(address, {"beenden": ""}).status_code == 404


def test_no_more_than_four_and_only_for_seats_of_the_class(client, here):
    for _number in range(4):
        invited(client, here)
    address = here.address("class-guardians", here.cards[0].seat.key)
    response = client.post(address, follow=True)
    assert "Mehr Personen können hier nicht genannt werden" in words(response)
    assert Guardian.objects.count() == 4
    stranger = room(seats=1).cards[0].seat
    assert client.post(here.address("class-guardians", stranger.key)).status_code == 404
    other = here.cards[1].seat
    wrong = here.address("class-guardian", other.key, Guardian.objects.first().key)
    assert client.post(wrong).status_code == 404


def test_a_guardian_s_wish_frees_the_seat_after_a_fortnight(client, here):
    card = here.cards[0]
    seat, user = card.seat, card.seat.user
    here.learn(card, lessons=2)
    here.attempt(card, is_right=True)
    run = here.school_class.runs.get()
    entered(client, invited(client, here)[0], seat)
    assert client.post(of_child("erase", seat)).status_code == 303
    assert not OutboxMessage.objects.exists()
    sign_in(client, here.lead)
    assert "Eltern haben das verlangt" in words(client.get(here.address("class-seat", seat.key)))
    later = timezone.now() + timedelta(days=14)
    assert erase_all(people=due.to_erase(at=later), at=later) == 1
    assert not User.objects.filter(pk=user.pk).exists()
    assert not ClassSeat.objects.filter(pk=seat.pk).exists()
    assert not Guardian.objects.exists()
    assert Enrolment.objects.get().user_id == here.cards[1].seat.user_id
    run.refresh_from_db()
    assert run.seats_taken == 1
    assert DeletionEntry.objects.get().object_key == user.key
    assert client.get(here.address("class")).status_code == 200


def test_a_guardian_may_think_again(client, here):
    seat = here.cards[0].seat
    entered(client, invited(client, here)[0], seat)
    client.post(of_child("erase", seat))
    client.post(of_child("keep", seat))
    assert User.objects.get(pk=seat.user_id).erase_at is None


@pytest.mark.parametrize("kind", [ClassKind.ADULTS, ClassKind.KINDERGARTEN])
def test_adults_and_a_shared_account_have_no_guardians(client, kind):
    here = room(seats=1, kind=kind)
    sign_in(client, here.lead)
    seat = here.cards[0].seat
    page = main_of(client.get(here.address("class-seat", seat.key)))
    assert seat.alias in page
    assert "Eltern" not in page
    assert client.post(here.address("class-guardians", seat.key)).status_code == 404
    assert not Guardian.objects.exists()
