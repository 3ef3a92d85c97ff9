"""What is exported comes back as text, whatever people typed."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from lms.common.spreadsheet import Sheet, as_csv, as_xlsx, neutral

HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "'=1+1", '"=1+1"', "„=1+1“", "`=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1+1",
    "\u200b=1+1", "\ufeff=1+1", "\x00=1+1", "\x0b=1+1", '=HYPERLINK("http://x";"y")',
    "=cmd|' /C calc'!A0", '"";=1+1', "  ' \" @x",
]  # fmt: skip
HARMLESS = ["Müller", "1234", "a=b", "−0,3", "3 - 2", "", "„Ja“", "x\ny", "'", "ein @ im Text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_neutralised(text):
    assert len(HOSTILE) >= 25
    told = neutral(text)
    assert told.startswith("'")
    assert told.endswith(text.lstrip("\x00\x0b"))


@pytest.mark.parametrize("cell", [*HARMLESS, 5, 0, -5])
def test_what_is_no_formula_stays(cell):
    assert neutral(cell) == cell


def sheet():
    rows = [[text, 5, text] for text in (*HOSTILE, *HARMLESS)]
    return Sheet("Fragen: [Test] / 1", ["Frage", "=Zahl", "Noch einmal"], rows)


def test_csv_comes_back_cell_by_cell():
    data = as_csv(sheet())
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert found[0] == ["Frage", "'=Zahl", "Noch einmal"]
    assert found[1:] == [[neutral(a), str(n), neutral(b)] for a, n, b in sheet().rows]


def test_xlsx_comes_back_cell_by_cell_and_computes_nothing():
    book = load_workbook(BytesIO(as_xlsx([sheet(), Sheet("Zweite", ["A"], [])])))
    assert book.sheetnames == ["Fragen   Test    1", "Zweite"]
    page = book["Fragen   Test    1"]
    types = {cell.data_type for row in page.iter_rows() for cell in row}
    assert "f" not in types
    found = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    plain = lambda text: text.replace("\r", "\n")  # noqa: E731  (XML reads every line end alike)
    assert [[plain(str(a or "")), n] for a, n, _b in found] == [
        [plain(str(neutral(a))), n] for a, n, _b in sheet().rows
    ]
    assert [cell.value for cell in book["Zweite"][1]] == ["A"]
