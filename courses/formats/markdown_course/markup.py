"""Turns Markdown or HTML into lesson blocks; whatever runs, frames or styles is left behind."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nh3
from lxml import html as parser
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from courses.formats.markdown_course.values import Block, Loss

# Looked for in the source line by line, so that the report names the line of the author's file.
_RUNS = "Skripte laufen hier nicht"
_ALIEN = "Fremdes wird nicht eingebettet"
_DANGERS = (
    (re.compile(r"<script\b", re.IGNORECASE), "Skript", _RUNS),
    (re.compile(r"<iframe\b", re.IGNORECASE), "Rahmen (iframe)", _ALIEN),
    (re.compile(r"<(object|embed)\b", re.IGNORECASE), "Einbettung", _ALIEN),
    (re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE), "style", "die Seite gestaltet"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), "Ereignis (on…=)", _RUNS),
    (re.compile(r"<(form|input|button)\b", re.IGNORECASE), "Formular", "Formulare gehen verloren"),
    (re.compile(r"<link\b", re.IGNORECASE), "Verweis auf fremde Dateien", "wird nicht geladen"),
    (re.compile(r"<(video|audio)\b", re.IGNORECASE), "Film oder Ton", "bitte hochladen"),
)  # fmt: skip
_GONE = {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "noscript",
         "template", "svg", "video", "audio", "button", "input", "head", "title"}  # fmt: skip
_TEXT = {"p", "ul", "ol", "dl"}
_BOXES = {"div", "section", "article", "main", "header", "footer", "body", "html", "center",
          "figure", "aside", "nav", "span", "figcaption"}  # fmt: skip
_CALLOUT = re.compile(r"^\[!(NOTE|TIP|WARNING|EXAMPLE|IMPORTANT|CAUTION)\]\s*", re.IGNORECASE)
_KINDS = {"note": "info", "important": "info", "tip": "tip", "warning": "warning",
          "caution": "warning", "example": "example"}  # fmt: skip
_INLINE = {"p", "ul", "ol", "li", "a", "b", "i", "br"}
_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}
_SPACE = re.compile(r"\s+")
DEEPEST = 4


def dangers(text: str, file: str) -> list[Loss]:
    """List what will be left behind, with the lines of the source."""
    return [
        Loss(file, number, what, why)
        for number, line in enumerate(text.splitlines(), 1)
        for pattern, what, why in _DANGERS
        if pattern.search(line)
    ]


def rendered(text: str) -> str:
    """Markdown (CommonMark with tables) as HTML; HTML inside passes through for now."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def inline_html(element: HtmlElement) -> str:
    """An element as rich text: emphasis and links are kept, everything else loses its tags."""
    markup = parser.tostring(element, encoding="unicode", with_tail=False)
    for old, new in (("strong", "b"), ("em", "i")):
        markup = re.sub(rf"<(/?){old}\b[^>]*>", rf"<\1{new}>", markup)
    clean = nh3.clean(
        markup,
        tags=_INLINE,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    # Addresses relative to the author's folder lead nowhere here.
    return re.sub(r'<a href="(?![a-z]+:)[^"]*">(.*?)</a>', r"\1", clean, flags=re.DOTALL).strip()


class Reader:
    """Walks one document; collects blocks and losses."""

    def __init__(self, file: str, folder: Path) -> None:
        self.file, self.folder = file, folder
        self.title = ""
        self.level = 1
        self.heading = ""
        self.blocks: list[Block] = []
        self.losses: list[Loss] = []

    def read(self, html: str) -> None:
        """Read a whole document."""
        if html.strip():
            self._walk(parser.fragment_fromstring(html, create_parent="div"))

    def _lose(self, what: str, why: str) -> None:
        self.losses.append(Loss(self.file, 0, what, why))

    def _walk(self, parent: HtmlElement) -> None:
        self._loose(parent.text)
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _GONE:
                self._element(child)
            self._loose(child.tail)

    def _loose(self, text: str | None) -> None:
        words = _SPACE.sub(" ", text or "").strip()
        if words:
            self._text(f"<p>{nh3.clean_text(words)}</p>")

    def _element(self, child: HtmlElement) -> None:
        tag = child.tag
        if re.fullmatch(r"h[1-6]", tag):
            self._heading(child, int(tag[1]))
        elif tag in _TEXT:
            self._paragraph(child)
        elif tag == "img":
            self._picture(child)
        elif tag in self.READERS:
            self.READERS[tag](self, child)
        elif tag in _BOXES or len(child):
            self._walk(child)
        elif tag not in {"hr", "br"} and child.text_content().strip():
            self._text(f"<p>{inline_html(child)}</p>")

    def _heading(self, child: HtmlElement, level: int) -> None:
        words = _SPACE.sub(" ", child.text_content()).strip()[:150]
        if not words:
            return
        if not self.title and level == 1:
            self.title = words
            return
        self.level = min(max(2, level), self.level + 1, DEEPEST)
        self.heading = words
        self.blocks.append(Block("heading", {"text": words, "level": str(self.level)}))

    def _paragraph(self, child: HtmlElement) -> None:
        for image in child.iter("img"):
            self._picture(image)
        html = inline_html(child)
        if re.sub(r"<[^>]+>|\s", "", html):
            self._text(html if child.tag != "dl" else f"<p>{html}</p>")

    def _text(self, html: str) -> None:
        if self.blocks and self.blocks[-1].kind == "text":
            self.blocks[-1] = Block("text", self.blocks[-1].value + html)
        else:
            self.blocks.append(Block("text", html))

    def _picture(self, child: HtmlElement) -> None:
        address = child.get("src", "")
        alt = _SPACE.sub(" ", child.get("alt", "")).strip()
        path = (self.folder / unquote(address)).resolve()
        if urlsplit(address).scheme or address.startswith("//"):
            self._lose(f"Bild {address}", "liegt auf einer fremden Seite")
        elif path.suffix.lower() not in _IMAGES:
            self._lose(f"Bild {address}", "nur PNG, JPEG, GIF und WebP")
        elif not path.is_file() or self.folder.resolve() not in path.parents:
            self._lose(f"Bild {address}", "die Datei fehlt")
        else:
            if not alt:
                self._lose(f"Bild {address}", "ohne Beschreibung; bitte ergänzen")
            title = child.get("title", "")
            self.blocks.append(Block("picture", {"path": path, "alt": alt, "caption": title}))

    def _quote(self, child: HtmlElement) -> None:
        words = child.text_content().strip()
        match = _CALLOUT.match(words)
        if match is None:
            value = {"text": _SPACE.sub(" ", words), "source": ""}
            self.blocks.append(Block("quote", value))
            return
        inner = "".join(inline_html(part) for part in child)
        text = _CALLOUT.sub("", re.sub(r"^<p>", "", inner), count=1)
        value = {"kind": _KINDS[match[1].lower()], "title": "", "text": f"<p>{text}"}
        self.blocks.append(Block("callout", value))

    def _code(self, child: HtmlElement) -> None:
        code = next(child.iter("code"), child)
        name = code.get("class", "").removeprefix("language-")
        known = {"python", "html", "css", "javascript", "sql", "shell"}
        language = {"js": "javascript", "bash": "shell", "sh": "shell"}.get(name, name)
        value = {"language": language if language in known else "text", "code": code.text_content()}
        self.blocks.append(Block("code", value))

    def _table(self, child: HtmlElement) -> None:
        rows = [
            " | ".join(
                _SPACE.sub(" ", cell.text_content()).replace("|", "/").strip() for cell in row
            )
            for row in child.iter("tr")
        ]
        caption = next((c.text_content().strip() for c in child.iter("caption")), "")
        value = {"caption": caption or self.heading or self.title, "rows": "\n".join(rows)}
        self.blocks.append(Block("table", {**value, "has_row_headers": False}))

    def _details(self, child: HtmlElement) -> None:
        title = next((s.text_content().strip() for s in child.iter("summary")), "")
        for summary in list(child.iter("summary")):
            summary.drop_tree()
        text = "".join(inline_html(part) for part in child) or inline_html(child)
        part = {"title": title[:150] or "…", "text": text}
        if self.blocks and self.blocks[-1].kind == "accordion":
            self.blocks[-1].value["items"].append(part)
        else:
            self.blocks.append(Block("accordion", {"items": [part]}))

    READERS = {
        "blockquote": _quote,
        "pre": _code,
        "table": _table,
        "details": _details,
    }


def _cell(text: str) -> str:
    """A table cell as one line; the bar divides cells and cannot stand in one."""
    return _SPACE.sub(" ", text).replace("|", "/").strip()


def paragraphs(text: str) -> str:
    """Markdown reduced to paragraphs and lists, for descriptions."""
    html = rendered(text)
    if not html.strip():
        return ""
    root = parser.fragment_fromstring(html, create_parent="div")
    return "".join(_kept(root))


def _kept(root: HtmlElement) -> Iterator[str]:
    for child in root:
        if child.tag in _TEXT:
            yield inline_html(child)
