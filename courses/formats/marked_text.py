"""Texts of other systems, written in HTML, Markdown or plainly, as the plain text we show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from courses.formats.questions import Reason, UnfitError

FORMATS = ("html", "markdown", "plain", "moodle")
MAX_SOURCE = 20_000  # characters of a text as it is written
_PLAIN = {"p", "div", "span", "br", "html", "body"}  # vanish without anybody missing them
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "hr", "dt", "dd",
    "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "figure",
}  # fmt: skip
_SILENT = {"script", "style", "template", "noscript", "object", "iframe", "svg", "title"}
_MEDIA = {"img", "video", "audio", "object", "iframe", "embed", "svg"}
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]*)?/?>")
_MARKDOWN = MarkdownIt("commonmark", {"html": True})


def shown(source: str, written: str) -> tuple[str, frozenset[Reason]]:
    """The text without markup, and what is lost of it."""
    source = source.strip()
    if written == "markdown":
        source = _MARKDOWN.render(source)
    if written in ("html", "markdown") or (written == "moodle" and _TAG.search(source)):
        reader = _Reader()
        reader.feed(source)
        reader.close()
        return reader.text(), frozenset(reader.lost)
    return source, frozenset()


def as_written(
    text: str, originals: Mapping[str, tuple[str, str]], written: str
) -> tuple[str, str]:
    """How a shown text is written out: format and source, its original where it is known.

    Others are written in the format ``written`` if they mean the same in it, else plainly.
    """
    if text in originals and originals[text][0] in FORMATS:
        return originals[text]
    means_itself = written in FORMATS and shown(text, written)[0] == text
    return (written if means_itself else "plain"), text


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
        if len(source) > MAX_SOURCE:
            raise UnfitError(Reason.LONG_TEXT)
        usual = usual or self.written
        pair = (written or usual, source.strip())
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: set[Reason] = set()
        self._pieces: list[str] = []
        self._silent: list[str] = []

    def text(self) -> str:
        lines = "".join(self._pieces).split("\n")
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag)
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._silent:
            return
        elif tag == "img":
            self._pieces.append(f" {dict(attrs).get('alt') or ''} ")
        elif tag in _BLOCKS:
            self._pieces.append("\n- " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
        elif tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(data.replace("\n", " "))

    def _note(self, tag: str) -> None:
        if tag in _MEDIA:
            self.lost.add(Reason.MEDIA)
        elif tag in ("script", "style"):
            self.lost.add(Reason.SCRIPT)
        elif tag not in _PLAIN:
            self.lost.add(Reason.MARKUP)
