"""Decisions about consent, and whether an account may be used after them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.consent.queries import current_text, standing_of
from lms.accounts.consent.rules import pause_reason
from lms.accounts.enums import Decision, Method, Party, Purpose
from lms.accounts.models import ConsentEvent, ConsentText, Guardian, PaperForm, User
from lms.common.errors import ConflictError
from lms.records.actions import record_event

FILE = Path(__file__).resolve().parent.parent / "data" / "consents.json"


@transaction.atomic
def record_consent(  # noqa: PLR0913  (the columns of the row)
    *,
    user: User,
    purpose: Purpose,
    decision: Decision,
    version: int,
    guardian: Guardian | None = None,
    method: Method = Method.ONLINE,
    at: datetime,
) -> None:
    """Write down one decision; the account goes on or stops in the same transaction.

    Args:
        user: Whose data it is about.
        purpose: What for.
        decision: Given, refused or withdrawn.
        version: The version of the text that was shown.
        guardian: Who decides, unless the person does.
        method: How the decision came.
        at: When.

    Raises:
        ConflictError: The text shown is not the one in force: agreeing to it says nothing.
    """
    _check_current(purpose, version, decision)
    # In a row with a paper form that comes in at this moment.
    User.objects.select_for_update().get(pk=user.pk)
    ConsentEvent.objects.create(
        at=at,
        person_key=user.key,
        party=Party.GUARDIAN if guardian else Party.PERSON,
        guardian_key=guardian.key if guardian else "",
        purpose=purpose,
        version=version,
        decision=decision,
        method=method,
    )
    if guardian and decision != Decision.GIVEN:
        _drop_open_forms(user)
    refresh_pause(user=user, at=at)


def _check_current(purpose: Purpose, version: int, decision: Decision) -> None:
    if decision == Decision.GIVEN and version != current_text(purpose).version:
        raise ConflictError(
            _("Der Text hat sich inzwischen geändert. Bitte lesen Sie die neue Fassung.")
        )


def _drop_open_forms(child: User) -> None:
    """Printed before the no, by the child: no signature on them says yes after it."""
    PaperForm.objects.filter(guardian__child=child, entered_at=None).delete()


@transaction.atomic
def refresh_pause(*, user: User, at: datetime) -> bool:
    """Stop the account or let it go on, as the decisions and the time say; True if it stopped.

    ``paused_at`` stays while the reason changes: it tells since when the person has waited.
    """
    # In a row: of two decisions at once the second sees the first.
    locked = User.objects.select_for_update().get(pk=user.pk)
    was = locked.pause_reason
    reason = pause_reason(standing_of(locked), at) or ""
    if reason != was:
        locked.pause_reason = reason
        locked.paused_at = (locked.paused_at or at) if reason else None
        locked.save(update_fields=["pause_reason", "paused_at"])
    user.pause_reason, user.paused_at = locked.pause_reason, locked.paused_at
    return bool(reason) and not was


@transaction.atomic
def publish_text(
    *, purpose: Purpose, texts: dict[str, dict[str, str]], actor_key: str, at: datetime
) -> ConsentText:
    """Publish a new version; everybody is asked again, and accounts wait after thirty days."""
    newest = current_text(purpose)
    text = ConsentText.objects.create(
        purpose=purpose,
        version=newest.version + 1,
        texts={**newest.texts, **texts},
        published_at=at,
        published_by_key=actor_key,
    )
    record_event(
        action="consent-text.publish",
        object_type="consent-text",
        object_key=f"{purpose}:{text.version}",
        at=at,
        actor_key=actor_key,
    )
    return text


def load_texts(*, at: datetime) -> int:
    """Store the first versions of our own texts; what is there stays. Returns how many are ours."""
    content: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    rows = [ConsentText(purpose=name, published_at=at, **entry) for name, entry in content.items()]
    ConsentText.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
