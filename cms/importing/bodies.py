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
    return _WRITERS[type(block)](block)


def _table(table: Table) -> Value:
    return "table", {
        "caption": table.caption or _("Tabelle"),
        "rows": "\n".join(" | ".join(row) for row in table.rows),
        "has_row_headers": table.has_row_headers,
    }


def _callout(box: Callout) -> Value:
    return "callout", {"kind": box.kind, "title": "", "text": box.html}


def _code(code: Code) -> Value:
    return "code", {"code": code.code, "language": _LANGUAGES.get(code.language, "text")}


def _accordion(accordion: Accordion) -> Value:
    return "accordion", {"items": [{"title": t, "text": html} for t, html in accordion.items]}


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
        "time_limit": quiz.time_limit,
        "cool_down": quiz.cool_down,
        "parts": [{"version": pk} for pk in versions],
    }


_WRITERS: dict[type, Callable[[Any], Value]] = {
    Text: lambda text: ("text", text.html),
    Heading: lambda heading: ("heading", {"text": heading.text, "level": str(heading.level)}),
    Quote: lambda quote: ("quote", {"text": quote.text, "source": quote.source}),
    Term: lambda term: ("glossary", {"term": term.term, "definition": term.definition}),
    Callout: _callout,
    Code: _code,
    Accordion: _accordion,
    Table: _table,
    Frame: _frame,
}
