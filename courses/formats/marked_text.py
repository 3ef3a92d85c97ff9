"""Texts of other systems, written in HTML, Markdown or plainly, as the plain text we show."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from courses.formats.questions import Reason, UnfitError

FORMATS = ("html", "markdown", "plain", "moodle")
MAX_SOURCE = 20_000  # characters of a text as it is written
MAX_MARKDOWN = 2000  # its reader takes long over long riddles
_PLAIN = {"p", "div", "span", "br", "html", "body"}  # vanish without anybody missing them
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "hr", "dt", "dd",
    "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "figure",
}  # fmt: skip
_SILENT = {"script", "style", "template", "noscript", "object", "iframe", "svg", "title"}
_MEDIA = {"img", "video", "audio", "object", "iframe", "embed", "svg"}
# No part may hold "<": so no attempt goes beyond the next one, whatever is left open.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})((?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>"""
)
_ALT = re.compile(r"""\balt\s*=\s*(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark", {"html": True})


def shown(source: str, written: str) -> tuple[str, frozenset[Reason]]:
    """The text without markup, and what is lost of it."""
    source = source.strip()
    if written == "markdown" and len(source) <= MAX_MARKDOWN:
        source = _MARKDOWN.render(source)
    if written in ("html", "markdown") or (written == "moodle" and _TAG.search(source)):
        words = _Words()
        text = words.gather(_without_comments(source))
        return text, frozenset(words.lost)
    return source, frozenset()


def as_written(
    text: str, originals: Mapping[str, tuple[str, str]], written: str
) -> tuple[str, str]:
    """How a shown text is written out: format and source, its original where it is known.

    Others are written in the format ``written`` if they mean the same in it, else plainly.
    """
    if text in originals and originals[text][0] in FORMATS:
        return originals[text]
    is_short = written != "markdown" or len(text) <= MAX_MARKDOWN
    means_itself = written in FORMATS and shown(text, written)[0] == text
    return (written if is_short and means_itself else "plain"), text


@dataclass
class Texts:
    """Reads the texts of one question; remembers how they were written and what was lost.

    ``written`` is the format where a text does not say its own.
    """

    written: str = "moodle"
    lost: set[Reason] = field(default_factory=set)
    _seen: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def read(
        self, source: str, written: str = "", *, usual: str = "", is_line: bool = False
    ) -> str:
        """The text as we show it.

        Args:
            source: As it was written.
            written: Its format, where it says so.
            usual: The format texts of its sort have otherwise, if not the question's.
            is_line: It must stand on one line.

        Raises:
            UnfitError: It is too long for any question.
        """
        usual = usual or self.written
        pair = (written or usual, source.strip())
        if len(source) > (MAX_MARKDOWN if pair[0] == "markdown" else MAX_SOURCE):
            raise UnfitError(Reason.LONG_TEXT)
        text, lost = shown(pair[1], pair[0])
        self.lost |= lost
        if is_line:
            text = " ".join(text.split())
        if text:
            kept = None if pair == (usual, text) else pair
            if self._seen.setdefault(text, kept) != kept:
                self.lost.add(Reason.SAME_TEXT)
        return text

    @property
    def originals(self) -> dict[str, tuple[str, str]]:
        """Texts that are not what they seem: shown → format and source."""
        return {text: pair for text, pair in self._seen.items() if pair}


class _Words:
    """Gathers the words between tags; every block stands on lines of its own."""

    def __init__(self) -> None:
        self.lost: set[Reason] = set()
        self._pieces: list[str] = []
        self._silent = ""  # the tag whose inside nobody is to read

    def gather(self, source: str) -> str:
        """The words of HTML, in time that grows with its length and no faster."""
        end = 0
        for tag in _TAG.finditer(source):
            self._add(source[end : tag.start()])
            self._meet(tag[2].lower(), tag[3], is_end=bool(tag[1]))
            end = tag.end()
        self._add(source[end:])
        lines = "".join(self._pieces).split("\n")
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _add(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(" ".join(html.unescape(data).split("\n")))

    def _meet(self, name: str, attributes: str, *, is_end: bool) -> None:
        if self._silent:
            self._silent = "" if is_end and name == self._silent else self._silent
            return
        self._note(name)
        if name in _SILENT and not is_end and not attributes.endswith("/"):
            self._silent = name
        elif name == "img":
            alt = _ALT.search(attributes)
            self._pieces.append(f" {html.unescape(alt[2])} " if alt else " ")
        elif name in _BLOCKS:
            self._pieces.append("\n- " if name == "li" and not is_end else "\n")
        elif name in ("td", "th"):
            self._pieces.append(" ")

    def _note(self, name: str) -> None:
        if name in _MEDIA:
            self.lost.add(Reason.MEDIA)
        elif name in ("script", "style"):
            self.lost.add(Reason.SCRIPT)
        elif name not in _PLAIN:
            self.lost.add(Reason.MARKUP)


def _without_comments(source: str) -> str:
    pieces = []
    while source:
        before, opened, rest = source.partition("<!--")
        pieces.append(before)
        source = rest.partition("-->")[2] if opened else ""
    return "".join(pieces)
