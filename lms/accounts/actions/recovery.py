"""The printed recovery sheet: codes that reset a password without e-mail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts import codes
from lms.accounts.actions.people import end_sessions
from lms.accounts.models import RecoveryCode, User
from lms.accounts.queries import person_with_username
from lms.common.errors import DomainError
from lms.records.actions import record_event

SHEET_SIZE = 8
GROUPS = 4  # sixteen letters, about 77 bits: a stolen database alone yields no code


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


def owner_of_code(*, username: str, code: str) -> User:
    """Check a user name with one of its unused codes, without using it up.

    Raises:
        RecoveryError: No such person, no such code, or used: the same for all.
    """
    user = person_with_username(username)
    # An unknown name costs the same hash and query as a known one.
    owner = user.key if user else ""
    code_hash = codes.hashed(code, owner=owner)
    is_valid = RecoveryCode.objects.filter(
        user=user, user__is_active=True, code_hash=code_hash, used_at=None
    ).exists()
    if user is None or not is_valid:
        raise RecoveryError(_("Benutzername und Code passen nicht zusammen."))
    return user


@transaction.atomic
def reset_with_code(*, username: str, code: str, password: str, at: datetime) -> User:
    """Set a new password with a code of the sheet; the code is used up, all sessions end.

    A second factor is still asked for at the next sign-in.

    Raises:
        RecoveryError: See ``owner_of_code``.
    """
    user = owner_of_code(username=username, code=code)
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
    return user
