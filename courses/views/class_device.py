"""The mark of a device of a class: which class, until when; nothing about a person."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from courses.models import SchoolClass
from courses.queries.class_entry import running_classes
from lms.accounts.seat_sessions import session_end
from lms.common.keys import new_key

SALT = "courses.class_device"
NAME = "klassengeraet"


def cookie_name() -> str:
    """Bound to this host where the site has TLS, as the session's cookie is."""
    return f"__Host-{NAME}" if settings.SESSION_COOKIE_SECURE else NAME


def mark_device(response: HttpResponse, school_class: SchoolClass, *, at: datetime) -> None:
    """Make a device one of the class until the end of the school day."""
    until = session_end(at)
    mark = {
        "class": school_class.key,
        "sheet": _sheet(school_class),
        "until": until.timestamp(),
        "device": new_key(),
    }
    response.set_cookie(
        cookie_name(),
        signing.dumps(mark, salt=SALT),
        max_age=until - at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def marked_class(request: HttpRequest, *, at: datetime) -> tuple[SchoolClass, str] | None:
    """The class this device is one of, and the device's own number; a new sheet ends it."""
    try:
        mark = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT)
    except signing.BadSignature:
        return None
    if at.timestamp() >= mark["until"]:
        return None
    found = running_classes(at).filter(key=mark["class"]).first()
    if found is None or not constant_time_compare(mark["sheet"], _sheet(found)):
        return None
    return found, str(mark["device"])


def _sheet(school_class: SchoolClass) -> str:
    return salted_hmac(SALT, school_class.device_hash, algorithm="sha256").hexdigest()[:32]
