"""What browsers play: endings, media types, and whether a file is what its name says."""

from typing import Any

import filetype
from django.utils.translation import gettext as _, gettext_lazy

from courses.formats.webvtt import CaptionsFormatError, Fault, parse

VIDEO = {"mp4": "video/mp4", "webm": "video/webm"}
AUDIO = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}
CAPTIONS = "vtt"
# Endings by what the first bytes tell; some files of sound alone come in the box of a film.
_TOLD = {
    "mp4": {"mp4", "m4v"},
    "webm": {"webm"},
    "mp3": {"mp3"},
    "m4a": {"m4a", "mp4"},
    "ogg": {"ogg"},
}
_HEAD = 8192  # bytes
_LARGEST = 2_000_000  # bytes of captions; a film of many hours needs less
_FAULTS = {
    Fault.ENCODING: gettext_lazy("Zeile %(line)d: Die Datei ist nicht UTF-8."),
    Fault.SIGNATURE: gettext_lazy("Zeile %(line)d: Die Datei muss mit WEBVTT beginnen."),
    Fault.TIMING: gettext_lazy("Zeile %(line)d: So steht eine Zeit: 00:01.000 --> 00:04.000"),
    Fault.ORDER: gettext_lazy("Zeile %(line)d: Diese Zeit liegt vor der davor."),
    Fault.EMPTY: gettext_lazy("Zeile %(line)d: Die Datei enthält keine Untertitel."),
}


def ending(document: Any) -> str:
    """The ending of a document's file name, in small letters."""
    name = document.filename if document else ""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def is_what_it_says(document: Any) -> bool:
    """Tell whether the first bytes of a sound or film belong to its ending."""
    return filetype.guess_extension(_read(document, _HEAD)) in _TOLD.get(ending(document), set())


def captions_fault(document: Any) -> str:
    """Why a file of captions cannot be shown, as a sentence with the line; empty when it can."""
    if ending(document) != CAPTIONS:
        return _("Bitte wählen Sie eine Datei dieser Art: %(names)s") % {"names": CAPTIONS}
    try:
        parse(_read(document, _LARGEST))
    except CaptionsFormatError as error:
        return str(_FAULTS[error.reason]) % {"line": error.line}
    return ""


def _read(document: Any, size: int) -> bytes:
    """The beginning of a file; nothing when it is gone from the storage."""
    try:
        with document.file.open("rb") as file:
            data: bytes = file.read(size)
    except OSError:
        return b""
    return data
