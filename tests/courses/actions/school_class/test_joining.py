"""Joining gives a free seat and tells nothing of others."""

from datetime import timedelta

import pytest

from courses.actions.school_class.ending import end_class
from courses.actions.school_class.joining import (
    LONGEST_DAYS,
    NoFreeSeatError,
    UnknownCodeError,
    close_joining,
    join_class,
    open_joining,
)
from courses.models import ClassSeat
from courses.queries.class_entry import seat_of_card
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db


def code_of(here, days=2):
    return open_joining(school_class=here.school_class, days=days, actor=here.lead, at=NOW)


def test_joiners_get_different_free_seats_until_there_is_none():
    here = room(seats=3)
    used = here.cards[0].seat
    ClassSeat.objects.filter(pk=used.pk).update(first_used_at=NOW)
    code = code_of(here)
    cards = [join_class(code=code, at=NOW) for _ in range(2)]
    assert {card.seat.pk for card in cards} == {card.seat.pk for card in here.cards[1:]}
    assert all(seat_of_card(card.code, NOW) == card.seat for card in cards)
    with pytest.raises(NoFreeSeatError):
        join_class(code=code, at=NOW)
    assert seat_of_card(here.cards[0].code, NOW) == used


def test_wrong_closed_expired_and_ended_codes_are_refused_alike():
    said = set()
    closed, expired, ended, replaced = (room(seats=1) for _ in range(4))
    codes = [code_of(here) for here in (closed, expired, ended, replaced)]
    close_joining(school_class=closed.school_class, actor=closed.lead, at=NOW)
    end_class(school_class=ended.school_class, actor=ended.lead, at=NOW)
    code_of(replaced)
    later = NOW + timedelta(days=2)
    for code, at in zip(["bcdf-2345-ghjk", *codes], [NOW, NOW, later, NOW, NOW], strict=True):
        with pytest.raises(UnknownCodeError) as refused:
            join_class(code=code, at=at)
        said.add((str(refused.value), refused.value.status))
    assert len(said) == 1
    assert not ClassSeat.objects.filter(first_used_at__isnull=False).exists()


def test_a_code_is_good_for_two_weeks_at_most():
    here = room(seats=1)
    code_of(here, days=90)
    assert here.school_class.joining_expires_at == NOW + timedelta(days=LONGEST_DAYS)
