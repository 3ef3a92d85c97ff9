"""Accounts of children: registered, they wait; without consent they go again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from lms.accounts.actions.consent import refresh_pause
from lms.accounts.actions.guardian import ask_guardian, name_guardian
from lms.accounts.actions.recovery import drop_expired_codes
from lms.accounts.consent.names import draw_name
from lms.accounts.consent.queries import is_pending, open_forms
from lms.accounts.enums import AgeBand
from lms.accounts.models import Guardian, User
from lms.accounts.privacy import due
from lms.common.errors import ConflictError

DRAWS = 20


@transaction.atomic
def register_child(
    *, band: AgeBand, password: str, guardian_emails: Sequence[str], language: str, at: datetime
) -> User:
    """Make an account that waits for consent, and ask the guardians by mail.

    It holds a drawn user name, a password, a band and the guardians' addresses: no more. Without
    an address one guardian is noted who will sign on paper.
    """
    user = _new_child(band, password, language, at)
    refresh_pause(user=user, at=at)
    for email in guardian_emails or [""]:
        guardian = name_guardian(child=user, email=email, at=at)
        ask_guardian(guardian=guardian, at=at)
    return user


def deadline(user: User, at: datetime) -> datetime:
    """When a waiting account goes: a week, or two once a paper form was printed."""
    is_on_paper = open_forms(user, at).exists()
    return user.date_joined + (due.WAIT_FOR_PAPER if is_on_paper else due.WAIT_FOR_MAIL)


@transaction.atomic
def drop_own_pending(*, user: User) -> None:
    """Delete a waiting account at once, because the child or a guardian says so.

    Raises:
        ConflictError: The account was in use already; that takes the usual way of deletion.
    """
    if not is_pending(user):
        raise ConflictError(_("Dieses Konto wurde schon benutzt. Bitte löschen Sie es im Konto."))
    user.delete()


def drop_unanswered(*, at: datetime) -> int:
    """Delete what nobody agreed to in time: accounts, guardians, forms, codes; returns accounts.

    Safe to run twice.
    """
    dropped = sum(_drop(user, at) for user in due.unanswered_children(at=at))
    due.paper_forms(at=at).delete()
    due.guardian_codes(at=at).delete()
    drop_expired_codes(at=at)
    for guardian in due.silent_guardians(at=at).select_related("child"):
        _forget(guardian, at)
    return dropped


@transaction.atomic
def _drop(user: User, at: datetime) -> bool:
    if at < deadline(user, at):
        return False
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:  # something hangs on the account already
        return False
    return True


@transaction.atomic
def _forget(guardian: Guardian, at: datetime) -> None:
    child = guardian.child
    guardian.delete()
    if not guardian.is_by_class:  # a class rests on no consent
        refresh_pause(user=child, at=at)


def _new_child(band: AgeBand, password: str, language: str, at: datetime) -> User:
    for _draw in range(DRAWS):
        user = User(
            username=draw_name(),
            age_band=band,
            age_band_asked_at=at,
            date_joined=at,
            language=language,
        )
        user.set_password(password)
        if User.objects.filter(username=user.username).exists():
            continue
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:  # drawn by somebody else in the same moment
            continue
        return user
    raise ConflictError(_("Gerade war kein freier Name zu finden. Bitte versuchen Sie es erneut."))
