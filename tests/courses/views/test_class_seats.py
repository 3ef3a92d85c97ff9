"""Seats, cards, sheet and joining code as pages."""

import re

import pytest

from courses.models import ClassSeat, SchoolClass
from courses.queries.class_entry import class_of_device, class_of_joining, seat_of_card
from tests.factories.accounts import sign_in
from tests.support.pages import words
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
def here(client):
    here = room(seats=2)
    sign_in(client, here.lead)
    return here


def test_new_seats_are_printed_once(client, here):
    response = client.post(here.address("class-add"), {"number": "3"})
    page = words(response)
    codes = CODE.findall(page)
    assert len(codes) == 3
    for code in codes:
        seat = seat_of_card(code, NOW)
        assert seat.alias in page
    assert page.count('class="class-card__qr"') == 3
    assert page.count("class-card__name") == 3
    assert "no-store" in response["Cache-Control"]
    again = words(client.get(here.address("class-seats")))
    assert not any(code in again for code in codes)


def test_wrong_numbers_are_told_at_the_field(client, here):
    for number, status in (("", 422), ("0", 422), ("41", 422), ("39", 422)):
        assert client.post(here.address("class-add"), {"number": number}).status_code == status
    assert ClassSeat.objects.count() == 2


def test_new_cards_for_the_chosen(client, here):
    one, other = here.cards
    page = words(client.post(here.address("class-chosen"), {"seats": one.seat.key, "karten": "1"}))
    (code,) = CODE.findall(page)
    assert seat_of_card(code, NOW) == one.seat
    assert seat_of_card(one.code, NOW) is None
    assert seat_of_card(other.code, NOW) == other.seat
    assert client.post(here.address("class-chosen"), {"karten": "1"}).status_code == 422


def test_seats_are_removed(client, here):
    keys = [card.seat.key for card in here.cards]
    response = client.post(here.address("class-chosen"), {"seats": keys, "entfernen": "1"})
    assert response.status_code == 303
    assert ClassSeat.objects.filter(removed_at=None).count() == 0


def test_the_sheet_is_drawn_anew(client, here):
    (code,) = CODE.findall(words(client.post(here.address("class-sheet"))))
    assert class_of_device(code, NOW) == here.school_class


def test_the_joining_code_is_shown_once_and_closed(client, here):
    shown = words(client.post(here.address("class-joining"), {"days": "3"}))
    (code,) = CODE.findall(shown)
    assert class_of_joining(code, NOW) == here.school_class
    assert shown.count('class="class-sheet__qr"') == 1
    page = words(client.get(here.address("class-seats")))
    assert code not in page
    assert "Beitritt schließen" in page
    assert client.post(here.address("class-joining"), {"days": "15"}).status_code == 422
    client.post(here.address("class-joining"), {"zu": "1"})
    assert SchoolClass.objects.get().joining_hash == ""


def test_a_seat_is_erased_only_after_asking(client, here):
    seat, other = (card.seat for card in here.cards)
    address = here.address("class-seat-erase", seat.key)
    assert address in words(client.get(here.address("class-seat", seat.key)))
    page = words(client.get(address))
    assert f"{seat.alias} löschen?" in page
    assert ClassSeat.objects.count() == 2, "looking erases nothing"
    response = client.post(address)
    assert (response.status_code, response["Location"]) == (303, here.address("class-seats"))
    assert ClassSeat.objects.get() == other
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_a_removed_seat_can_still_be_erased(client, here):
    seat = here.cards[0].seat
    client.post(here.address("class-chosen"), {"seats": [seat.key], "entfernen": "1"})
    address = here.address("class-seat-erase", seat.key)
    assert address in words(client.get(here.address("class-seats")))
    assert client.post(address).status_code == 303
    assert address not in words(client.get(here.address("class-seats")))
    assert not ClassSeat.objects.filter(pk=seat.pk).exists()


def test_the_lead_of_another_class_erases_nothing(client, here):
    seat = room(seats=1).cards[0].seat
    foreign = here.address("class-seat-erase", seat.key)
    assert client.post(foreign).status_code == 404
    assert ClassSeat.objects.filter(pk=seat.pk).exists()
