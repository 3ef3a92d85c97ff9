"""Answers questions about certificate codes, slowly enough that guessing is hopeless."""

import hmac

from django.utils.translation import gettext as _

from courses.actions.signing import keyed_name
from courses.models import Certificate
from courses.queries.verification import UNKNOWN, Verification, verification
from lms.common.errors import ThrottledError
from lms.common.text import name_form, same_name
from lms.common.throttle import count_try, tries

WINDOW = 600  # seconds
MISSES = 30  # unknown codes an address may ask for in a window
COMPARISONS = 10  # names that may be compared with one certificate in a window
MAX_NAME = 200  # characters


def look_up(*, code: str, address: str) -> Verification:
    """Tell what is known about a code.

    Args:
        code: As it stands in the address; neither case nor dashes are corrected.
        address: Of who asks. Only unknown codes are counted: a whole office may verify.

    Raises:
        ThrottledError: Too many unknown codes were asked for from there.
    """
    name = f"verify:{address}"
    if tries(name) >= MISSES:
        raise ThrottledError(
            _("Von Ihrem Anschluss kamen zu viele unbekannte Codes. Bitte warten Sie 10 Minuten.")
        )
    found = verification(code)
    if found.state == UNKNOWN:
        count_try(name, seconds=WINDOW)
    return found


def compare_name(*, code: str, name: str) -> bool | None:
    """Tell whether a typed name is the holder's; an unknown code has no holder.

    Returns:
        None where the register knows no name to compare with: it was written by hand, has not
        been typed yet, or was forgotten with its account.

    Raises:
        ThrottledError: Too many names were compared with this certificate.
        SigningError: The key of names is gone.
    """
    refuse_guessing(code)
    count_guess(code)
    typed = name[:MAX_NAME]
    known = Certificate.objects.filter(code=code).values("holder_name", "name_hash", "salt").first()
    if known is None:
        return False
    if known["name_hash"]:
        if not name_form(typed):
            return False
        return hmac.compare_digest(keyed_name(typed, known["salt"]), known["name_hash"])
    return same_name(typed, known["holder_name"]) if known["holder_name"] else None


def refuse_guessing(code: str, *, door: str = "page") -> None:
    """Whoever tries name after name learns nothing more for a while.

    Args:
        code: Of the certificate.
        door: Where; strangers on the public page must not lock out who prints the file.

    Raises:
        ThrottledError: Too many names were compared with this certificate.
    """
    if tries(_guesses(code, door)) >= COMPARISONS:
        raise ThrottledError(
            _("Zu diesem Code wurden zu viele Namen verglichen. Bitte warten Sie 10 Minuten.")
        )


def count_guess(code: str, *, door: str = "page") -> None:
    """Note that a name was compared with a certificate."""
    count_try(_guesses(code, door), seconds=WINDOW)


def _guesses(code: str, door: str) -> str:
    return f"compare:{door}:{code}"
