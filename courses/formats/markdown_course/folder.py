"""Finds the lessons of a folder and their order; gives them their questions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from courses.formats.markdown_course.blocks import Cutter
from courses.formats.markdown_course.front import Front, divide, facts_of
from courses.formats.markdown_course.markup import Source, from_html, from_markdown
from courses.formats.markdown_course.pictures import located
from courses.formats.markdown_course.quiz import read_quiz
from courses.formats.markdown_course.shapes import (
    Accordion,
    Block,
    Callout,
    Code,
    CourseFacts,
    CourseFormatError,
    FolderCourse,
    FolderLesson,
    FolderQuestion,
    FolderQuiz,
    Loss,
    LossKind,
    Picture,
    Quote,
    Table,
    Term,
    Text,
)
from courses.formats.markdown_course.wording import Writer

COURSE_FILE = "course.md"
_MARKDOWN = {".md", ".markdown"}
_HTML = {".html", ".htm"}
# Texts about the folder, not lessons of it.
_ABOUT = re.compile(
    r"(readme|licen[cs]es?|copying|notice|attribution|contributing|changelog|authors)\b",
    re.IGNORECASE,
)
_QUIZ = re.compile(r"quiz.*\.json", re.IGNORECASE)
_WORDS_A_MINUTE = 150  # people who learn, not skim
_LARGEST = 2_000_000  # bytes of one text
_MOST = 300  # lessons
_TAG = re.compile(r"<[^>]+>")


def read_folder(folder: Path, quizzes: Sequence[Path] = ()) -> FolderCourse:
    """Read a folder.

    Args:
        folder: Holds lessons, perhaps ``course.md``, images and ``quiz*.json``.
        quizzes: Further files of questions.

    Raises:
        CourseFormatError: The folder holds no lesson, or a file cannot be read.
    """
    return _Reading(folder).course(quizzes)


class _Reading:
    """One reading of a folder; collects losses on the way."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CourseFormatError(str(folder), "no_folder")
        self.folder = folder
        self.files = sorted((file for file in folder.iterdir() if file.is_file()), key=_natural)
        self.losses: list[Loss] = []
        self.used_quizzes: set[str] = set()

    def course(self, quizzes: Sequence[Path]) -> FolderCourse:
        """Read everything."""
        texts = [file for file in self.files if _is_lesson(file)]
        if not texts or len(texts) > _MOST:
            raise CourseFormatError(self.folder.name, "lesson_count", str(len(texts)))
        facts, sections = self._course_file()
        lessons = [self._lesson(file, section) for file, section in _ordered(texts, sections)]
        loose = [
            file
            for file in self.files
            if _QUIZ.fullmatch(file.name) and file.name not in self.used_quizzes
        ]
        for file in [*loose, *quizzes]:
            lessons = self._distributed(lessons, read_quiz(file.name, self._text(file)), file.name)
        return FolderCourse(
            facts=facts,
            lessons=tuple(lessons),
            losses=tuple(sorted(self.losses)),
            attribution_html=self._attribution(),
            passed_over=tuple(
                f.name for f in self.files if f not in texts and f.name != COURSE_FILE
            ),
        )

    def _text(self, file: Path) -> str:
        if not file.is_file():
            raise CourseFormatError(file.name, "file_missing")
        if file.stat().st_size > _LARGEST:
            raise CourseFormatError(file.name, "too_large")
        data = file.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            self.losses.append(Loss(file.name, 0, LossKind.ENCODING))
        return text.replace("\r\n", "\n").replace("\x00", "")

    def _source(self, file: Path) -> tuple[Front, Source]:
        front, body, line = divide(file.name, self._text(file))
        parse = from_html if file.suffix.lower() in _HTML else from_markdown
        return front, parse(file.name, body, line)

    def _course_file(self) -> tuple[CourseFacts, list[tuple[str, tuple[str, ...]]]]:
        file = self.folder / COURSE_FILE
        if file not in self.files:
            return CourseFacts(), []
        front, source = self._source(file)
        facts = facts_of(front, Writer(source).rich(source.tree))
        self.losses.extend(source.losses)
        if facts.image is not None and not facts.image.alt:
            self.losses.append(Loss(file.name, 0, LossKind.COVER_TEXT, facts.image.source))
            facts = replace(facts, image=None)
        elif facts.image is not None:
            facts = replace(facts, image=self._located(facts.image, file.name, 0))
        rows = [Front(file.name, row) for row in front.rows("sections")]
        return facts, [(row.text("title"), row.texts("lessons")) for row in rows]

    def _lesson(self, file: Path, section: str) -> FolderLesson:
        front, source = self._source(file)
        cutter = Cutter(source, front.text("title"))
        blocks = [self._kept(block, source) for block in cutter.cut()]
        kept = tuple(block for block in blocks if block is not None)
        self.losses.extend(source.losses)
        minutes = front.number("minutes") or -(-_word_count(kept) // _WORDS_A_MINUTE) or 1
        return FolderLesson(
            file=file.name,
            title=(cutter.title or _title_from(file))[:200],
            blocks=kept,
            minutes=int(minutes),
            section=(front.text("section") or section)[:120],
            is_required=front.flag("required", default=True),
            is_open=front.flag("open", default=False),
            reflection=front.text("reflection")[:500],
            quizzes=tuple(self._named_quizzes(front)),
        )

    def _named_quizzes(self, front: Front) -> Iterable[FolderQuiz]:
        """Quizzes a lesson names; those under ``practice`` never count."""
        for key in ("practice", "quiz"):
            for name in front.texts(key):
                file = (self.folder / name).resolve()
                if not file.is_relative_to(self.folder.resolve()):
                    raise CourseFormatError(name, "file_missing")
                self.used_quizzes.add(file.name)
                quiz = read_quiz(file.name, self._text(file))
                yield quiz if key == "quiz" else replace(quiz, is_required=False)

    def _kept(self, block: Block, source: Source) -> Block | None:
        if isinstance(block, Picture):
            return self._located(block, source.file, source.image_lines.get(block.source, 0))
        return block

    def _located(self, picture: Picture, file: str, line: int) -> Picture | None:
        return located(picture, self.folder, file=file, line=line, losses=self.losses)

    def _distributed(
        self, lessons: list[FolderLesson], quiz: FolderQuiz, file: str
    ) -> list[FolderLesson]:
        """Give each question to the lesson it names, by title or file; the rest to the last."""
        places = {name.casefold(): i for i, x in enumerate(lessons) for name in _names(x)}
        chosen: dict[int, list[FolderQuestion]] = {}
        for question in quiz.questions:
            index = places.get(question.lesson.casefold())
            if index is None and question.lesson:
                self.losses.append(Loss(file, 0, LossKind.QUIZ_LESSON, question.lesson))
            chosen.setdefault(len(lessons) - 1 if index is None else index, []).append(question)
        parts = {index: replace(quiz, questions=tuple(rows)) for index, rows in chosen.items()}
        return [
            replace(lesson, quizzes=(*lesson.quizzes, parts[index])) if index in parts else lesson
            for index, lesson in enumerate(lessons)
        ]

    def _attribution(self) -> str:
        parts = []
        for file in self.files:
            if file.stem.casefold() == "attribution" and file.suffix.lower() in _MARKDOWN:
                source = from_markdown(file.name, self._text(file))
                parts.append(Writer(source).rich(source.tree))
        return "".join(parts)


def _natural(file: Path) -> list[tuple[int, str]]:
    """Sort key by which ``2-a`` comes before ``10-b``."""
    parts = re.split(r"(\d+)", file.name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _is_lesson(file: Path) -> bool:
    name = file.name
    is_text = file.suffix.lower() in _MARKDOWN | _HTML
    return is_text and name[0] not in "._" and name != COURSE_FILE and not _ABOUT.match(name)


def _ordered(
    lessons: list[Path], sections: list[tuple[str, tuple[str, ...]]]
) -> list[tuple[Path, str]]:
    """Named lessons first, in their sections; the rest follows by name."""
    by_name = {file.name: file for file in lessons}
    ordered: dict[Path, str] = {}
    for title, names in sections:
        for name in names:
            if name not in by_name:
                raise CourseFormatError(COURSE_FILE, "lesson_missing", name)
            ordered[by_name[name]] = title
    return [*ordered.items(), *((file, "") for file in lessons if file not in ordered)]


def _names(lesson: FolderLesson) -> tuple[str, ...]:
    return lesson.title, lesson.file, Path(lesson.file).stem


def _title_from(file: Path) -> str:
    words = re.sub(r"^\d+[\s._-]*", "", file.stem).replace("_", " ").replace("-", " ").strip()
    return (words[:1].upper() + words[1:]) or file.stem


def _word_count(blocks: Iterable[Block]) -> int:
    return sum(len(_TAG.sub(" ", words).split()) for block in blocks for words in _words(block))


def _words(block: Block) -> Iterable[str]:
    match block:
        case Text(html) | Callout(_, html):
            return [html]
        case Quote(text) | Code(text) | Term(_, text):
            return [text]
        case Table(_, rows):
            return [cell for row in rows for cell in row]
        case Accordion(items):
            return [html for _title, html in items]
    return []
