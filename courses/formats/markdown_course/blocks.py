"""Cuts a clean tree into the blocks of a lesson."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

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
    Term,
    Text,
)
from courses.formats.markdown_course.tables import has_layout, table_of
from courses.formats.markdown_course.wording import (
    HEADINGS,
    Writer,
    holds,
    lines_of,
    plain,
    text_of,
)

_ALERT = re.compile(r"^<p>\s*\[!(\w+)\]\s*(?:<br/>)?\s*", re.IGNORECASE)
_WORD = re.compile(r"^(?:<(?:p|ul|ol|li|b|i)>)+\s*(\w+?)s?(?:</[bi]>)*\s*[!:]")
_BOX = re.compile(r"info|hint|note|tip|warn|danger|caution|example|beispiel")
_KINDS = {
    "tip": "tip", "tipp": "tip", "warning": "warning", "warn": "warning", "caution": "warning",
    "danger": "warning", "achtung": "warning", "warnung": "warning", "example": "example",
    "beispiel": "example",
    **dict.fromkeys(["note", "info", "hint", "hinweis", "important", "wichtig"], "info"),
}  # fmt: skip
_PASSED = {"div", "dl", "figcaption", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"}
_LONGEST_HEADING = 150  # characters
_LONGEST_ALT = 300
_DEEPEST = 4
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#-]+)")
_CITED = re.compile(r"^(?:—|–|--)\s*")


class Cutter:
    """Reads one file; ``title`` becomes its first heading of level 1 when it was not given."""

    def __init__(self, source: Source, title: str = "") -> None:
        self.source = source
        self.title = title
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._loose: list[str] = []
        self._writer = Writer(source)
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
            "dd": self._nothing,
            "hr": self._nothing,
            "iframe": self._frame,
            "img": self._picture,
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(_PASSED, self._container),
        }

    def cut(self) -> tuple[Block, ...]:
        """All blocks in order."""
        self._walk(self.source.tree)
        self._flush()
        return tuple(self.blocks)

    def _walk(self, element: HtmlElement) -> None:
        self._loose.append(text_of(element.text))
        for child in element:
            handler = self._handlers.get(str(child.tag))
            if handler is None:
                self._loose.append(self._writer.inline(child))
                self._put_aside()
            else:
                self._end_loose()
                handler(child)
            self._loose.append(text_of(child.tail))
        self._end_loose()

    def _end_loose(self) -> None:
        """Words that stand in no paragraph become one."""
        self._say(self._writer.paragraph("".join(self._loose)))
        self._loose = []

    def _say(self, html: str) -> None:
        if html:
            self._words.append(html)
        self._put_aside()

    def _put_aside(self) -> None:
        """Images and frames that stood inside words follow them."""
        aside, self._writer.aside = self._writer.aside, []
        for element in aside:
            self._handlers[str(element.tag)](element)

    def _flush(self) -> None:
        if self._words:
            self.blocks.append(Text("".join(self._words)))
            self._words = []

    def _add(self, block: Block) -> None:
        self._flush()
        self.blocks.append(block)

    def _nothing(self, element: HtmlElement) -> None:
        """A rule says nothing; a definition was read with its term."""

    def _paragraph(self, element: HtmlElement) -> None:
        self._say(self._writer.paragraph(self._writer.content(element)))

    def _list(self, element: HtmlElement) -> None:
        self._say(self._writer.list(element))

    def _container(self, element: HtmlElement) -> None:
        box = _BOX.search(str(element.get("class") or "").lower())
        if box is None:
            self._walk(element)
            return
        html = self._writer.rich(element)
        if html:
            self._add(Callout(_KINDS[box[0]], html))
        self._put_aside()

    def _heading(self, element: HtmlElement) -> None:
        text, level = plain(element), HEADINGS[str(element.tag)]
        images = list(element.iter("img"))
        if level == 1 and text and self.title in {"", text}:
            self.title = text
        elif len(text) > _LONGEST_HEADING:
            self._say(self._writer.paragraph(f"<b>{text_of(text)}</b>"))
        elif text:
            self._add(Heading(text, self._level(level)))
        for image in images:
            self._picture(image)

    def _level(self, level: int) -> int:
        """Begin with 2 and never go down more than one step, whatever the source did."""
        while self._open_levels and self._open_levels[-1] >= level:
            self._open_levels.pop()
        self._open_levels.append(level)
        return min(len(self._open_levels) + 1, _DEEPEST)

    def _quote(self, element: HtmlElement) -> None:
        html = self._writer.rich(element)
        alert, word = _ALERT.match(html), _WORD.match(html)
        if alert:
            self._add(Callout(_KINDS.get(alert[1].lower(), "info"), "<p>" + html[alert.end() :]))
        elif word and word[1].lower() in _KINDS:
            self._add(Callout(_KINDS[word[1].lower()], html))
        else:
            self._cited(element)
        self._put_aside()

    def _cited(self, element: HtmlElement) -> None:
        if holds(element, "a", "ul", "ol", "table"):
            self.source.lose(LossKind.QUOTE_MARKUP, plain(element)[:60])
        lines = lines_of(element).split("\n")
        source = ""
        if len(lines) > 1 and _CITED.match(lines[-1]):
            source = _CITED.sub("", lines.pop())[:200]
        if any(lines):
            self._add(Quote("\n".join(lines), source))

    def _code(self, element: HtmlElement) -> None:
        code = str(element.text_content()).rstrip("\n")
        classes = " ".join(str(child.get("class") or "") for child in element.iter("code"))
        language = _LANGUAGE.search(classes)
        if code.strip():
            self._add(Code(code, language[1].lower() if language else ""))

    def _table(self, element: HtmlElement) -> None:
        if has_layout(element):
            self._walk(element)
            return
        headings = [block.text for block in self.blocks if isinstance(block, Heading)]
        table = table_of(element, self.source, headings[-1] if headings else self.title)
        if table is not None:
            self._add(table)
        for image in element.iter("img"):
            self._picture(image)

    def _figure(self, element: HtmlElement) -> None:
        captions = [plain(child) for child in element.iter("figcaption")]
        images = list(element.iter("img"))
        if not images:
            self._walk(element)
        for image in images:
            self._picture(image, " ".join(captions)[:_LONGEST_ALT])

    def _details(self, element: HtmlElement) -> None:
        titles = [child for child in element if child.tag == "summary"]
        for child in titles:
            child.drop_tree()
        html = self._writer.rich(element)
        item = (plain(titles[0])[:150] if titles else "…", html)
        self._flush()
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Accordion):
            self.blocks[-1] = Accordion((*last.items, item))
        elif html:
            self.blocks.append(Accordion((item,)))
        self._put_aside()

    def _term(self, element: HtmlElement) -> None:
        follower = element.getnext()
        if follower is not None and follower.tag == "dd":
            self._add(Term(plain(element)[:120], lines_of(follower)))
        else:
            self._say(self._writer.paragraph(self._writer.content(element)))

    def _frame(self, element: HtmlElement) -> None:
        url = str(element.get("src") or "")
        if urlsplit(url).scheme == "https":
            self._add(Frame(url, str(element.get("title") or "")))

    def _picture(self, element: HtmlElement, caption: str = "") -> None:
        source = str(element.get("src") or "")
        alt = str(element.get("alt") or element.get("title") or "").strip()
        self._add(Picture(source, alt[:_LONGEST_ALT], caption if caption != alt else ""))
