"""What a folder of lessons holds, as frozen values."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class FormatError(ValueError):
    """A file cannot be read; ``str(error)`` names file, line where known, and reason."""


@dataclass(frozen=True)
class Loss:
    """Something that could not come along."""

    file: str
    line: int  # 0: the file as a whole
    what: str
    why: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} ({self.why})"


@dataclass(frozen=True)
class Block:
    """One block of a lesson. ``kind`` is the name of a lesson block, ``value`` what it holds.

    A ``picture`` holds ``path`` (of the image file), ``alt`` and ``caption``.
    """

    kind: str
    value: Any


@dataclass(frozen=True)
class QuestionSource:
    """A question with content as in ``grading.content``; ``lesson`` names where it belongs."""

    type: str
    content: dict[str, Any]
    lesson: str = ""


@dataclass(frozen=True)
class QuizSource:
    """A quiz file. ``attempts`` 0 means any number; ``pass_percent`` 1..100."""

    title: str
    questions: tuple[QuestionSource, ...]
    attempts: int = 0
    pass_percent: int = 60
    is_required: bool = True


@dataclass(frozen=True)
class LessonSource:
    """One lesson file."""

    file: str
    title: str
    blocks: tuple[Block, ...]
    section: str = ""
    minutes: int = 10
    is_required: bool = True
    is_open: bool = False
    quizzes: tuple[QuizSource, ...] = ()
    reflection: str = ""


@dataclass(frozen=True)
class CourseSource:
    """A whole folder. ``meta`` is the front matter of ``course.md``, if there is one."""

    folder: Path
    meta: dict[str, Any]
    description: str  # HTML of paragraphs and lists
    lessons: tuple[LessonSource, ...]
    losses: tuple[Loss, ...] = field(default=())
