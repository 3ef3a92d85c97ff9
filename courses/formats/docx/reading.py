"""Reads an unpacked Word document from top to bottom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from courses.formats.docx.parts import DocxError, DocxFault, W, targets, tree, value
from courses.formats.docx.runs import Runs
from courses.formats.docx.styles import Meaning, Styles
from courses.formats.markdown_course.shapes import LossKind

DOCUMENT = "word/document.xml"
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"}


@dataclass(frozen=True)
class DocxText:
    """The document as HTML; images are named by their path inside the unpacked document."""

    html: str
    losses: tuple[tuple[LossKind, str], ...]  # with a detail, each once


def read_docx(folder: Path) -> DocxText:
    """Read an unpacked document.

    Raises:
        DocxError: It is no Word document, or its XML is refused.
    """
    root = tree(folder, DOCUMENT)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise DocxError(DocxFault.NO_DOCX, DOCUMENT)
    reading = _Reading(folder)
    reading.blocks(body)
    reading.end_list()
    reading.write_notes()
    return DocxText("".join(reading.html), tuple(reading.losses))


class _Reading:
    """One reading; ``html`` grows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.styles = Styles(folder)
        self.html: list[str] = []
        self.losses: dict[tuple[LossKind, str], None] = {}
        self.runs = Runs(targets(folder, DOCUMENT), self.lose)
        self._lists: list[str] = []  # elements of the open lists, outermost first

    def lose(self, kind: LossKind, detail: str) -> None:
        """Note a loss, each once."""
        self.losses[kind, detail] = None

    def blocks(self, parent: Iterable[Element]) -> None:
        """Paragraphs and tables."""
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self.end_list()
                self._table(element)
            elif element.tag in _WRAPPERS:
                self.blocks(element)
            elif element.tag in {f"{W}del", f"{W}moveFrom"}:
                self.lose(LossKind.TRACKED, "")

    def _paragraph(self, paragraph: Element) -> None:
        meaning = self.styles.meaning(paragraph)
        html = self.runs.inside(paragraph)
        if html.strip() and meaning.list_id:
            self._item(meaning, html)
        elif html.strip():
            self.end_list()
            tag = f"h{meaning.heading}" if meaning.heading else "p"
            whole = f"<{tag}>{html}</{tag}>"
            self.html.append(f"<blockquote>{whole}</blockquote>" if meaning.is_quote else whole)
        boxes, self.runs.boxes = self.runs.boxes, []
        for box in boxes:
            self.end_list()
            self.blocks(box)

    def _item(self, meaning: Meaning, html: str) -> None:
        """An item; a deeper list opens inside the item before it."""
        depth = min(meaning.depth, len(self._lists))
        while len(self._lists) > depth + 1:
            self.html.append(f"</li></{self._lists.pop()}>")
        tag = "ol" if self.styles.is_ordered(meaning.list_id, meaning.depth) else "ul"
        if len(self._lists) == depth + 1:
            self.html.append("</li>")
        else:
            self._lists.append(tag)
            self.html.append(f"<{tag}>")
        self.html.append(f"<li>{html}")

    def end_list(self) -> None:
        """Close what is open."""
        while self._lists:
            self.html.append(f"</li></{self._lists.pop()}>")

    def _table(self, table: Element) -> None:
        """Cells keep their words on one line each; the first row is the head, as everywhere."""
        self.html.append("<table>")
        for row in _children(table, f"{W}tr"):
            cells = (self._cell(cell) for cell in _children(row, f"{W}tc"))
            self.html.append(f"<tr>{''.join(cells)}</tr>")
        self.html.append("</table>")

    def _cell(self, cell: Element) -> str:
        span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
        wide = f' colspan="{span}"' if span.isdecimal() and span != "1" else ""
        lines = [self.runs.inside(paragraph) for paragraph in cell.iter(f"{W}p")]
        return f"<td{wide}>{'<br>'.join(line for line in lines if line.strip())}</td>"

    def write_notes(self) -> None:
        """Footnotes and endnotes become a list at the end."""
        parts = {kind: tree(self.folder, f"word/{kind}.xml") for kind, _pk in self.runs.notes}
        items = []
        for kind, pk in list(self.runs.notes):
            part = parts[kind]
            found = [n for n in part if value(n, "id") == pk] if part is not None else []
            texts = (self.runs.inside(p) for note in found for p in note.iter(f"{W}p"))
            items.append(f"<li>{'<br>'.join(texts)}</li>")
        if items:
            self.lose(LossKind.FOOTNOTE, str(len(items)))
            self.html.append(f"<ol>{''.join(items)}</ol>")


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of one kind, also such as stand in a content control; not those of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
