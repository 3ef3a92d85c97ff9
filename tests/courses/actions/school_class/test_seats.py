"""Seats are accounts without anybody in them."""

import pytest
from django.db import IntegrityError, transaction

from courses.actions.school_class.seats import (
    MOST_SEATS,
    SeatGoneError,
    SeatNumberError,
    add_seats,
    erase_seat,
    note_use,
    record_look,
    remove_seat,
    renew_cards,
)
from courses.enums import ClassKind, EnrolmentState
from courses.models import ClassSeat, Enrolment, QuizAttempt
from courses.queries.class_entry import seat_of_card, seat_of_pictures
from lms.accounts.models import User
from lms.records.models import AuditEvent, DeletionEntry
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


def test_a_seat_holds_nothing_of_a_person():
    here = room(seats=2)
    for seat in ClassSeat.objects.all():
        user = seat.user
        assert (user.kind, user.email, user.display_name, user.age_band) == ("seat", "", "", "")
        assert not user.has_usable_password()
        assert user.date_joined == NOW
        assert seat.alias not in user.username
    assert [card.seat.alias for card in here.cards] == sorted(
        ClassSeat.objects.values_list("alias", flat=True)
    )


@pytest.mark.parametrize(
    "fact",
    [{"email": "kind@example.org"}, {"display_name": "Mia"}, {"certificate_name": "Mia Muster"},
     {"age_band": "under_14"}, {"is_staff": True}],
)  # fmt: skip
def test_the_database_refuses_names_in_a_seat(fact):
    user = room(seats=1).cards[0].seat.user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**fact)
    assert User.objects.get(pk=user.pk).is_pseudonymous


def test_a_class_has_a_size():
    here = room(seats=MOST_SEATS - 1)
    for number in (0, 2):
        with pytest.raises(SeatNumberError):
            add_seats(school_class=here.school_class, number=number, actor=here.lead, at=NOW)
    add_seats(school_class=here.school_class, number=1, actor=here.lead, at=NOW)
    assert ClassSeat.objects.count() == MOST_SEATS


def test_a_nursery_group_has_one_account():
    here = room(seats=1, kind=ClassKind.KINDERGARTEN)
    assert User.objects.get(seat__isnull=False).kind == "group"
    with pytest.raises(SeatNumberError):
        add_seats(school_class=here.school_class, number=1, actor=here.lead, at=NOW)


def test_new_seats_get_what_the_class_has_to_do():
    here = assigned(room(seats=1))
    (card,) = add_seats(school_class=here.school_class, number=1, actor=here.lead, at=NOW)
    assert here.enrolment(card).origin == "class"
    assert here.school_class.runs.get().seats_taken == 2


def test_a_new_card_ends_the_old_one():
    here = room(seats=2)
    old, other = here.cards
    (new,) = renew_cards(seats=[old.seat], actor=here.lead, at=NOW)
    assert new.seat == old.seat
    assert seat_of_card(old.code, NOW) is None
    assert seat_of_pictures(here.school_class, old.pictures, NOW) is None
    assert seat_of_card(new.code, NOW) == new.seat
    assert seat_of_card(other.code, NOW) == other.seat
    event = AuditEvent.objects.get(action="class.reset-code")
    assert event.person_key == old.seat.user.key


def test_a_removed_seat_is_shut_and_leaves_its_courses():
    here = assigned(room(seats=2))
    gone = here.cards[0]
    remove_seat(seat=gone.seat, actor=here.lead, at=NOW)
    assert seat_of_card(gone.code, NOW) is None
    assert not User.objects.get(pk=gone.seat.user_id).is_active
    assert Enrolment.objects.get(user=gone.seat.user).state == EnrolmentState.LEFT
    assert here.school_class.runs.get().seats_taken == 1
    with pytest.raises(SeatGoneError):
        remove_seat(seat=gone.seat, actor=here.lead, at=NOW)


@pytest.mark.parametrize("is_removed", [False, True])
def test_an_erased_seat_leaves_nothing_and_stands_in_ledger_and_log(is_removed):
    here = assigned(room(seats=2))
    gone, stays = here.cards
    for card in here.cards:
        here.learn(card, lessons=1)
        here.attempt(card, is_right=True)
    if is_removed:
        remove_seat(seat=gone.seat, actor=here.lead, at=NOW)
    erase_seat(seat=gone.seat, actor=here.lead, at=NOW)
    assert [seat.pk for seat in ClassSeat.objects.all()] == [stays.seat.pk]
    assert not User.objects.filter(pk=gone.seat.user_id).exists()
    assert Enrolment.objects.get().user == stays.seat.user
    assert QuizAttempt.objects.get().enrolment.user == stays.seat.user
    assert here.school_class.runs.get().seats_taken == 1
    assert DeletionEntry.objects.get().object_key == gone.seat.user.key
    event = AuditEvent.objects.get(action="class.erase-seat")
    assert (event.actor_key, event.person_key) == (here.lead.key, gone.seat.user.key)
    with pytest.raises(SeatGoneError):
        erase_seat(seat=gone.seat, actor=here.lead, at=NOW)


def test_the_first_use_is_noted_once():
    seat = room(seats=1).cards[0].seat
    note_use(seat=seat, at=NOW)
    note_use(seat=seat, at=NOW.replace(hour=12))
    assert ClassSeat.objects.get().first_used_at == NOW


def test_a_look_is_logged_with_whose_data_it_was():
    here = room(seats=1)
    record_look(seat=here.cards[0].seat, actor=here.lead, at=NOW)
    event = AuditEvent.objects.get(action="class.look")
    assert (event.actor_key, event.person_key) == (here.lead.key, here.cards[0].seat.user.key)
