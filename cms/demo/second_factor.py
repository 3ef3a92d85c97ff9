"""Time-based codes of demonstration accounts, so that people without a phone can try them."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from lms.accounts.models import User


def activate(user: User, secret: str) -> None:
    """Give the account this secret (base32), once."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)


def secret_of(user: User) -> str | None:
    """The account's secret, or None when it has no authenticator app."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return None if authenticator is None else str(decrypt(authenticator.data["secret"]))


def current_code(secret: str) -> str:
    """The six digits valid now (RFC 6238, thirty seconds)."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(secret, counter)))
