"""From Markdown or HTML to a clean tree, with a note of every line that lost something."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from courses.formats.markdown_course.shapes import Loss, LossKind

# Elements the blocks are made of; everything else is dropped, its words are kept.
KEPT = {
    "a", "b", "blockquote", "br", "caption", "cite", "code", "dd", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img",
    "kbd", "li", "ol", "p", "pre", "samp", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "tt", "ul",
}  # fmt: skip
# Without meaning of their own; nobody misses them.
_PLAIN = {
    "abbr", "address", "article", "aside", "body", "center", "col", "colgroup", "head", "header",
    "footer", "hgroup", "html", "main", "mark", "meta", "nav", "picture", "section", "small",
    "span", "time", "title", "u", "var", "wbr", "q", "dfn",
}  # fmt: skip
_NAMED = {
    LossKind.SCRIPT: ("script", "noscript", "template"),
    LossKind.STYLE: ("style", "link", "font", "basefont", "marquee"),
    LossKind.FRAME: ("iframe", "frame", "frameset"),
    LossKind.PLUGIN: ("object", "embed", "applet", "param"),
    LossKind.FORM: ("form", "input", "button", "label", "select", "option", "textarea",
                    "fieldset", "legend"),
    LossKind.MEDIA: ("video", "audio", "source", "track"),
    LossKind.DRAWING: ("svg", "math", "canvas"),
}  # fmt: skip
_LOST = {tag: kind for kind, tags in _NAMED.items() for tag in tags}
_WITH_CONTENT = {
    "script", "noscript", "template", "style", "object", "applet", "select", "textarea", "video",
    "audio", "svg", "math", "canvas", "title", "frameset",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "title"},
    "iframe": {"src", "title"},
    "code": {"class"},
    "div": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}
_ADDRESSED = {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass
class Source:
    """A file as a clean tree; ``image_lines`` and ``table_lines`` say where things stood."""

    file: str
    tree: lxml_html.HtmlElement
    losses: list[Loss] = field(default_factory=list)
    image_lines: dict[str, int] = field(default_factory=dict)

    def lose(self, kind: LossKind, detail: str = "", line: int = 0) -> None:
        """Note a loss."""
        loss = Loss(self.file, line, kind, detail)
        if loss not in self.losses:
            self.losses.append(loss)


class _Watcher(HTMLParser):
    """Notes what a piece of HTML holds that will not be kept."""

    def __init__(self, source: Source, first_line: int, tables: list[int]) -> None:
        super().__init__(convert_charrefs=True)
        self.source, self.first_line, self.tables = source, first_line, tables

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element and its attributes."""
        line = self.first_line + self.getpos()[0] - 1
        values = {name: value or "" for name, value in attrs}
        address = values.get("src") or values.get("href") or values.get("data") or ""
        if tag == "table":
            self.tables.append(line)
        elif tag == "img":
            self.source.image_lines.setdefault(address, line)
        if tag in _LOST:
            self.source.lose(_LOST[tag], f"{tag} {address}".strip(), line)
        elif tag not in KEPT and tag not in _PLAIN:
            self.source.lose(LossKind.ELEMENT, tag, line)
        for name, value in values.items():
            self._attribute(tag, name, value, line)

    def _attribute(self, tag: str, name: str, value: str, line: int) -> None:
        if name.startswith("on"):
            self.source.lose(LossKind.HANDLER, f"{tag} {name}", line)
        elif name == "style":
            self.source.lose(LossKind.STYLE, f"{tag} style", line)
        elif name in _ADDRESSED and not _is_safe(value):
            self.source.lose(LossKind.UNSAFE_LINK, f"{tag} {value[:80]}", line)


def _is_safe(address: str) -> bool:
    # Browsers drop white space and control characters inside a scheme.
    plain = "".join(char for char in address if char > " ")
    try:
        scheme = urlsplit(plain).scheme
    except ValueError:
        return False
    return not scheme or scheme in SCHEMES


def from_markdown(file: str, text: str, first_line: int = 1) -> Source:
    """Parse CommonMark with tables and embedded HTML; ``first_line`` counts front matter in."""
    source, tables = Source(file, lxml_html.Element("div")), list[int]()
    tokens = _MARKDOWN.parse(text)
    for token, line in _html_of(tokens, first_line):
        _watch(token, source, line, tables)
    source.tree = _tree(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), tables)
    return source


def from_html(file: str, text: str, first_line: int = 1) -> Source:
    """Parse HTML, a whole page or a part of one."""
    source, tables = Source(file, lxml_html.Element("div")), list[int]()
    _feed(source, text, first_line, tables)
    source.tree = _tree(text, tables)
    return source


def _html_of(tokens: list[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    """Tokens worth watching, each with its line in the file."""
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type in {"html_block", "table_open"}:
            yield token, line
        for child in token.children or ():
            if child.type in {"html_inline", "image"}:
                yield child, line
            line += child.type in {"softbreak", "hardbreak"}
            line += child.content.count("\n") if child.type == "html_inline" else 0


def _watch(token: Token, source: Source, line: int, tables: list[int]) -> None:
    if token.type == "table_open":
        tables.append(line)
    elif token.type == "image":
        source.image_lines.setdefault(str(token.attrs.get("src", "")), line)
    else:
        _feed(source, token.content, line, tables)


def _feed(source: Source, text: str, line: int, tables: list[int]) -> None:
    watcher = _Watcher(source, line, tables)
    watcher.feed(text)
    watcher.close()


def _tree(text: str, tables: list[int]) -> lxml_html.HtmlElement:
    clean = nh3.clean(
        text,
        tags=KEPT,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    tree = lxml_html.fragment_fromstring(clean, create_parent="div")
    for table, line in zip(tree.iter("table"), tables, strict=False):
        table.set("data-line", str(line))
    return tree
