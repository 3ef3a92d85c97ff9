"""Codes that people type: drawn, shown in groups, stored only as a keyed hash."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from lms.common.keys import ALPHABET

GROUP = 4


def draw(groups: int) -> str:
    """Draw a code such as ``bcdf-2345``; each group adds about 19 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(groups))


def normalised(code: str) -> str:
    """Forgive capitals, blanks and hyphens."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def hashed(code: str, *, owner: str) -> str:
    """Hash a code for one owner, keyed with the site's secret; 64 hexadecimal digits."""
    return salted_hmac(
        f"lms.accounts.codes.{owner}", normalised(code), algorithm="sha256"
    ).hexdigest()


def matches(code: str, code_hash: str, *, owner: str) -> bool:
    """Compare in constant time."""
    return constant_time_compare(hashed(code, owner=owner), code_hash)
