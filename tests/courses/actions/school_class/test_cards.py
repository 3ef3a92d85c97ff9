"""Secrets of cards differ within a class and are kept as hashes only."""

import pytest

from courses.actions.school_class.cards import draw_card, draw_device_code, draw_joining_code
from courses.models import ClassSeat
from courses.queries.class_entry import CARD, picture_hash
from lms.accounts import codes
from tests.support.school_class import room

pytestmark = pytest.mark.django_db


def test_a_card_opens_what_its_seat_keeps_hashed():
    (card,) = room(seats=1).cards
    seat = ClassSeat.objects.get()
    assert codes.matches(card.code, seat.card_hash, owner=CARD)
    assert picture_hash(seat.school_class, card.pictures) == seat.picture_hash
    assert card.code.replace("-", "") not in seat.card_hash


def test_the_same_pictures_hash_differently_in_each_class():
    one, other = room(seats=1), room(seats=0)
    pictures = one.cards[0].pictures
    assert picture_hash(one.school_class, pictures) != picture_hash(other.school_class, pictures)
    assert picture_hash(one.school_class, pictures) != picture_hash(
        one.school_class, [*pictures[1:], "none"]
    )


def test_pictures_taken_in_the_class_are_drawn_again(monkeypatch):
    here = room(seats=1)
    first = here.cards[0]
    seat = ClassSeat(school_class=here.school_class)
    drawn = iter([*first.pictures, *["sun"] * 5])
    monkeypatch.setattr("secrets.choice", lambda _all: next(drawn))
    monkeypatch.setattr("courses.actions.school_class.cards.codes.draw", lambda _n: "bcdf-2345")
    card = draw_card(seat, taken={first.seat.picture_hash})
    assert list(card.pictures) == ["sun"] * 5


def test_codes_are_never_alike():
    assert len({draw_device_code() for _ in range(50)} | {draw_joining_code()}) == 51
