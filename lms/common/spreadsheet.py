"""Tables as files for spreadsheets, in which no cell is ever a formula.

Source: OWASP, "CSV Injection": a spreadsheet computes text that begins with ``=``, ``+``, ``-``,
``@``, a tab or a return, and some do so behind blanks, quotes or in full-width letters.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

Cell = str | int
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_LENGTH = 31  # the most a workbook allows
_FORMULA = frozenset("=+-@")
_BREAKS = ("\t", "\r", "\n")
_MARKS = frozenset("'\"`´‘’‚‛“”„‟«»‹›;,")  # quotes, and what divides cells where they are misread
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Sheet:
    """One table: a title, the words above the columns, and rows as long as these."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def neutral(cell: Cell) -> Cell:
    """A cell that is shown as it stands: an apostrophe goes before what might be computed."""
    if not isinstance(cell, str):
        return cell
    text = _UNSTORABLE.sub("", cell)
    first = next((letter for letter in text if not _is_skipped(letter)), "")
    is_computed = unicodedata.normalize("NFKC", first) in _FORMULA or text.startswith(_BREAKS)
    return f"'{text}" if is_computed else text


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark and semicolons: what German spreadsheets open by themselves."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(_cells(sheet))
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with one page for each sheet, its columns named in bold."""
    # Imported here: the library loads numpy, which would weigh on every process of the website.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    for place, sheet in enumerate(sheets):
        page = book.active if place == 0 else book.create_sheet()
        page.title = _NOT_IN_TITLES.sub(" ", sheet.title)[:TITLE_LENGTH]
        for row, cells in enumerate(_cells(sheet), 1):
            for column, value in enumerate(cells, 1):
                cell = page.cell(row=row, column=column, value=value)
                cell.data_type = "s" if isinstance(value, str) else "n"
                if row == 1:
                    cell.font = Font(bold=True)
        page.freeze_panes = "B2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(sheet: Sheet) -> Iterable[list[Cell]]:
    yield [neutral(column) for column in sheet.columns]
    for row in sheet.rows:
        yield [neutral(cell) for cell in row]


def _is_skipped(letter: str) -> bool:
    """What stands before a formula without keeping it from being one."""
    return letter in _MARKS or unicodedata.category(letter)[0] in "ZC"
