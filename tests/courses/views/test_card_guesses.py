"""Guesses find nothing and lock nobody else out; right ones are never counted."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.actions.school_class.founding import renew_sheet
from courses.actions.school_class.joining import open_joining
from courses.enums import Picture
from courses.models import ClassSeat
from courses.views.card_guesses import (
    ALL_CODES,
    OF_CLASS,
    OF_DEVICE,
    OF_SEAT,
    SAME_BEGINNING,
    Guesses,
    too_many_codes,
)
from tests.factories.accounts import UserFactory, sign_in
from tests.support.school_class import assigned, room

pytestmark = pytest.mark.django_db
PAD, DOOR = "/de/karte/bilder/", "/de/karte/"


def device(here):
    client = Client()
    code = renew_sheet(school_class=here.school_class, actor=here.lead, at=timezone.now())
    client.get(reverse("courses:card-scan", args=[code]))
    return client, code


def choose(client, pictures, **more):
    return client.post(PAD, {"bild": [str(picture) for picture in pictures], **more}).status_code


def wrong(here):
    right = {tuple(str(p) for p in card.pictures) for card in here.cards}
    every = itertools.product(Picture.values, repeat=5)
    return (guess for guess in every if guess not in right)


def test_one_device_guesses_ten_times():
    here = room(seats=2)
    client, code = device(here)
    guesses = wrong(here)
    assert [choose(client, next(guesses)) for _ in range(OF_DEVICE + 2)] == [422] * OF_DEVICE + [
        429
    ] * 2
    assert choose(client, here.cards[0].pictures) == 429
    other = Client()
    other.get(reverse("courses:card-scan", args=[code]))
    assert choose(other, here.cards[0].pictures) == 303
    client.post(DOOR, {"code": here.cards[0].code})  # with the card it is another matter
    assert choose(client, here.cards[0].pictures) == 303


def test_a_class_guesses_forty_times_and_others_never_notice():
    here, other = room(seats=2), room(seats=2)
    _client, code = device(here)
    guesses, found = wrong(here), []
    for _device in range(8):
        client = Client()
        client.get(reverse("courses:card-scan", args=[code]))
        found += [choose(client, next(guesses)) for _ in range(OF_DEVICE)]
    assert found.count(422) == OF_CLASS
    assert found.count(429) == len(found) - OF_CLASS
    beside, _code = device(other)
    assert choose(beside, other.cards[0].pictures) == 303
    fresh = Client()
    fresh.get(reverse("courses:card-scan", args=[code]))
    card = here.cards[0]
    assert choose(fresh, card.pictures) == 429
    assert choose(fresh, card.pictures, alias=card.seat.alias) == 303


def test_one_seat_is_guessed_ten_times():
    here = room(seats=2)
    client, _code = device(here)
    one, other = here.cards
    guesses = wrong(here)
    alias = one.seat.alias
    found = [choose(client, next(guesses), alias=alias) for _ in range(OF_SEAT + 1)]
    assert found == [422] * OF_SEAT + [429]
    assert choose(client, other.pictures, alias=other.seat.alias) == 303


def test_wrong_codes_are_counted_by_beginning_and_altogether():
    assert [too_many_codes("bcdf-2222") for _ in range(SAME_BEGINNING + 1)][-2:] == [False, True]
    assert not too_many_codes("ghjk-2222")
    for number in range(ALL_CODES - SAME_BEGINNING - 2):
        too_many_codes(f"{number:04}")
    assert too_many_codes("wxyz-2222")


def test_limits_are_told_without_counting():
    guesses = Guesses(room(seats=0).school_class, card="", alias="", device="d")
    assert not any(guesses.are_too_many() for _ in range(OF_DEVICE + 1))
    for _guess in range(OF_DEVICE):
        guesses.count()
    assert guesses.are_too_many()


def test_after_thousands_of_wrong_codes_right_ones_let_in(client):
    here = room(seats=2)
    code = open_joining(school_class=here.school_class, days=1, actor=here.lead, at=timezone.now())
    for number in range(ALL_CODES + 1):
        too_many_codes(f"{code[:4]}{number}")
    assert client.post(DOOR, {"code": "bcdf-2345"}).status_code == 429
    assert client.post(reverse("courses:card-join"), {"code": "bcdf-2345"}).status_code == 429
    assert client.post(reverse("courses:card-join"), {"code": code}).status_code == 200
    free = ClassSeat.objects.get(first_used_at=None)
    card = next(card for card in here.cards if card.seat == free)
    assert client.post(DOOR, {"code": card.code}).status_code == 303


def test_pictures_of_a_card_are_not_guessed_by_taking_progress_along(client):
    here = assigned(room(seats=1))
    card = here.cards[0]
    sign_in(client, UserFactory())
    right = [picture.value for picture in card.pictures]
    wrong = [next(value for value in Picture.values if value != right[0]), *right[1:]]

    def claim(pictures):
        values = {f"picture-{place}": value for place, value in enumerate(pictures, 1)}
        return client.post(reverse("courses:card-claim"), {"code": card.code, **values})

    answers = [claim(wrong).status_code for _guess in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert claim(right).status_code == 429
    assert ClassSeat.objects.get().claimed_at is None
