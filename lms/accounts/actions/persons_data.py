"""What guardians ask for a child's data: a copy, and that they go."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.consent.queries import history, progress_of
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event

TIME_TO_THINK = timedelta(days=14)


@transaction.atomic
def export_person(*, user: User, at: datetime, actor_key: str = "", role: str = "") -> bytes:
    """A ZIP with what is known of a person, and one line in the audit log.

    Args:
        user: Whose data.
        at: When.
        actor_key: Key of who asks for it in their place; "": the person.
        role: What they are to the person, such as ``guardian``.
    """
    events = history(user).values("at", "party", "purpose", "version", "decision", "method")
    content: dict[str, Any] = {
        "username": user.username,
        "age_band": user.age_band,
        "joined_at": user.date_joined,
        "decisions": list(events),
        "progress": [
            {"title": line.title, "share": line.share} for line in progress_of(user, "de")
        ],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "data.json", json.dumps(content, default=str, ensure_ascii=False, indent=2)
        )
    _record("person.export", user, at=at, actor_key=actor_key, role=role)
    return packed.getvalue()


@transaction.atomic
def request_erasure(
    *, user: User, keeps_certificates: bool, at: datetime, actor_key: str = "", role: str = ""
) -> datetime:
    """Ask for an account to go in fourteen days; returns when it goes.

    Raises:
        ConflictError: It was asked for already.
    """
    goes_at = at + TIME_TO_THINK
    changed = User.objects.filter(pk=user.pk, erase_at=None).update(
        erase_at=goes_at, keeps_certificates=keeps_certificates
    )
    if not changed:
        raise ConflictError(_("Das Löschen ist schon beantragt."))
    user.erase_at, user.keeps_certificates = goes_at, keeps_certificates
    _record("person.ask-erasure", user, at=at, actor_key=actor_key, role=role)
    return goes_at


@transaction.atomic
def cancel_erasure(*, user: User, at: datetime) -> None:
    """Keep an account whose erasure was asked for; keeping one nobody asked for changes nothing."""
    changed = User.objects.filter(pk=user.pk, erase_at__isnull=False).update(
        erase_at=None, keeps_certificates=False
    )
    user.erase_at, user.keeps_certificates = None, False
    if changed:
        _record("person.keep-account", user, at=at)


def _record(action: str, user: User, *, at: datetime, actor_key: str = "", role: str = "") -> None:
    record_event(
        action=action,
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key or user.key,
        person_key=user.key if actor_key else "",
        data={"role": role} if actor_key else {},
    )
