"""What guardians ask for a child's data: a copy, and that they go."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lms.accounts.consent.queries import history
from lms.accounts.models import User
from lms.accounts.signals import ProgressLine, progress_asked
from lms.records.actions import record_event

CHANGE_OF_MIND = timedelta(days=14)


def copy_of_data(*, user: User, actor_key: str, at: datetime) -> bytes:
    """A ZIP with what is known of a person, and one line in the audit log."""
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
    record_event(
        action="person.export",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        person_key=user.key,
    )
    return packed.getvalue()


@transaction.atomic
def ask_erasure(*, user: User, actor_key: str, at: datetime) -> None:
    """Note that an account is to go after the fortnight in which one may think again."""
    user.erase_at = at + CHANGE_OF_MIND
    user.save(update_fields=["erase_at"])
    record_event(
        action="person.ask-erasure",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        person_key=user.key,
    )


def progress_of(user: User, language: str) -> list[ProgressLine]:
    """How far somebody is in each course, told by the apps above; no answers."""
    answers = progress_asked.send(sender=User, user=user, language=language)
    lists: list[Any] = [lines for _receiver, lines in answers]
    return [line for lines in lists for line in lines]
