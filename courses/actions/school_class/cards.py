"""Secrets of a class: drawn here, shown once, kept only as keyed hashes."""

import secrets
from dataclasses import dataclass

from courses.enums import Picture
from courses.models import ClassSeat, SchoolClass
from courses.queries.class_entry import CARD, DEVICE, JOINING, picture_hash
from lms.accounts import codes

PICTURES = 5  # of 16, in their order, also twice: 20 bit
LONG, SHORT = 4, 3  # groups: about 77 and 57 bit


@dataclass(frozen=True)
class Card:
    """What a card says; it exists only in the answer that prints it."""

    seat: ClassSeat
    code: str
    pictures: tuple[Picture, ...]


def draw_device_code() -> tuple[str, str]:
    """Code of the sheet that makes a device one of the class, and its hash."""
    code = codes.draw(LONG)
    return code, codes.hashed(code, owner=DEVICE)


def draw_joining_code() -> tuple[str, str]:
    """Code with which people take a free seat, and its hash."""
    code = codes.draw(SHORT)
    return code, codes.hashed(code, owner=JOINING)


def draw_card(seat: ClassSeat, *, taken: set[str]) -> Card:
    """Give a seat new secrets, unlike those ``taken`` in its class; the caller saves the row."""
    code = codes.draw(LONG)
    pictures, hashed = _draw_pictures(seat.school_class, taken)
    seat.card_hash = codes.hashed(code, owner=CARD)
    seat.picture_hash = hashed
    taken.add(hashed)
    return Card(seat, code, pictures)


def _draw_pictures(school_class: SchoolClass, taken: set[str]) -> tuple[tuple[Picture, ...], str]:
    every = list(Picture)
    while True:
        pictures = tuple(secrets.choice(every) for _ in range(PICTURES))
        hashed = picture_hash(school_class, pictures)
        if hashed not in taken:
            return pictures, hashed
