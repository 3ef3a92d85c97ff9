"""Tables: those that hold data become rows of words, those that only arrange are taken apart."""

from lxml.html import HtmlElement

from courses.formats.markdown_course.markup import Source
from courses.formats.markdown_course.shapes import LossKind, Table
from courses.formats.markdown_course.wording import holds, lines_of, plain

_ARRANGED = ("figure", "img", "ul", "ol", "iframe", "pre", "blockquote", "h2", "h3", "table")
_LONGEST_CAPTION = 200  # characters


def has_layout(table: HtmlElement) -> bool:
    """Tell whether a table only arranges: no head, but whole blocks in its cells."""
    if holds(table, "th"):
        return False
    return any(holds(cell, *_ARRANGED) for cell in table.iter("td"))


def table_of(table: HtmlElement, source: Source, caption: str) -> Table | None:
    """Read a table as plain cells.

    Args:
        table: The element.
        source: Takes the loss when cells held more than words, or stretched over others.
        caption: Words for a table without a caption of its own.
    """
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return None
    cells = [cell for row in rows for cell in row]
    if any(_is_rich(cell) for cell in cells):
        line = int(table.get("data-line") or 0)
        source.lose(LossKind.TABLE_MARKUP, plain(table)[:60], line)
    captions = [plain(child) for child in table.iter("caption")]
    body = rows[1:]
    return Table(
        caption=((captions[0] if captions else "") or caption)[:_LONGEST_CAPTION],
        rows=tuple(tuple(_words(cell) for cell in row) for row in rows),
        has_row_headers=bool(body) and all(row[0].tag == "th" for row in body),
    )


def _is_rich(cell: HtmlElement) -> bool:
    spans = {cell.get("colspan") or "1", cell.get("rowspan") or "1"} != {"1"}
    return spans or holds(cell, "a", *_ARRANGED)


def _words(cell: HtmlElement) -> str:
    # A bar would begin a new cell.
    return lines_of(cell).replace("\n", " ").replace("|", "/").strip()
