"""What reading a folder gives: facts, lessons, blocks, questions, and what was lost."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any


class CourseFormatError(ValueError):
    """A file nobody can make sense of; ``reason`` is a code to translate."""

    def __init__(self, file: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{file}: {reason} {detail}".strip())
        self.file = file
        self.reason = reason
        self.detail = detail


class LossKind(StrEnum):
    """Why something of the source is not in the course, or not as it was."""

    SCRIPT = "script"
    HANDLER = "handler"
    STYLE = "style"
    FRAME = "frame"
    PLUGIN = "plugin"
    FORM = "form"
    MEDIA = "media"
    DRAWING = "drawing"
    ELEMENT = "element"
    UNSAFE_LINK = "unsafe_link"
    RELATIVE_LINK = "relative_link"
    IMAGE_MISSING = "image_missing"
    IMAGE_REMOTE = "image_remote"
    IMAGE_FORMAT = "image_format"
    IMAGE_TEXT = "image_text"
    COVER_TEXT = "cover_text"
    TABLE_MARKUP = "table_markup"
    QUOTE_MARKUP = "quote_markup"
    ENCODING = "encoding"
    QUIZ_LESSON = "quiz_lesson"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    TRACKED = "tracked"
    TEXT_BOX = "text_box"
    MARGIN = "margin"


@dataclass(frozen=True, order=True)
class Loss:
    """One thing lost or changed; ``line`` counts from 1, 0 when the whole file is meant."""

    file: str
    line: int
    kind: LossKind
    detail: str = ""


@dataclass(frozen=True)
class Text:
    """Paragraphs and lists: only p, ul, ol, li, b, i, a, code, sub, sup and br."""

    html: str


@dataclass(frozen=True)
class Heading:
    """A heading below the lesson's title, level 2 to 4, none skipped."""

    text: str
    level: int


@dataclass(frozen=True)
class Picture:
    """An image; ``path`` is None until the folder has found the file."""

    source: str
    alt: str
    caption: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Quote:
    """Somebody's words as plain text."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Callout:
    """A box; ``kind`` is info, tip, warning or example."""

    kind: str
    html: str


@dataclass(frozen=True)
class Table:
    """Rows of plain cells; the first row is the head."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    has_row_headers: bool = False


@dataclass(frozen=True)
class Code:
    """Source code as written."""

    code: str
    language: str = ""


@dataclass(frozen=True)
class Accordion:
    """Parts that open: pairs of title and HTML."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Term:
    """A word and its definition."""

    term: str
    definition: str


@dataclass(frozen=True)
class Frame:
    """Something a page of others showed in a frame; an https address."""

    url: str
    title: str


Block = Text | Heading | Picture | Quote | Callout | Table | Code | Accordion | Term | Frame


@dataclass(frozen=True)
class FolderQuestion:
    """A question for ``grading.content``; ``lesson`` names a lesson by title or file name."""

    type: str
    content: dict[str, Any]
    lesson: str = ""


@dataclass(frozen=True)
class FolderQuiz:
    """A quiz with its settings. ``attempts`` 0 means any number; ``pass_percent`` 1..100.

    ``time_limit`` and ``cool_down`` are minutes, 0 for none.
    """

    questions: tuple[FolderQuestion, ...]
    title: str = ""
    attempts: int = 0
    pass_percent: int = 60
    is_required: bool = True
    time_limit: int = 0
    cool_down: int = 0


@dataclass(frozen=True)
class FolderLesson:
    """One lesson in teaching order."""

    file: str
    title: str
    blocks: tuple[Block, ...]
    minutes: int
    section: str = ""
    is_required: bool = True
    is_open: bool = False
    reflection: str = ""
    quizzes: tuple[FolderQuiz, ...] = ()


@dataclass(frozen=True)
class CourseFacts:
    """What ``course.md`` says about the course; codes as in the vocabularies, all optional."""

    title: str = ""
    summary: str = ""
    description_html: str = ""
    language: str = ""
    licence: str = ""
    level: str = ""
    effort_hours: Decimal | None = None
    goals: tuple[str, ...] = ()
    prerequisites: str = ""
    stages: tuple[str, ...] = ()
    action_fields: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    accessibility_notes: str = ""
    competences: tuple[tuple[str, str, int], ...] = ()  # framework, code, level 0..8
    minimum_age: int | None = None  # years; None: as the site does it
    required_competences: tuple[tuple[str, str, int], ...] = ()  # as competences
    required_courses: tuple[str, ...] = ()  # keys
    co_providers: tuple[str, ...] = ()
    image: Picture | None = None
    picture_creator: str = ""  # of all pictures of the folder, as the next two
    picture_licence: str = ""
    picture_source: str = ""
    has_legible_pictures: bool = False  # somebody declares it
    required_share: Decimal | None = None  # 0..1
    requires_quizzes: bool = True
    certificate_months: int | None = None  # 1..120; None: for ever


@dataclass(frozen=True)
class FolderCourse:
    """The whole folder; ``attribution_html`` is what its attribution file says."""

    facts: CourseFacts
    lessons: tuple[FolderLesson, ...]
    losses: tuple[Loss, ...] = ()
    attribution_html: str = ""
    passed_over: tuple[str, ...] = ()  # names of files that are no lessons
