"""Serialises a clean tree as the few elements of rich text, or as plain text."""

import re
from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from courses.formats.markdown_course.markup import SCHEMES, Source
from courses.formats.markdown_course.shapes import LossKind

_INLINE = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "sub": "sub", "sup": "sup",
}  # fmt: skip
# Their words stand on lines of their own.
_BLOCKS = {
    "p", "div", "blockquote", "pre", "table", "tr", "dl", "dt", "dd", "figure", "figcaption",
    "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r"(?:\s*<br/>\s*)+")
_EDGES = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
_EMPTY = re.compile(r"<(b|i|code|sub|sup)>\s*</\1>")
BULLET = "• "


def plain(element: HtmlElement) -> str:
    """All words of an element on one line."""
    return _SPACE.sub(" ", str(element.text_content())).strip()


def lines_of(element: HtmlElement) -> str:
    """The words of an element with its lines and list items kept apart."""
    parts: list[str] = []
    _collect_lines(element, parts)
    lines = [_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n")]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _collect_lines(element: HtmlElement, parts: list[str]) -> None:
    parts.append(_SPACE.sub(" ", element.text or ""))
    for child in element:
        breaks = child.tag in _BLOCKS or child.tag in {"br", "li", "ul", "ol"}
        if breaks:
            parts.append("\n" + (BULLET if child.tag == "li" else ""))
        _collect_lines(child, parts)
        if breaks and child.tag != "br":
            parts.append("\n")
        parts.append(_SPACE.sub(" ", child.tail or ""))


class Writer:
    """Writes rich text; images and frames it meets are put aside for blocks of their own."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.aside: list[HtmlElement] = []

    def paragraph(self, html: str) -> str:
        """Wrap inline HTML; nothing when it holds no words."""
        tidy = self.tidy(html)
        return f"<p>{tidy}</p>" if tidy else ""

    def tidy(self, html: str) -> str:
        """Drop empty elements and breaks at the edges; one break is enough between lines."""
        return _EDGES.sub("", _BREAKS.sub("<br/>", _EMPTY.sub("", html)))

    def content(self, element: HtmlElement) -> str:
        """Everything inside an element as inline HTML."""
        parts = [_text(element.text)]
        for child in element:
            parts.extend((self.inline(child), _text(child.tail)))
        return "".join(parts)

    def inline(self, element: HtmlElement) -> str:
        """One element as inline HTML; lists stay lists."""
        tag = str(element.tag)
        if tag == "br":
            return "<br/>"
        if tag in {"img", "iframe"}:
            self.aside.append(element)
            return ""
        if tag in {"ul", "ol"}:
            return self.list(element)
        if tag == "a":
            return self._link(element)
        if tag == "pre":
            rows = (escape(row, quote=False) for row in element.text_content().splitlines())
            return f"<br/><code>{'<br/>'.join(rows)}</code><br/>"
        inner = self.content(element)
        if tag in _INLINE:
            name = _INLINE[tag]
            return f"<{name}>{inner}</{name}>" if inner.strip() else inner
        return f"<br/>{inner}<br/>" if tag in _BLOCKS else inner

    def list(self, element: HtmlElement) -> str:
        """A list with its nested lists; what is no item becomes one."""
        items = []
        for child in element:
            inner = self.content(child) if child.tag == "li" else self.inline(child)
            tidy = self.tidy(inner)
            if tidy:
                items.append(f"<li>{tidy}</li>")
        return f"<{element.tag}>{''.join(items)}</{element.tag}>" if items else ""

    def _link(self, element: HtmlElement) -> str:
        inner, href = self.content(element), (element.get("href") or "").strip()
        if not inner.strip() or not href:
            return inner
        if href.startswith("#") or urlsplit(href).scheme in SCHEMES:
            return f'<a href="{escape(href)}">{inner}</a>'
        self.source.lose(LossKind.RELATIVE_LINK, href)
        return inner


def _text(text: str | None) -> str:
    return escape(_SPACE.sub(" ", text or ""), quote=False)
