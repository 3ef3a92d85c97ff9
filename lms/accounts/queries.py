"""Reads about people."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.accounts.consent.rules import GUARDED
from lms.accounts.enums import AccountKind
from lms.accounts.models import RecoveryCode, User
from lms.records.models import AuditEvent

ASKED_TO_GO = "person.ask-erasure"  # the action in the log
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def person_with_email(email: str) -> User | None:
    """The account of an address, whatever its capitals."""
    return User.objects.filter(email__iexact=email.strip()).first() if email.strip() else None


def person_with_username(username: str) -> User | None:
    """The account of a user name, whatever its capitals."""
    return User.objects.filter(username__iexact=username.strip()).first()


def second_factors(user: User) -> QuerySet[Authenticator]:
    """Authenticator apps and passkeys of a person; recovery codes alone are no factor."""
    factors: QuerySet[Authenticator] = Authenticator.objects.all()
    return factors.filter(user=user, type__in=SECOND_FACTORS)


def staff_people() -> QuerySet[User]:
    """Everybody with rights of the city or the platform, with ``has_second_factor``."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return (
        User.objects.filter(Q(is_city_staff=True) | Q(is_platform_admin=True))
        .annotate(has_second_factor=Exists(factors))
        .order_by("display_name", "username")
    )


def unused_recovery_codes(user: User) -> int:
    """How many codes of the printed sheet still work."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def erasure_asked_by(user: User) -> str:
    """Key of who asked last for this account to go, as the log says; "" where nobody did."""
    asked = AuditEvent.objects.filter(
        object_type="user", object_key=user.key, action=ASKED_TO_GO
    ).order_by("-pk")
    return asked.values_list("actor_key", flat=True).first() or ""


def may_take_back(user: User, key: str) -> bool:
    """Whether somebody may keep an account that is to go: who asked for it, or the grown person.

    A child, or a pupil at a seat, does not keep what a guardian wants deleted. One query, and only
    where a deletion is open and the answer is not known without.

    Args:
        user: Whose account.
        key: ``User.key`` or ``Guardian.key`` of who wants to keep it.
    """
    if user.erase_at is None:
        return False
    return (key == user.key and speaks_alone(user)) or erasure_asked_by(user) == key


def speaks_alone(user: User) -> bool:
    """From 16 on, and wherever no age is asked, nobody decides beside the person."""
    return user.kind == AccountKind.PERSONAL and user.age_band not in GUARDED
