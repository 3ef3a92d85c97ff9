"""Reads the items of a content package: a zip with a manifest; nothing is ever unpacked.

One entry that breaks the rules makes the whole package untrustworthy, so it is refused.
"""

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from courses.formats.qti.item import Place, read_qti
from courses.formats.questions import MAX_BYTES, MAX_QUESTIONS, FormatError, Found, Reason
from courses.formats.xml_tree import read_xml

MAX_ENTRIES = 5000
MAX_TOTAL = 50 * 1024 * 1024  # bytes, unpacked
MAX_RATIO = 100  # of an entry above …
RATIO_FROM = 1024 * 1024  # … bytes
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what content packages are packed with
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError,
    OSError,
)  # fmt: skip
_MANIFEST = "imsmanifest.xml"
_ITEM_TYPES = "imsqti_item_xmlv2p"


def read_qti_package(data: bytes, kinds: Collection[str]) -> list[Found]:
    """Read a package; ``kinds`` are the values of ``QuestionType`` the bank knows.

    Raises:
        FormatError: It is no such package, or one that could do harm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist())
            return list(_items(archive, kinds))
    except FormatError:
        raise
    except _BROKEN as error:
        raise FormatError(Reason.ARCHIVE) from error


def _items(archive: zipfile.ZipFile, kinds: Collection[str]) -> Iterator[Found]:
    for number, name in enumerate(_item_names(archive), 1):
        if number > MAX_QUESTIONS:
            raise FormatError(Reason.TOO_MANY)
        place = Place(number, name)
        try:
            yield from read_qti(_read(archive, name), kinds, place)
        except FormatError as error:
            yield Found(number, error.line, name, (error.reason,), file=name)


def _item_names(archive: zipfile.ZipFile) -> list[str]:
    manifest = read_xml(_read(archive, _MANIFEST))
    hrefs = [
        node.get("href")
        for node in manifest.below("resource")
        if node.get("type").startswith(_ITEM_TYPES)
    ]
    return [posixpath.normpath(unquote(href)) for href in hrefs if href]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry's bytes, as many as there really are, whatever it says of its size."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_BYTES + 1)
    except KeyError:
        raise FormatError(Reason.ARCHIVE) from None
    if len(data) > MAX_BYTES:
        raise FormatError(Reason.TOO_BIG)
    return data


def _check(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(entries) > MAX_ENTRIES or len(set(names)) != len(names):
        raise FormatError(Reason.ARCHIVE)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL or not all(map(_is_harmless, entries)):
        raise FormatError(Reason.ARCHIVE)


def _is_harmless(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    is_inside = not name.startswith("/") and ".." not in name.split("/")
    is_plain = not any(sign in name for sign in "\\:\0") and "\0" not in entry.orig_filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    packed = max(entry.compress_size, 1)
    is_dense = entry.file_size > RATIO_FROM and entry.file_size / packed > MAX_RATIO
    is_usual = entry.compress_type in _METHODS
    return is_inside and is_plain and is_usual and not is_link and not is_dense
