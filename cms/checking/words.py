"""Checks words: links that say where they lead, and how hard the text is to read."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import html

from cms.checking.findings import Finding, hint
from cms.checking.reading import grade
from cms.checking.written import WrittenCourse

_SILENT = {
    "hier", "da", "dort", "link", "mehr", "weiter", "weiterlesen", "mehr erfahren", "mehr lesen",
    "hier klicken", "klicken", "klicken sie hier", "klick hier", "hier entlang", "siehe hier",
    "diese seite", "dieser link", "website", "webseite", "seite", "quelle", "download",
    "here", "click here", "more", "read more", "learn more", "this page", "this link", "source",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PARAGRAPHS = ("p", "li")


def silent_links(course: WrittenCourse) -> Iterator[Finding]:
    """Links whose words do not say where they lead: read out alone, they mean nothing."""
    for lesson in course.lessons:
        for block in lesson.body:
            for words in (label for source in _rich_texts(block) for label in _links(source)):
                if says_nothing(words):
                    message = _("Der Link „%(words)s“ sagt nicht, wohin er führt.")
                    found = message % {"words": words[:60]}
                    yield hint("silent_link", lesson, found, block_id=str(block.id))


def reading_level(course: WrittenCourse) -> Iterator[Finding]:
    """Which school grade reads the course, with its hardest lesson; German texts only."""
    if course.language != "de":
        return
    texts = {lesson: paragraphs(lesson) for lesson in course.lessons}
    whole = grade(text for lesson in texts.values() for text in lesson)
    if whole is None:
        return
    grades = {lesson: found for lesson, text in texts.items() if (found := grade(text))}
    hardest = max(grades, key=lambda lesson: grades[lesson], default=course.lessons[0])
    message = _("Der Kurs liest sich wie ein Text für Klasse %(grade)d (Wiener Sachtextformel).")
    if grades.get(hardest, 0) > whole:
        message = _(
            "Der Kurs liest sich wie ein Text für Klasse %(grade)d, die schwerste Lektion wie "
            "einer für Klasse %(hardest)d (Wiener Sachtextformel)."
        )
    numbers = {"grade": whole, "hardest": grades.get(hardest)}
    yield hint("reading_level", hardest, message % numbers)


def says_nothing(words: str) -> bool:
    """Tell whether the words of a link are an address or one of those that fit any link."""
    plain = words.strip().strip(".:!>→»… ").casefold()
    return not plain or plain in _SILENT or _ADDRESS.fullmatch(plain) is not None


def plain_text(source: str) -> str:
    """The words of rich text."""
    return " ".join(_tree(source).text_content().split())


def paragraphs(lesson: Any) -> list[str]:
    """The running text of a lesson, a paragraph or entry of a list each."""
    found = [
        " ".join(element.text_content().split())
        for block in lesson.body
        for source in _rich_texts(block)
        for element in _tree(source).iter(*_PARAGRAPHS)
    ]
    found += [b.value["definition"] for b in lesson.body if b.block_type == "glossary"]
    return [text for text in found if text]


def _rich_texts(block: Any) -> Iterator[str]:
    if block.block_type == "text":
        yield block.value.source
    elif block.block_type == "callout":
        yield block.value["text"].source
    elif block.block_type == "accordion":
        yield from (item["text"].source for item in block.value["items"])


def _links(source: str) -> Iterator[str]:
    for link in _tree(source).iter("a"):
        yield " ".join(str(link.text_content()).split())


def _tree(source: str) -> html.HtmlElement:
    return html.fragment_fromstring(source, create_parent="div")
