"""Reads about people."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.accounts.models import RecoveryCode, User

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
    return RecoveryCode.objects.filter(user=user, used_at=None, expires_at=None).count()
