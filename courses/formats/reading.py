"""Reads a file of questions in whichever format it is written."""

import codecs
import re
from collections.abc import Callable, Collection
from enum import StrEnum

from courses.formats.aiken import ANSWER, read_aiken
from courses.formats.gift import read_gift
from courses.formats.moodle_xml import read_moodle_xml
from courses.formats.qti import read_qti, read_qti_package
from courses.formats.questions import MAX_BYTES, FormatError, Found, Reason
from courses.formats.xml_tree import read_xml


class Format(StrEnum):
    """What a file is written in."""

    GIFT = "GIFT"
    AIKEN = "Aiken"
    MOODLE_XML = "Moodle XML"
    QTI = "QTI"
    QTI_PACKAGE = "QTI-Paket"


_ZIP = b"PK\x03\x04"
_ITEM = "assessmentItem"
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[?!]|quiz\b|assessmentItem\b|\w+:assessmentItem\b)")
Read = Callable[[bytes, Collection[str]], list[Found]]


def format_of(data: bytes) -> Format:
    """Tell by its content how a file is written.

    Raises:
        FormatError: It is in no format we read.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(Reason.TOO_BIG)
    if data.startswith(_ZIP):
        return Format.QTI_PACKAGE
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or _XML.match(data):
        return _xml_format(data)
    return _text_format(text_of(data))


def read_questions(data: bytes, kinds: Collection[str]) -> tuple[Format, list[Found]]:
    """Read a file; ``kinds`` are the values of ``QuestionType`` the bank knows.

    Raises:
        FormatError: Nobody can make sense of it.
    """
    written = format_of(data)
    found = _READERS[written](data, kinds)
    if not found:
        raise FormatError(Reason.EMPTY)
    return written, found


def text_of(data: bytes) -> str:
    """A text file in UTF-8, or in the older encoding of Windows."""
    if b"\0" in data:
        raise FormatError(Reason.NO_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _xml_format(data: bytes) -> Format:
    root = read_xml(data)
    if root.name == "quiz":
        return Format.MOODLE_XML
    if root.name == _ITEM:
        return Format.QTI
    raise FormatError(Reason.UNKNOWN_FORMAT, root.line)


def _text_format(text: str) -> Format:
    is_aiken = any(ANSWER.fullmatch(line.strip()) for line in text.splitlines())
    return Format.AIKEN if is_aiken and "{" not in text else Format.GIFT


_READERS: dict[Format, Read] = {
    Format.GIFT: lambda data, kinds: read_gift(text_of(data), kinds),
    Format.AIKEN: lambda data, _kinds: read_aiken(text_of(data)),
    Format.MOODLE_XML: read_moodle_xml,
    Format.QTI: read_qti,
    Format.QTI_PACKAGE: read_qti_package,
}
