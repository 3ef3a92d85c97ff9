"""A wrong, void or foreign secret finds nothing."""

from datetime import timedelta

import pytest
from django.db.models import Q

from courses.actions.school_class.founding import open_class
from courses.queries.class_entry import (
    class_of_device,
    class_of_joining,
    is_open,
    running_classes,
    seat_of_card,
    seat_of_pictures,
    used_seats,
)
from lms.accounts.models import User
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=400)


def test_a_card_finds_its_seat_while_the_class_runs():
    here = room(seats=2)
    card = here.cards[0]
    assert seat_of_card(card.code, NOW) == card.seat
    assert seat_of_card(card.code, AFTER) is None
    assert running_classes(AFTER).count() == 0
    User.objects.filter(pk=card.seat.user_id).update(is_active=False)
    assert seat_of_card(card.code, NOW) is None
    assert list(used_seats(NOW)) == [here.cards[1].seat]


def test_pictures_find_a_seat_of_their_class_only():
    here, other = room(seats=2), room(seats=2)
    card = here.cards[0]
    assert seat_of_pictures(here.school_class, card.pictures, NOW) == card.seat
    assert seat_of_pictures(other.school_class, card.pictures, NOW) is None
    strange = Q(alias=here.cards[1].seat.alias)
    assert seat_of_pictures(here.school_class, card.pictures, NOW, only=strange) is None


def test_each_secret_has_one_use():
    here = room(seats=1)
    code = here.cards[0].code
    assert class_of_device(code, NOW) is None
    assert class_of_joining(code, NOW) is None
    assert class_of_joining("", NOW) is None


def test_open_or_not():
    here = room(seats=0)
    assert not is_open(here.school_class, NOW)
    open_class(school_class=here.school_class, actor=here.lead, at=NOW)
    assert is_open(here.school_class, NOW)
