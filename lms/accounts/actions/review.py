"""What time alone changes: yearly questions, texts unanswered, accounts that then wait."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from lms.accounts import mails
from lms.accounts.actions.consent import refresh_pause
from lms.accounts.actions.guardian import send_code
from lms.accounts.consent.queries import current_text, standing_of
from lms.accounts.consent.rules import GUARDED, MINOR, awaits_new_text, is_band_due
from lms.accounts.enums import Purpose
from lms.accounts.models import Guardian, User


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
        _write(user, "paused", f"paused:{user.key}:{at.date()}", at)
    elif not user.pause_reason:
        _ask(user, at)
    return has_stopped


def _ask(user: User, at: datetime) -> None:
    if user.age_band_asked_at and is_band_due(user.age_band, user.age_band_asked_at, at):
        _write(user, "age", f"age:{user.key}:{user.age_band_asked_at.date()}", at)
    if awaits_new_text(standing_of(user)):
        version = current_text(Purpose.ACCOUNT).version
        _write(user, "text", f"consent-text:{user.key}:{version}", at)


def _write(user: User, matter: str, key: str, at: datetime) -> None:
    """Tell whoever decides: the guardians of a child, the person from 16 on.

    The key holds per recipient, so that running again sends nothing twice.
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
    elif user.email:
        language = mails.language_of(user)
        route = "accounts:age" if matter == "age" else "accounts:consents"
        with override(language):
            link = mails.absolute(reverse(route))
        mails.send(
            f"email/consent_{matter}",
            recipient=user.email,
            context={"user": user, "link": link},
            language=language,
            key=key,
            person=user,
            at=at,
        )
