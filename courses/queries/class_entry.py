"""Which class or seat a secret belongs to; a wrong, closed and expired one all find nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from courses.models import ClassSeat, SchoolClass
from lms.accounts import codes

# Whose hashes they are: the same code hashes differently for each use.
CARD, DEVICE, JOINING, PICTURES = "class-card", "class-device", "class-joining", "class-pictures"


def picture_hash(school_class: SchoolClass, pictures: Sequence[str]) -> str:
    """Hash of pictures in their order, keyed by the class."""
    return codes.hashed("".join(pictures), owner=f"{PICTURES}.{school_class.key}")


def running_classes(at: datetime) -> QuerySet[SchoolClass]:
    """Classes that have not ended."""
    return SchoolClass.objects.filter(ended_at=None, ends_on__gte=localdate(at))


def used_seats(at: datetime) -> QuerySet[ClassSeat]:
    """Seats somebody may sign in to, with class and account."""
    return ClassSeat.objects.filter(
        removed_at=None, user__is_active=True, school_class__in=running_classes(at)
    ).select_related("school_class__partner", "user")


def class_of_device(code: str, at: datetime) -> SchoolClass | None:
    """The class whose sheet says this code."""
    hashed = codes.hashed(code, owner=DEVICE)
    return running_classes(at).filter(device_hash=hashed).first()


def class_of_joining(code: str, at: datetime) -> SchoolClass | None:
    """The class that takes people by this code, and still does."""
    hashed = codes.hashed(code, owner=JOINING)
    return running_classes(at).filter(joining_hash=hashed, joining_expires_at__gt=at).first()


def seat_of_card(code: str, at: datetime) -> ClassSeat | None:
    """The seat whose card says this code."""
    return used_seats(at).filter(card_hash=codes.hashed(code, owner=CARD)).first()


def seat_to_claim(code: str) -> ClassSeat | None:
    """The seat whose card says this code, also after its class has ended."""
    rows = ClassSeat.objects.select_related("school_class__partner", "user")
    return rows.filter(card_hash=codes.hashed(code, owner=CARD)).first()


def seat_of_pictures(
    school_class: SchoolClass, pictures: Sequence[str], at: datetime, *, only: Q | None = None
) -> ClassSeat | None:
    """The seat of a class with this picture code, among those that ``only`` leaves."""
    hashed = picture_hash(school_class, pictures)
    seats = used_seats(at).filter(school_class=school_class, picture_hash=hashed)
    return seats.filter(only or Q()).first()


def is_open(school_class: SchoolClass, at: datetime) -> bool:
    """Whether a card's QR signs in alone at this moment."""
    return school_class.open_until is not None and at < school_class.open_until
