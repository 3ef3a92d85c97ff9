"""What reading questions of other systems gives: the questions, and what became of each.

A question's ``content`` is as ``courses.grading`` reads it, with one key more that graders and
learners never see, ``origin``: what the other system says of it and what we do not show, so that
nothing is lost when it is written out again. All parts of it may be missing:

- ``name``, ``category`` (a path with slashes) and ``id`` of the question;
- ``format``: how its texts are written: ``html``, ``markdown`` or ``plain``, else ``moodle``;
- ``originals``: a shown text → [format, the text as it was written], where these differ;
- ``blank``: the how-many-th ``_____`` of the prompt the answers stand in, from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MAX_BYTES = 5 * 1024 * 1024  # of a file
MAX_QUESTIONS = 1000  # of a file
BLANK = "_____"
LABEL = 80  # characters of the words that stand for a question without a name


class Reason(StrEnum):
    """Why a file or a question cannot be read or written, or what of it is changed."""

    # A whole file.
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    NO_TEXT = "no_text"
    NO_XML = "no_xml"
    DOCTYPE = "doctype"
    DEEP = "deep"
    UNKNOWN_FORMAT = "unknown_format"
    ARCHIVE = "archive"
    EMPTY = "empty"
    # A question that cannot be asked.
    NO_ANSWER = "no_answer"
    NO_NUMBER = "no_number"
    NO_PAIR = "no_pair"
    NOTHING_RIGHT = "nothing_right"
    MANY_CHOICES = "many_choices"
    BRACES = "braces"
    AIKEN = "aiken"
    DESCRIPTION = "description"
    FORMULA = "formula"
    RESPONSES = "responses"
    SCORING = "scoring"
    UNKNOWN_TYPE = "unknown_type"
    FREE_TEXT = "free_text"
    LONG_TEXT = "long_text"
    # A question that is changed.
    MARKUP = "markup"
    MEDIA = "media"
    SCRIPT = "script"
    SAME_TEXT = "same_text"
    ANSWER_TWICE = "answer_twice"
    WILDCARD = "wildcard"
    POINTS = "points"
    HINTS = "hints"
    UNITS = "units"
    COMBINED_FEEDBACK = "combined_feedback"
    # A question another format cannot say.
    NO_GIFT = "no_gift"
    NO_MOODLE = "no_moodle"
    ARROW = "arrow"


class FormatError(ValueError):
    """A file nobody can make sense of; ``line`` counts from 1, 0 is the whole file."""

    def __init__(self, reason: Reason, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line


class UnfitError(ValueError):
    """A question we cannot ask, or one another format cannot say."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Outcome(StrEnum):
    """What becomes of a question."""

    KEPT = "kept"
    CHANGED = "changed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class ImportedQuestion:
    """One question, ready for a bank; ``kind`` is a value of ``QuestionType``."""

    kind: str
    content: dict[str, Any]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One question of a file and what became of it.

    ``number`` counts from 1, ``line`` too; ``label`` is its name or first words; ``reasons`` are
    codes that say what was changed, or why there is no ``question``. ``file`` is one of a package.
    """

    number: int
    line: int
    label: str
    reasons: tuple[str, ...] = ()
    question: ImportedQuestion | None = None
    file: str = ""

    @property
    def outcome(self) -> Outcome:
        """Kept as it is, changed, or skipped."""
        if self.question is None:
            return Outcome.SKIPPED
        return Outcome.CHANGED if self.reasons else Outcome.KEPT


@dataclass(frozen=True)
class Origin:
    """The key ``origin`` of a content, read with care: who wrote it is not known."""

    name: str = ""
    category: str = ""
    id: str = ""
    format: str = "moodle"
    blank: int | None = None
    originals: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """Only the parts that say something."""
        texts = {
            key: value for key, value in vars(self).items() if isinstance(value, str) and value
        }
        if self.format == Origin.format:
            del texts["format"]
        blank = {} if self.blank is None else {"blank": self.blank}
        originals = {shown: list(pair) for shown, pair in self.originals.items()}
        return {**texts, **blank, **({"originals": originals} if originals else {})}


def origin_of(content: Mapping[str, Any]) -> Origin:
    """Read the origin of a stored content; what is not as it should be counts as missing."""
    raw = content.get("origin")
    if not isinstance(raw, Mapping):
        return Origin()
    texts = {
        key: raw[key]
        for key in ("name", "category", "id", "format")
        if isinstance(raw.get(key), str)
    }
    blank = raw.get("blank")
    originals = raw.get("originals")
    return Origin(
        **texts,
        blank=blank if isinstance(blank, int) else None,
        originals=_pairs(originals) if isinstance(originals, Mapping) else {},
    )


def with_origin(content: dict[str, Any], origin: Origin) -> dict[str, Any]:
    """The content with its origin, when there is anything to say."""
    stored = origin.stored()
    return {**content, "origin": stored} if stored else content


def _pairs(raw: Mapping[Any, Any]) -> dict[str, tuple[str, str]]:
    return {
        shown: (pair[0], pair[1])
        for shown, pair in raw.items()
        if isinstance(pair, list | tuple) and [type(part) for part in pair] == [str, str]
    }
