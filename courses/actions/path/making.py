"""Beginning a learning path, changing what it says of itself, ending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import raise_version
from courses.enums import PathState
from courses.models import LearningPath, PathText
from courses.rules import can_make_path
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.common.text import slugify_de
from lms.records.actions import record_event
from network.models import Partner
from network.queries.viewer import Viewer

SLUG_LENGTH = 100


class PathFaultError(DomainError):
    """A path lacks something; the sentence says what."""


@dataclass(frozen=True)
class PathWords:
    """What a path says of itself: title and summary by language; the first one must be there."""

    language: str
    is_ordered: bool
    texts: Mapping[str, tuple[str, str]]


@transaction.atomic
def create_path(
    *, partner: Partner | None, words: PathWords, by: Viewer, at: datetime
) -> LearningPath:
    """Begin a path, as the city (``partner`` None) or for a house.

    Raises:
        NotAllowedError: The person neither is city staff nor keeps the courses of the house.
        PathFaultError: There is no title in the first language.
    """
    if not can_make_path(by, partner.pk if partner else None):
        raise NotAllowedError(_("Lernpfade machen die Stadt und die Einrichtungen."))
    path = LearningPath.objects.create(partner=partner, created_at=at, changed_at=at)
    _write(path, words)
    follow_up("create", path, by=by, at=at)
    return path


@transaction.atomic
def change_path(*, path: LearningPath, words: PathWords, by: Viewer, at: datetime) -> None:
    """Change title, summary, languages and order; nobody is asked anew for that.

    Raises:
        NotAllowedError, ConflictError, PathFaultError: As ``create_path`` and ``locked_path``.
    """
    row = locked_path(path, by=by)
    _write(row, words)
    follow_up("change", row, by=by, at=at)


@transaction.atomic
def end_path(*, path: LearningPath, by: Viewer, at: datetime) -> None:
    """Take a path down for good; what people learned on it stays with its courses.

    Raises:
        NotAllowedError, ConflictError: As ``locked_path``.
    """
    row = locked_path(path, by=by)
    was_public = row.state == PathState.PUBLISHED
    row.state = PathState.ENDED
    row.save(update_fields=["state"])
    follow_up("end", row, by=by, at=at)
    if was_public:
        raise_version()


def locked_path(path: LearningPath, *, by: Viewer) -> LearningPath:
    """The path for a change, alone with it until the transaction ends.

    Raises:
        NotAllowedError: The person makes no paths for this house.
        ConflictError: It has ended.
    """
    row = LearningPath.objects.select_for_update().get(pk=path.pk)
    if not can_make_path(by, row.partner_id):
        raise NotAllowedError(_("Diesen Lernpfad ändern nur die, die ihn machen."))
    if row.state == PathState.ENDED:
        raise ConflictError(_("Dieser Lernpfad ist beendet."))
    return row


def follow_up(
    action: str, path: LearningPath, *, by: Viewer, at: datetime, data: dict[str, Any] | None = None
) -> None:
    """What every change of a path brings with it: its time, a line in the log, a new catalogue."""
    path.changed_at = at
    path.save(update_fields=["changed_at"])
    record_event(
        action=f"path.{action}",
        object_type="path",
        object_key=path.key,
        at=at,
        actor_key=by.user.key if by.user else "",
        partner_key=path.partner.key if path.partner else "",
        data=data,
    )
    if path.state == PathState.PUBLISHED:
        raise_version()


def _write(path: LearningPath, words: PathWords) -> None:
    texts = {code: pair for code, pair in words.texts.items() if pair[0].strip()}
    if words.language not in texts:
        raise PathFaultError(_("Geben Sie dem Lernpfad einen Titel in seiner ersten Sprache."))
    path.language, path.is_ordered = words.language, words.is_ordered
    path.save(update_fields=["language", "is_ordered"])
    path.texts.exclude(locale__in=texts).delete()
    for code, (title, summary) in texts.items():
        slug = slugify_de(title, SLUG_LENGTH) or "lernpfad"
        values = {"title": title.strip(), "slug": slug, "summary": summary.strip()}
        PathText.objects.update_or_create(path=path, locale=code, defaults=values)
