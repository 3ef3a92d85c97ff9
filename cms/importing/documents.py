"""Makes draft lessons out of one document: Word, Markdown, HTML, or a packed folder of them."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _, override

from cms.archiving import Outcome
from cms.importing.lessons import ImportUnreadableError, LessonMaker
from cms.importing.pictures import Pictures
from cms.importing.wording import (
    CHANGES,
    docx_error_in_words,
    error_in_words,
    loss_in_words,
    summary_in_words,
)
from cms.models import CoursePage
from courses.formats.docx import DocxError, read_docx
from courses.formats.markdown_course import CourseFormatError, FolderCourse, Loss, read_folder
from lms.common.archive import unpack
from lms.records.actions import record_event

_WITHIN = "__MACOSX"  # what a Mac packs along


def insert_document(
    *, file: Path, name: str, course: CoursePage, actor_key: str, at: datetime
) -> Outcome:
    """Put what a document says as draft lessons at the end of a course.

    Args:
        file: Where it lies; folders are made beside it.
        name: What it was called; its ending says what it is.
        course: Whose lessons they become.
        actor_key: Who did it.
        at: When.

    Raises:
        ImportUnreadableError: Nobody can read it. Nothing is kept.
        ArchiveRefusedError: It is packed in a way that is refused.
    """
    partner = course.get_parent().specific.partner
    pictures = Pictures(partner)
    try:
        read = _READERS[ending_of(name)](file, name)
        language = course.locale.language_code
        with override(language), transaction.atomic():
            maker = LessonMaker(partner, language, pictures, at, author_key=actor_key)
            pages = [maker.add(course, lesson) for lesson in read.lessons]
            _record(course, lessons=len(pages), actor_key=actor_key, at=at)
    except CourseFormatError as error:
        pictures.forget()
        raise ImportUnreadableError(error_in_words(error)) from error
    except BaseException:
        pictures.forget()
        raise
    changed, losses = _report(read, maker)
    kept = summary_in_words(lessons=len(pages), questions=maker.questions, pictures=len(pictures))
    return Outcome(pages[0], kept, losses, changed)


def _record(course: CoursePage, *, lessons: int, actor_key: str, at: datetime) -> None:
    record_event(
        action="lesson_imported",
        object_type="course_page",
        object_key=str(course.translation_key),
        actor_key=actor_key,
        partner_key=course.get_parent().specific.partner.key,
        data={"lessons": lessons},
        at=at,
    )


def _report(read: FolderCourse, maker: LessonMaker) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What became something else, and what was left out, in words."""
    found = sorted([*read.losses, *maker.losses])
    changed = [loss_in_words(loss) for loss in found if loss.kind in CHANGES]
    losses = [loss_in_words(loss) for loss in found if loss.kind not in CHANGES]
    losses += [_("Nicht gelesen: %(name)s") % {"name": other} for other in read.passed_over]
    return tuple(changed), tuple(losses)


def ending_of(name: str) -> str:
    """The ending of a file name, in small letters."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _text(file: Path, name: str) -> FolderCourse:
    """One text; images it names cannot come along."""
    folder = file.parent / "text"
    folder.mkdir()
    shutil.copyfile(file, folder / f"1.{ending_of(name)}")
    return _renamed(read_folder(folder), name)


def _packed(file: Path, _name: str) -> FolderCourse:
    """A packed folder, or a folder with the lessons in one folder further down."""
    folder = file.parent / "packed"
    unpack(file, folder)
    inner = [path for path in folder.iterdir() if path.name != _WITHIN]
    is_wrapped = len(inner) == 1 and inner[0].is_dir()
    return read_folder(inner[0] if is_wrapped else folder)


def _word(file: Path, name: str) -> FolderCourse:
    """A Word document: written as HTML beside its images, then read like any other text."""
    folder = file.parent / "word-document"
    unpack(file, folder)
    try:
        text = read_docx(folder)
    except DocxError as error:
        raise ImportUnreadableError(docx_error_in_words(error)) from error
    lesson = file.parent / "text"
    lesson.mkdir()
    if (media := folder / "word" / "media").is_dir():
        (lesson / "word").mkdir()
        shutil.move(media, lesson / "word" / "media")
    title = name.rsplit(".", 1)[0]
    (lesson / "1.html").write_text(text.html or f"<p>{escape(title)}</p>", encoding="utf-8")
    read = read_folder(lesson)
    own = (Loss("1.html", 0, kind, detail) for kind, detail in text.losses)
    return _renamed(replace(read, losses=(*read.losses, *own)), name)


def _renamed(read: FolderCourse, name: str) -> FolderCourse:
    """Let report and title name the file as its author knows it."""
    stem = name.rsplit(".", 1)[0]
    lessons = (
        replace(lesson, title=stem[:200]) if lesson.title == "1" else lesson
        for lesson in read.lessons
    )
    is_word = ending_of(name) == "docx"  # its lines are nobody's
    losses = (replace(loss, file=name, line=0 if is_word else loss.line) for loss in read.losses)
    return replace(read, lessons=tuple(lessons), losses=tuple(dict.fromkeys(losses)))


_READERS: dict[str, Callable[[Path, str], FolderCourse]] = {
    "docx": _word,
    "zip": _packed,
    **dict.fromkeys(("md", "markdown", "html", "htm"), _text),
}
ENDINGS = tuple(_READERS)
