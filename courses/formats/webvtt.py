"""Reads files of captions (WebVTT) far enough to know that browsers will show them.

Source: W3C, WebVTT: The Web Video Text Tracks Format, section 4 (syntax).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_ARROW = "-->"
_TIMING = re.compile(
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+"
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t].*)?"
)


@dataclass(frozen=True)
class Cue:
    """One caption; times in milliseconds."""

    start: int
    end: int
    text: str


class Fault(StrEnum):
    """What is wrong with a file of captions."""

    ENCODING = "encoding"
    SIGNATURE = "signature"
    TIMING = "timing"
    ORDER = "order"
    EMPTY = "empty"


class CaptionsFormatError(Exception):
    """The file cannot be shown as captions; ``line`` counts from 1."""

    def __init__(self, reason: Fault, line: int) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line


def parse(data: bytes) -> tuple[Cue, ...]:
    """Read the captions of a film in the order in which they are shown.

    Raises:
        CaptionsFormatError: It is not UTF-8, begins otherwise, a time cannot be read, a caption
            ends before it begins or begins before the one above it, or there is none.
    """
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise CaptionsFormatError(Fault.ENCODING, data[: error.start].count(b"\n") + 1) from error
    if not _SIGNATURE.fullmatch(lines[0]):
        raise CaptionsFormatError(Fault.SIGNATURE, 1)
    cues: list[Cue] = []
    for number, line in enumerate(lines, start=1):
        if _ARROW in line:
            cue = _cue(line, number, lines)
            if cues and cue.start < cues[-1].start:
                raise CaptionsFormatError(Fault.ORDER, number)
            cues.append(cue)
    if not cues:
        raise CaptionsFormatError(Fault.EMPTY, len(lines))
    return tuple(cues)


def _cue(line: str, number: int, lines: list[str]) -> Cue:
    match = _TIMING.fullmatch(line.strip())
    if match is None:
        raise CaptionsFormatError(Fault.TIMING, number)
    parts = [int(part or 0) for part in match.groups()]
    start, end = _milliseconds(*parts[:4]), _milliseconds(*parts[4:])
    if end <= start:
        raise CaptionsFormatError(Fault.ORDER, number)
    text = takewhile(str.strip, lines[number:])
    return Cue(start, end, "\n".join(text))


def _milliseconds(hours: int, minutes: int, seconds: int, rest: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
