"""What time alone changes: yearly questions, texts unanswered, accounts that then wait."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from lms.accounts import mails
from lms.accounts.actions.consent import refresh_pause
from lms.accounts.actions.guardian import send_code
from lms.accounts.consent.queries import standing_of
from lms.accounts.consent.rules import (
    GUARDED,
    MINOR,
    SPEAKS,
    awaits_new_text,
    awaits_person,
    is_band_due,
)
from lms.accounts.enums import PauseReason
from lms.accounts.models import Guardian, User

PLACES = {"age": "accounts:age", "text": "accounts:consents", "paused": "accounts:waiting"}


def review_consents(*, at: datetime) -> int:
    """Look at every minor's own account once; returns how many stopped. Safe to run twice.

    Eight statements for each: a city has some thousand of them, and this runs once a day.
    """
    stopped = 0
    rows = User.objects.filter(age_band__in=MINOR, is_active=True).order_by("pk")
    for pk in rows.values_list("pk", flat=True).iterator():
        stopped += _review(pk, at)
    return stopped


@transaction.atomic
def _review(pk: int, at: datetime) -> bool:
    user = User.objects.select_for_update().filter(pk=pk).first()
    if user is None:
        return False
    has_stopped = refresh_pause(user=user, at=at)
    if has_stopped:
        _tell(user, at)
    elif not user.pause_reason:
        _ask(user, at)
    return has_stopped


def _ask(user: User, at: datetime) -> None:
    if user.age_band_asked_at and is_band_due(user.age_band, user.age_band_asked_at, at):
        key = f"age:{user.key}:{user.age_band_asked_at.date()}"
        _write(user, "age", key, at, asks_person=True)
    standing = standing_of(user)
    if awaits_new_text(standing):
        key = f"consent-text:{user.key}:{standing.version}"
        _write(user, "text", key, at, asks_person=awaits_person(standing))


def _tell(user: User, at: datetime) -> None:
    is_asked = user.pause_reason == PauseReason.AGE_UNKNOWN or awaits_person(standing_of(user))
    _write(user, "paused", f"paused:{user.key}:{at.date()}", at, asks_person=is_asked)


def _write(user: User, matter: str, key: str, at: datetime, *, asks_person: bool) -> None:
    """Tell whoever decides: the guardians of a child, from 14 on the person, too.

    Who has no address is asked where they learn (``consent.queries.open_questions``). The key
    holds per recipient, so that running again sends nothing twice.
    """
    if user.age_band in GUARDED:
        confirmed = Guardian.objects.filter(child=user, ended_at=None, is_by_class=False)
        for guardian in confirmed.filter(confirmed_at__isnull=False).exclude(email=""):
            send_code(
                guardian=guardian,
                template=f"email/guardian_{matter}",
                key=f"{key}:{guardian.key}",
                at=at,
            )
    if user.email and user.age_band in SPEAKS and asks_person:
        language = mails.language_of(user)
        with override(language):
            link = mails.absolute(reverse(PLACES[matter]))
        mails.send(
            f"email/consent_{matter}",
            recipient=user.email,
            context={"user": user, "link": link},
            language=language,
            key=key,
            person=user,
            at=at,
        )
