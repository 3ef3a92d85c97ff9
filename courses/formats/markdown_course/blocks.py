"""Cuts a clean tree into the blocks of a lesson."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from courses.formats.markdown_course import tables
from courses.formats.markdown_course.markup import Source
from courses.formats.markdown_course.shapes import (
    Accordion,
    Block,
    Callout,
    Code,
    Frame,
    Heading,
    LossKind,
    Picture,
    Quote,
    Table,
    Term,
    Text,
)
from courses.formats.markdown_course.wording import Writer, lines_of, plain

_ALERT = re.compile(r"^<p>\s*\[!(\w+)\]\s*(?:<br/>)?\s*", re.IGNORECASE)
_WORD = re.compile(r"^<p>(?:<b>)?\s*(\w+)(?:</b>)?\s*[!:]")
_BOX = re.compile(r"info|hint|note|tipp?|warn|danger|caution|example|beispiel")
_KINDS = {
    "note": "info", "info": "info", "hint": "info", "hinweis": "info", "important": "info",
    "wichtig": "info", "tip": "tip", "tipp": "tip", "warning": "warning", "warn": "warning",
    "caution": "warning", "danger": "warning", "achtung": "warning", "warnung": "warning",
    "example": "example", "beispiel": "example",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {"div", "figcaption", "dl", "tbody", "thead", "tfoot", "caption"}
_LONGEST_HEADING = 150  # characters
_LEVELS = range(2, 5)
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#-]+)")
_CITED = re.compile(r"^(?:—|–|--)\s*")


class Cutter:
    """Reads one file; ``title`` is its first heading of level 1, unless one was given."""

    def __init__(self, source: Source, title: str = "") -> None:
        self.source = source
        self.title = title
        self.blocks: list[Block] = []
        self._given_title = title
        self._words: list[str] = []
        self._loose: list[str] = []
        self._open_levels: list[int] = []
        self._handlers: dict[str, Callable[[HtmlElement], None]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "blockquote": self._quote,
            "pre": self._code,
            "table": self._table,
            "figure": self._figure,
            "details": self._details,
            "dt": self._term,
            "dd": lambda element: None,
            "hr": lambda element: None,
            "iframe": self._frame,
            "img": self._picture,
            **dict.fromkeys(_HEADINGS, self._heading),
        }

    def cut(self) -> tuple[Block, ...]:
        """All blocks in order."""
        self._walk(self.source.tree)
        self._flush()
        return tuple(self.blocks)

    def _walk(self, element: HtmlElement) -> None:
        writer = Writer(self.source)
        self._loose.append(_escaped(writer, element.text))
        for child in element:
            tag = str(child.tag)
            if handler := self._handlers.get(tag):
                self._end_loose()
                handler(child)
            elif tag in _CONTAINERS:
                self._end_loose()
                self._container(child)
            else:
                self._loose.append(writer.inline(child))
                self._put_aside(writer)
            self._loose.append(_escaped(writer, child.tail))
        self._end_loose()

    def _end_loose(self) -> None:
        """Words that stood in no paragraph become one."""
        html = Writer(self.source).paragraph("".join(self._loose))
        self._loose.clear()
        if html:
            self._words.append(html)

    def _flush(self) -> None:
        """Close the running text: a block follows."""
        if self._words:
            self.blocks.append(Text("".join(self._words)))
            self._words = []

    def _add(self, block: Block) -> None:
        self._flush()
        self.blocks.append(block)

    def _put_aside(self, writer: Writer) -> None:
        """Images and frames that stood inside words follow them."""
        aside, writer.aside = writer.aside, []
        if aside:
            self._end_loose()
        for element in aside:
            self._handlers[str(element.tag)](element)

    def _rich(self, element: HtmlElement) -> str:
        """Paragraphs and lists of an element as rich text; images inside it come after."""
        inner = Cutter(self.source, self.title)
        inner._handlers = {key: inner._handlers[key] for key in ("p", "ul", "ol", "dd", "hr")}
        inner._handlers["dd"] = inner._paragraph
        inner._put_aside = lambda writer: self._later.extend(writer.aside)  # type: ignore[method-assign]
        self._later: list[HtmlElement] = []
        inner._walk(element)
        return "".join(inner._words)
