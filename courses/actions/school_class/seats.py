"""Seats of a class: made, given new cards, removed."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.school_class.aliases import Alias, draw_aliases
from courses.actions.school_class.booking import book_tasks, leave_class
from courses.actions.school_class.cards import Card, draw_card
from courses.actions.school_class.founding import record_class
from courses.enums import ClassKind
from courses.models import ClassSeat, SchoolClass
from courses.queries.school_class import running_assignments, seats_of
from lms.accounts.actions import end_sessions
from lms.accounts.actions.erasure import erase_person
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.common.keys import new_key
from lms.records.actions import record_event

MOST_SEATS = 40  # of one class


class SeatNumberError(DomainError):
    """So many seats a class cannot have."""


class SeatGoneError(ConflictError):
    """The seat was removed meanwhile."""


@transaction.atomic
def add_seats(*, school_class: SchoolClass, number: int, actor: User, at: datetime) -> list[Card]:
    """Make seats under drawn aliases, each with an account without name, mail or password.

    What the class is to do, the new seats are to do. Rows come in an order of their own, so that
    neither key nor number nor time says which alias was drawn first.

    Returns:
        Their cards. The secrets are stored nowhere: who needs a card again gets a new one.

    Raises:
        SeatNumberError: None, or more than a class may have; a nursery group has one.
    """
    locked = (
        SchoolClass.objects.select_for_update().select_related("partner").get(pk=school_class.pk)
    )
    _check_number(locked, number)
    taken = set(locked.seats.values_list("picture_hash", flat=True))
    aliases = draw_aliases(number)
    secrets.SystemRandom().shuffle(aliases)
    users = _make_accounts(locked, number, at)
    cards = [
        _new_card(locked, user, alias, taken=taken, at=at)
        for user, alias in zip(users, aliases, strict=True)
    ]
    ClassSeat.objects.bulk_create([card.seat for card in cards])
    tasks = running_assignments(locked).filter(group=None, seat=None)
    book_tasks(users=users, tasks=tasks, at=at, actor=actor)
    record_class("class.add-seats", locked, actor=actor, at=at, data={"number": number})
    return sorted(cards, key=lambda card: card.seat.alias)


def _check_number(school_class: SchoolClass, number: int) -> None:
    kept = seats_of(school_class).count()
    most = 1 if school_class.kind == ClassKind.KINDERGARTEN else MOST_SEATS
    if number < 1 or kept + number > most:
        if most == 1:
            raise SeatNumberError(_("Eine Kita-Gruppe hat ein gemeinsames Konto."))
        message = _("Eine Klasse hat höchstens %(most)d Plätze. Es gibt schon %(kept)d.")
        raise SeatNumberError(message % {"most": most, "kept": kept})


def _make_accounts(school_class: SchoolClass, number: int, at: datetime) -> list[User]:
    is_group = school_class.kind == ClassKind.KINDERGARTEN
    kind = AccountKind.GROUP if is_group else AccountKind.SEAT
    return User.objects.bulk_create(
        User(username=new_key(), password=make_password(None), kind=kind, date_joined=at)
        for _number in range(number)
    )


def _new_card(
    school_class: SchoolClass, user: User, alias: Alias, *, taken: set[str], at: datetime
) -> Card:
    seat = ClassSeat(
        school_class=school_class,
        user=user,
        alias=alias.words,
        symbol=alias.symbol,
        created_at=at,
    )
    return draw_card(seat, taken=taken)


@transaction.atomic
def renew_cards(*, seats: Iterable[ClassSeat], actor: User, at: datetime) -> list[Card]:
    """Draw new codes for seats of one class: old cards no longer work, who is in is out.

    A seat whose progress was taken along may then be taken along again.
    """
    found = list(ClassSeat.objects.filter(pk__in=[seat.pk for seat in seats], removed_at=None))
    cards = [renew_card(seat, at=at) for seat in found]
    for card in cards:
        end_sessions(user=card.seat.user)
        _record("class.reset-code", card.seat, actor, at)
    return sorted(cards, key=lambda card: card.seat.alias)


def renew_card(seat: ClassSeat, *, at: datetime) -> Card:
    """Give one seat new secrets; whoever was there first loses."""
    others = seat.school_class.seats.exclude(pk=seat.pk)
    card = draw_card(seat, taken=set(others.values_list("picture_hash", flat=True)))
    seat.claimed_at = None
    seat.save(update_fields=["card_hash", "picture_hash", "claimed_at"])
    return card


@transaction.atomic
def remove_seat(*, seat: ClassSeat, actor: User, at: datetime) -> None:
    """Take a seat out of the class: its card is void, its places in courses are free.

    The rows stay until the class is deleted, so that the pupil may still take them along;
    ``erase_seat`` deletes them at once.
    """
    changed = ClassSeat.objects.filter(pk=seat.pk, removed_at=None).update(removed_at=at)
    if not changed:
        raise SeatGoneError(_("Diesen Platz gibt es nicht mehr."))
    User.objects.filter(pk=seat.user_id).update(is_active=False)
    end_sessions(user=seat.user)
    leave_class(user=seat.user, at=at, actor=actor)
    _record("class.remove-seat", seat, actor, at)


@transaction.atomic
def erase_seat(*, seat: ClassSeat, actor: User, at: datetime) -> None:
    """Erase a seat, removed before or not, with its account and all it did, at once.

    It stands in the ledger of deletions, so that a restored backup does it again.

    Raises:
        SeatGoneError: It was erased meanwhile.
    """
    user = User.objects.filter(seat=seat).first()
    if user is None:
        raise SeatGoneError(_("Diesen Platz gibt es nicht mehr."))
    _record("class.erase-seat", seat, actor, at)
    erase_person(user=user, at=at)


@transaction.atomic
def note_use(*, seat: ClassSeat, at: datetime) -> None:
    """Somebody sits there now; joiners no longer get this seat."""
    ClassSeat.objects.filter(pk=seat.pk, first_used_at=None).update(first_used_at=at)


def record_look(*, seat: ClassSeat, actor: User, at: datetime) -> None:
    """Keep in the log that a lead looked at the answers of one seat (rule P19)."""
    _record("class.look", seat, actor, at)


def _record(action: str, seat: ClassSeat, actor: User, at: datetime) -> None:
    record_event(
        action=action,
        object_type="class",
        object_key=seat.school_class.key,
        actor_key=actor.key,
        partner_key=seat.school_class.partner.key,
        person_key=seat.user.key,
        at=at,
    )
