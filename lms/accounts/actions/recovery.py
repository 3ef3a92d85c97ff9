"""Codes that reset a password without e-mail: of the printed sheet, or from a guardian."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lms.accounts import codes, mails
from lms.accounts.actions.people import end_sessions
from lms.accounts.consent.queries import decides
from lms.accounts.models import Guardian, RecoveryCode, User
from lms.accounts.queries import person_with_username
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event

SHEET_SIZE = 8
GROUPS = 4  # sixteen letters, about 77 bits: a stolen database alone yields no code
GUARDIAN_CODE_LIFE = timedelta(days=7)  # it may have to travel between two homes


class RecoveryError(DomainError):
    """User name and code do not belong together; says no more than that."""


@transaction.atomic
def new_recovery_sheet(*, user: User, at: datetime) -> list[str]:
    """Draw a new sheet and return its codes, the only time they exist in the clear.

    The codes of an older sheet stop working.
    """
    drawn = [codes.draw(GROUPS) for _number in range(SHEET_SIZE)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=codes.hashed(code, owner=user.key), created_at=at)
        for code in drawn
    )
    record_event(
        action="person.new-recovery-sheet",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
    )
    return drawn


@transaction.atomic
def new_code_from_guardian(*, guardian: Guardian, at: datetime) -> tuple[str, datetime]:
    """Let a child that forgot its password choose a new one; the guardian hands the code on.

    So the guardian learns no password. An older such code stops working, a printed sheet stays.

    Returns:
        The code, the only time it exists in the clear, and until when it works.

    Raises:
        ConflictError: This guardian decides nothing.
    """
    child = guardian.child
    if not decides(guardian):
        raise ConflictError(_("Für dieses Konto entscheiden Sie nicht."))
    drop_guardian_codes(user=child)
    code, until = codes.draw(GROUPS), at + GUARDIAN_CODE_LIFE
    RecoveryCode.objects.create(
        user=child,
        code_hash=codes.hashed(code, owner=child.key),
        created_at=at,
        expires_at=until,
    )
    record_event(
        action="person.recovery-code",
        object_type="user",
        object_key=child.key,
        at=at,
        actor_key=guardian.key,
        person_key=child.key,
    )
    return code, until


def drop_guardian_codes(*, user: User) -> None:
    """Void what a guardian drew: another code takes its place, or the guardian's access ended."""
    RecoveryCode.objects.filter(user=user, used_at=None, expires_at__isnull=False).delete()


def drop_expired_codes(*, at: datetime) -> None:
    """Forget what no longer works."""
    RecoveryCode.objects.filter(expires_at__lte=at).delete()


def owner_of_code(*, username: str, code: str, at: datetime) -> User:
    """Check a user name with one of its unused codes, without using it up.

    Raises:
        RecoveryError: No such person, no such code, used or too old: the same for all.
    """
    user = person_with_username(username)
    # An unknown name costs the same hash and query as a known one.
    owner = user.key if user else ""
    code_hash = codes.hashed(code, owner=owner)
    is_valid = RecoveryCode.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        user=user,
        user__is_active=True,
        code_hash=code_hash,
        used_at=None,
    ).exists()
    if user is None or not is_valid:
        raise RecoveryError(_("Benutzername und Code passen nicht zusammen."))
    return user


@transaction.atomic
def reset_with_code(*, username: str, code: str, password: str, at: datetime) -> User:
    """Set a new password with a code; the code is used up, all sessions end.

    A second factor is still asked for at the next sign-in. Who has an address is told there.

    Raises:
        RecoveryError: See ``owner_of_code``.
    """
    user = owner_of_code(username=username, code=code, at=at)
    taken = RecoveryCode.objects.filter(
        user=user, code_hash=codes.hashed(code, owner=user.key), used_at=None
    ).update(used_at=at)
    if not taken:
        raise RecoveryError(_("Benutzername und Code passen nicht zusammen."))
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user)
    record_event(
        action="person.reset-with-code",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
    )
    mails.send(
        "account/email/password_reset",
        recipient=user.email,
        context={},
        language=mails.language_of(user),
        person=user,
        at=at,
    )
    return user
