"""Checks an unpacked archive before anything of it is stored."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from courses.formats.course_archive import (
    LARGEST_MANIFEST,
    MANIFEST,
    CourseArchiveError,
    Manifest,
    Medium,
    read_manifest,
)
from lms.common.documents import check_document
from lms.common.errors import DomainError
from lms.common.images import clean_image


class ArchiveContentError(DomainError):
    """The file is no course archive one could import; nothing of it was."""


@dataclass(frozen=True)
class ArchiveContent:
    """What an archive holds; ``files`` maps keys of media to files that were checked."""

    manifest: Manifest
    files: dict[str, Path]


def checked_archive(
    folder: Path, on_progress: Callable[[float], None] = lambda _share: None
) -> ArchiveContent:
    """Read the manifest and check every medium; images that hold more than a picture are redone.

    Args:
        folder: Where the archive was unpacked.
        on_progress: Told the share done, 0..1.

    Raises:
        ArchiveContentError: No manifest, a wrong one, or a medium is missing or changed.
        ImageRefusedError: An image is refused.
        DocumentRefusedError: A document is refused.
    """
    manifest = _manifest(folder / MANIFEST)
    files = {}
    for number, medium in enumerate(manifest.media, 1):
        files[medium.key] = _checked(medium, folder / medium.file)
        on_progress(number / len(manifest.media))
    return ArchiveContent(manifest, files)


def _manifest(path: Path) -> Manifest:
    if not path.is_file() or path.stat().st_size > LARGEST_MANIFEST:
        raise ArchiveContentError(
            _("In der Datei steckt kein Kurs: Es fehlt „%(name)s“.") % {"name": MANIFEST}
        )
    try:
        return read_manifest(path.read_bytes())
    except CourseArchiveError as error:
        raise ArchiveContentError(
            _("Das Verzeichnis des Kurses ist fehlerhaft: %(place)s") % {"place": str(error)[:200]}
        ) from error


def _checked(medium: Medium, path: Path) -> Path:
    if not path.is_file():
        raise ArchiveContentError(_("Im Archiv fehlt „%(name)s“.") % {"name": medium.file})
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != medium.sha256:
            raise ArchiveContentError(
                _("„%(name)s“ ist nicht die Datei, die exportiert wurde.") % {"name": medium.file}
            )
        if medium.kind == "document":
            check_document(file, medium.file)
            return path
        clean = clean_image(file)
    if medium.kind == "picture" and clean.ending != "webp":
        raise ArchiveContentError(
            _("„%(name)s“ ist nicht die Datei, die exportiert wurde.") % {"name": medium.file}
        )
    kept = path.with_suffix(f".{clean.ending}")
    kept.write_bytes(clean.data)
    return kept
