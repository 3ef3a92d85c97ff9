"""Takes strangers' documents: what a file is, its first bytes say, never its name alone."""

import zipfile
import zlib
from collections.abc import Callable
from enum import StrEnum
from typing import IO

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError

HEAD = 4096  # bytes looked at of a text
_OOXML = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_ODF = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_MOST_PARTS = 5_000  # of an office document
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what the standards of both allow
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, LookupError, ValueError,
    EOFError, OSError,
)  # fmt: skip
_LARGEST_DIRECTORY = 4 * 1024 * 1024  # bytes; where ``zipfile`` finds it is not asked
_MPEG_FRAMES = (0xFB, 0xF3, 0xF2, 0xFA)
_MARKUP = (b"<", b"\xef\xbb\xbf<")
_MACROS = ("vbaproject", "activex")
_ODF_MACROS = ("basic/", "scripts/")


class DocumentFault(StrEnum):
    """Why a document is refused."""

    OLD = "old"
    KIND = "kind"
    CONTENT = "content"
    MACROS = "macros"


SENTENCES = {
    DocumentFault.OLD: _(
        "Dieses alte Format kann hier niemand sicher lesen. Bitte speichern Sie die Datei als "
        "DOCX, XLSX, PPTX oder PDF und laden Sie diese hoch."
    ),
    DocumentFault.KIND: _("Diese Art von Datei ist nicht möglich."),
    DocumentFault.CONTENT: _("In der Datei steckt etwas anderes, als ihr Name sagt."),
    DocumentFault.MACROS: _("Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros."),
}
_OLD = {"doc", "xls", "ppt", "rtf", "pages", "docm", "xlsm", "pptm"}


class DocumentRefusedError(DomainError):
    """The document is refused; nothing of it is kept."""

    def __init__(self, reason: DocumentFault) -> None:
        super().__init__(str(SENTENCES[reason]))
        self.reason = reason


def check_document(file: IO[bytes], name: str) -> None:
    """Refuse a file that is not what its name says, or that may hold a program.

    Leaves the file at its beginning.

    Raises:
        DocumentRefusedError: It is of no known kind, pretends to be, or holds macros.
    """
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending in _OLD:
        raise DocumentRefusedError(DocumentFault.OLD)
    if ending not in _CHECKS:
        raise DocumentRefusedError(DocumentFault.KIND)
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    fits = _CHECKS[ending](head) and (ending not in _OFFICE or _is_office(file, ending))
    file.seek(0)
    if not fits:
        raise DocumentRefusedError(DocumentFault.CONTENT)


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head and not head.lstrip().startswith(_MARKUP)


def _is_captions(head: bytes) -> bool:
    """Source: WebVTT, section 4.1."""
    return _is_text(head) and head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (
        head[:1] == b"\xff" and head[1:2] in map(_byte, _MPEG_FRAMES)
    )


def _byte(number: int) -> bytes:
    return bytes([number])


def _begins(*signs: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs, at)


_OFFICE = {*_OOXML, *_ODF}
_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "txt": _is_text,
    "csv": _is_text,
    "vtt": _is_captions,
    "mp3": _is_mp3,
    "m4a": _begins(b"ftyp", at=4),
    "mp4": _begins(b"ftyp", at=4),
    "ogg": _begins(b"OggS"),
    "webm": _begins(b"\x1aE\xdf\xa3"),
    **dict.fromkeys(_OFFICE, _begins(b"PK\x03\x04")),
}


def _is_office(file: IO[bytes], ending: str) -> bool:
    """Look into the directory of an office document; nothing is unpacked but its type."""
    if not _has_short_directory(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            if any(entry.compress_type not in _METHODS for entry in archive.infolist()):
                return False
            names = [name.lower() for name in archive.namelist()]
            if ending in _ODF:
                with archive.open("mimetype") as kind:
                    fits = kind.read(len(_ODF[ending]) + 1) == _ODF[ending]
            else:
                fits = "[content_types].xml" in names
                fits = fits and any(name.startswith(_OOXML[ending]) for name in names)
    except _BROKEN:
        return False
    if any(name.startswith(_ODF_MACROS) or word in name for name in names for word in _MACROS):
        raise DocumentRefusedError(DocumentFault.MACROS)
    return fits and len(names) <= _MOST_PARTS


def _has_short_directory(file: IO[bytes]) -> bool:
    """Tell whether the directory may be read: ``zipfile`` takes one of any length into memory."""
    size = file.seek(0, 2)
    file.seek(max(size - 70_000, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    return at >= 0 and length <= _LARGEST_DIRECTORY and b"PK\x06\x07" not in tail[at - 20 : at]
