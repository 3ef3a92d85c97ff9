"""Serialises a clean tree as the few elements of rich text, or as plain text."""

import re
from collections.abc import Callable
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
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RICH = {"p", "ul", "ol", "div", "blockquote", *HEADINGS}
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r"(?:\s*<br/>\s*)+")
_EDGES = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
_SPACES = re.compile(r" {2,}| (?=</?[uo]l>)")
_EMPTY = re.compile(r"<(b|i|code|sub|sup)>\s*</\1>")
BULLET = "• "


def plain(element: HtmlElement) -> str:
    """All words of an element on one line."""
    return _SPACE.sub(" ", str(element.text_content())).strip()


def holds(element: HtmlElement, *tags: str) -> bool:
    """Tell whether one of these elements stands anywhere inside."""
    return next(element.iterdescendants(*tags), None) is not None


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
        self._special: dict[str, Callable[[HtmlElement], str]] = {
            "br": lambda element: "<br/>",
            "img": self._put_aside,
            "iframe": self._put_aside,
            "ul": self.list,
            "ol": self.list,
            "a": self._link,
            "pre": self._code,
        }

    def paragraph(self, html: str) -> str:
        """Wrap inline HTML; nothing when it holds no words."""
        tidy = self.tidy(html)
        return f"<p>{tidy}</p>" if tidy else ""

    def tidy(self, html: str) -> str:
        """Drop empty elements and breaks at the edges; one break is enough between lines."""
        broken = _BREAKS.sub("<br/>", _EMPTY.sub("", html))
        return _EDGES.sub("", _SPACES.sub(_one_space, broken))

    def content(self, element: HtmlElement) -> str:
        """Everything inside an element as inline HTML."""
        parts = [text_of(element.text)]
        for child in element:
            parts.extend((self.inline(child), text_of(child.tail)))
        return "".join(parts)

    def rich(self, element: HtmlElement) -> str:
        """Everything inside an element as paragraphs and lists."""
        parts: list[str] = []
        loose = [text_of(element.text)]
        for child in element:
            if child.tag in _RICH:
                parts.extend((self.paragraph("".join(loose)), self._block(child)))
                loose = []
            else:
                loose.append(self.inline(child))
            loose.append(text_of(child.tail))
        return "".join([*parts, self.paragraph("".join(loose))])

    def _block(self, element: HtmlElement) -> str:
        if element.tag in {"ul", "ol"}:
            return self.list(element)
        if element.tag == "p":
            return self.paragraph(self.content(element))
        if element.tag in HEADINGS:
            return self.paragraph(f"<b>{self.content(element)}</b>")
        return self.rich(element)

    def inline(self, element: HtmlElement) -> str:
        """One element as inline HTML; lists stay lists."""
        tag = str(element.tag)
        if write := self._special.get(tag):
            return write(element)
        inner = self.content(element)
        if tag in _INLINE and inner.strip():
            return f"<{_INLINE[tag]}>{inner}</{_INLINE[tag]}>"
        return f"<br/>{inner}<br/>" if tag in _BLOCKS else inner

    def _put_aside(self, element: HtmlElement) -> str:
        self.aside.append(element)
        return ""

    def _code(self, element: HtmlElement) -> str:
        rows = (escape(row, quote=False) for row in str(element.text_content()).splitlines())
        return f"<br/><code>{'<br/>'.join(rows)}</code><br/>"

    def list(self, element: HtmlElement) -> str:
        """A list with its nested lists; what is no item becomes one."""
        tag, items = str(element.tag), []
        for child in element:
            inner = self.content(child) if child.tag == "li" else self.inline(child)
            tidy = self.tidy(inner)
            if tidy:
                items.append(f"<li>{tidy}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>" if items else ""

    def _link(self, element: HtmlElement) -> str:
        inner, href = self.content(element), (element.get("href") or "").strip()
        if not inner.strip() or not href:
            return inner
        if href.startswith("#") or urlsplit(href).scheme in SCHEMES:
            return f'<a href="{escape(href)}">{inner}</a>'
        self.source.lose(LossKind.RELATIVE_LINK, href)
        return inner


def _one_space(spaces: re.Match[str]) -> str:
    return " " if len(spaces[0]) > 1 else ""


def text_of(text: str | None) -> str:
    """Words between elements, escaped, with single spaces."""
    return escape(_SPACE.sub(" ", text or ""), quote=False)
