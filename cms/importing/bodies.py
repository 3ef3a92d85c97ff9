"""Turns what was read from a file into the blocks of a lesson's body."""

from collections.abc import Callable
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from cms.blocks.media import provider
from courses.formats.markdown_course import FolderLesson, FolderQuiz
from courses.formats.markdown_course.shapes import (
    Accordion,
    Block,
    Callout,
    Code,
    Frame,
    Heading,
    Picture,
    Quote,
    Table,
    Term,
    Text,
)

Value = tuple[str, Any]
# A stored image, or None where the file could not be used.
FindImage = Callable[[Picture], Any | None]
# Ids of the question versions of a quiz, in order.
StoreQuestions = Callable[[FolderQuiz], list[int]]
_LANGUAGES = {
    "python": "python", "py": "python", "html": "html", "xml": "html", "css": "css",
    "javascript": "javascript", "js": "javascript", "sql": "sql", "shell": "shell",
    "sh": "shell", "bash": "shell", "console": "shell",
}  # fmt: skip


def body_of(
    lesson: FolderLesson, *, find_image: FindImage, store_questions: StoreQuestions
) -> list[Value]:
    """The body of a lesson page: what was read, then the note, then the tests."""
    body = [value for block in lesson.blocks if (value := _value(block, find_image))]
    if lesson.reflection:
        body.append(("reflection", {"prompt": lesson.reflection}))
    body.extend(_quiz(quiz, store_questions(quiz)) for quiz in lesson.quizzes)
    return body


def _value(block: Block, find_image: FindImage) -> Value | None:
    if isinstance(block, Picture):
        return _picture(block, find_image(block))
    if isinstance(block, Frame):
        return _frame(block)
    return _words(block)


def _words(block: Block) -> Value | None:
    match block:
        case Text(html):
            return "text", html
        case Heading(text, level):
            return "heading", {"text": text, "level": str(level)}
        case Quote(text, source):
            return "quote", {"text": text, "source": source}
        case Callout(kind, html):
            return "callout", {"kind": kind, "title": "", "text": html}
        case Term(term, definition):
            return "glossary", {"term": term, "definition": definition}
        case Code(code, language):
            return "code", {"code": code, "language": _LANGUAGES.get(language, "text")}
    return _grouped(block)


def _grouped(block: Block) -> Value | None:
    match block:
        case Accordion(items):
            return "accordion", {"items": [{"title": t, "text": html} for t, html in items]}
        case Table(caption, rows, has_row_headers):
            return "table", {
                "caption": caption or _("Tabelle"),
                "rows": "\n".join(" | ".join(row) for row in rows),
                "has_row_headers": has_row_headers,
            }
    return None


def _picture(picture: Picture, image: Any | None) -> Value | None:
    if image is None:
        return None
    return "picture", {
        "image": image,
        "alt": picture.alt,
        "is_decorative": not picture.alt,
        "caption": picture.caption,
        "credit": "",
    }


def _frame(frame: Frame) -> Value:
    """A link: to platforms on the list with a note, to others plain."""
    title = frame.title or _("Inhalt auf einer anderen Seite")
    if provider(frame.url):
        return "embed", {"title": title[:150], "url": frame.url, "description": ""}
    return "text", f'<p><a href="{escape(frame.url)}">{escape(title)}</a></p>'


def _quiz(quiz: FolderQuiz, versions: list[int]) -> Value:
    return "quiz", {
        "title": quiz.title or _("Test"),
        "is_required": quiz.is_required,
        "pass_percent": quiz.pass_percent,
        "attempts": quiz.attempts,
        "shuffles": False,
        "parts": [{"version": pk} for pk in versions],
    }
