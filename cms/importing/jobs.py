"""Takes a file, and later makes a draft of it: what stands between an upload and a report."""

import logging
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext as _, override

from cms.archiving import Outcome, checked_archive, store_archive
from cms.importing.documents import insert_document
from cms.models import CoursePage, ImportJob, ImportKind, ImportState
from lms.accounts.models import User
from lms.common.archive import LIMITS, unpack
from lms.common.archive_faults import ArchiveRefusedError, Fault
from lms.common.errors import DomainError, ThrottledError
from network.models import Partner

logger = logging.getLogger("cms")

UPLOAD, QUARANTINE = "upload", "unpacked"
MOST_A_DAY = 20  # imports of one partner
DAY = timedelta(days=1)
PATIENCE = timedelta(seconds=60)  # so long the task of the upload itself has the first try
LONGEST = timedelta(minutes=15)  # longer than Celery lets any task live
LEFTOVER = timedelta(hours=1)
KEPT = timedelta(days=30)  # reports
_UNPACKED, _CHECKED = 50, 90  # percent


class NoSpaceError(DomainError):
    """The disk is full; nothing of the file was kept."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


def receive(
    *,
    partner: Partner,
    user: User,
    kind: ImportKind,
    upload: UploadedFile[bytes],
    at: datetime,
    course: CoursePage | None = None,
) -> ImportJob:
    """Put an uploaded file aside; whoever calls sends the task that imports it.

    The file is copied in pieces. ``course`` is where a lesson goes.

    Raises:
        ArchiveRefusedError: It is too large.
        ThrottledError: The partner has imported enough for a day.
        NoSpaceError: The disk is full.
    """
    if (upload.size or 0) > LIMITS.upload:
        raise ArchiveRefusedError(Fault.UPLOAD_SIZE)
    if ImportJob.objects.filter(partner=partner, created_at__gt=at - DAY).count() >= MOST_A_DAY:
        raise ThrottledError(_("Für heute sind es genug Importe. Morgen geht es weiter."))
    job = ImportJob(
        partner=partner,
        user=user,
        kind=kind,
        course=course,
        file_name=Path(str(upload.name)).name[:200],
        language=get_language() or settings.LANGUAGE_CODE,
        created_at=at,
    )
    _put_aside(upload, folder_of(job.key))
    job.save()
    return job


def _put_aside(upload: UploadedFile[bytes], folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
        with (folder / UPLOAD).open("xb") as file:
            for piece in upload.chunks():
                file.write(piece)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoSpaceError(
            _("Gerade ist kein Platz für die Datei. Bitte später erneut.")
        ) from error


def folder_of(key: str) -> Path:
    """Where the file of an import lies."""
    return imports_folder() / key


def imports_folder() -> Path:
    """Where the files of all imports lie; nothing below it is ever served."""
    return Path(settings.PRIVATE_ROOT) / "imports"


def run(*, key: str, at: datetime) -> None:
    """Import one file that waits; safe to run any number of times, at once or again.

    The draft and the report are stored in one transaction; the file is gone afterwards.
    """
    waiting = ImportJob.objects.filter(key=key, state=ImportState.WAITING)
    if not waiting.update(state=ImportState.RUNNING, started_at=at):
        return
    job = ImportJob.objects.select_related("partner", "course", "user").get(key=key)
    try:
        with override(job.language):
            _WAYS[ImportKind(job.kind)](job, at)
    except DomainError as error:
        _finish(job, state=ImportState.FAILED, error=str(error)[:500])
    except Exception:
        logger.exception("import failed", extra={"object_key": key})
        with override(job.language):
            error_text = _("Dabei ging etwas schief. Es wurde nichts übernommen.")
        _finish(job, state=ImportState.FAILED, error=error_text)
    finally:
        shutil.rmtree(folder_of(key), ignore_errors=True)


def sweep(*, at: datetime) -> list[str]:
    """Close what a crash left open and remove what lies around.

    Returns the keys of imports that wait although their task should have run.
    """
    for job in ImportJob.objects.filter(state=ImportState.RUNNING, started_at__lt=at - LONGEST):
        with override(job.language):
            error = _(
                "Der Import wurde unterbrochen, übernommen ist nichts. Bitte laden Sie neu hoch."
            )
        _finish(job, state=ImportState.FAILED, error=error)
    old_reports(at=at).delete()
    _remove_leftovers(at)
    waiting = ImportJob.objects.filter(state=ImportState.WAITING, created_at__lt=at - PATIENCE)
    return list(waiting.order_by("created_at").values_list("key", flat=True))


def old_reports(*, at: datetime) -> QuerySet[ImportJob]:
    """Imports whose report has been kept long enough."""
    return ImportJob.objects.filter(created_at__lt=at - KEPT)


def _remove_leftovers(at: datetime) -> None:
    """Remove folders that belong to no open import; a new one may not have its row yet."""
    folders = imports_folder()
    kept = set(
        ImportJob.objects.filter(state__in=[ImportState.WAITING, ImportState.RUNNING]).values_list(
            "key", flat=True
        )
    )
    found: Iterable[Path] = folders.iterdir() if folders.is_dir() else ()
    for folder in found:
        is_old = folder.stat().st_mtime < (at - LEFTOVER).timestamp()
        if is_old and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _course(job: ImportJob, at: datetime) -> None:
    folder = folder_of(job.key)
    unpack(folder / UPLOAD, folder / QUARANTINE, on_progress=_progress(job, 0, _UNPACKED))
    content = checked_archive(folder / QUARANTINE, _progress(job, _UNPACKED, _CHECKED))
    with transaction.atomic():
        outcome = store_archive(
            content=content, partner=job.partner, actor_key=_actor_key(job), at=at
        )
        _report(job, outcome)


def _lesson(job: ImportJob, at: datetime) -> None:
    folder = folder_of(job.key)
    assert job.course is not None  # noqa: S101  (the upload view gives every lesson its course)
    with transaction.atomic():
        outcome = insert_document(
            file=folder / UPLOAD, name=job.file_name, course=job.course, actor_key=_actor_key(job),
            at=at,
        )  # fmt: skip
        _report(job, outcome)


_WAYS: dict[ImportKind, Callable[[ImportJob, datetime], None]] = {
    ImportKind.COURSE: _course,
    ImportKind.LESSON: _lesson,
}


def _actor_key(job: ImportJob) -> str:
    return job.user.key if job.user else ""


def _progress(job: ImportJob, low: int, high: int) -> Callable[[float], None]:
    """Write down the progress of one part of the work, at most once a percent."""

    def note(share: float) -> None:
        percent = low + int((high - low) * share)
        if percent > job.percent:
            job.percent = percent
            ImportJob.objects.filter(pk=job.pk).update(percent=percent)

    return note


def _report(job: ImportJob, outcome: Outcome) -> None:
    _finish(
        job, state=ImportState.DONE, percent=100, page_id=outcome.page.pk,
        kept=outcome.kept[:300], changed=list(outcome.changed), losses=list(outcome.losses),
    )  # fmt: skip


def _finish(job: ImportJob, **values: Any) -> None:
    """Write the end of a running import, once."""
    ImportJob.objects.filter(pk=job.pk, state=ImportState.RUNNING).update(**values)
