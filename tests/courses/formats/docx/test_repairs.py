"""What mammoth does not know is put so that it does, or is reported."""

import pytest

from courses.formats.docx import read_docx
from courses.formats.docx.parts import parts_of
from courses.formats.docx.repairs import repair
from courses.formats.markdown_course.shapes import LossKind
from tests.support.word import (
    blip,
    cell,
    drawing,
    image,
    paragraph,
    part,
    parts,
    relation,
    unpacked,
)

RELS = relation("r3", "media/image1.png")
SHOWN = '<img alt="Feld" src="word/media/image1.png">'
BOX = f"<w:txbxContent>{paragraph('Kasten')}</w:txbxContent>"
TEXT = "<w:t>{}</w:t>".format
PICTURE = blip('r:embed="r3"')
WIDE = '<w:gridSpan w:val="2"/>'
VML = '<v:shape><v:imagedata r:id="r3"/></v:shape>'


def run(*inner):
    return f"<w:r>{''.join(inner)}</w:r>"


def several(first, last):
    return f"<mc:AlternateContent><mc:Choice>{first}</mc:Choice>{last}</mc:AlternateContent>"


CASES = {
    "drawing": (run(TEXT("a"), "<w:drawing/>"), "<p>a</p>", LossKind.DRAWING, ""),
    "chart": (drawing("<a:chart/>", "Kurve"), "", LossKind.DRAWING, "Kurve"),
    "group": (
        drawing(f"<a:group>{PICTURE}</a:group>", "Feld"), f"<p>{SHOWN}</p>", "", "",
    ),
    "box": (
        run(TEXT("a"), f"<w:pict><v:oval>{BOX}</v:oval></w:pict>"), "<p>a</p><p>Kasten</p>",
        LossKind.TEXT_BOX, "",
    ),
    "new box": (
        drawing(f"<a:shape>{BOX}</a:shape>{PICTURE}", "Feld"),
        f"<p>{SHOWN}</p><p>Kasten</p>", LossKind.TEXT_BOX, "",
    ),
    "box in two ways": (
        several(drawing(BOX), f"<mc:Fallback>{run(f'<w:pict>{BOX}</w:pict>')}</mc:Fallback>"),
        "<p>Kasten</p>", LossKind.TEXT_BOX, "",
    ),
    "image in one way": (several(image("r3", "Feld"), ""), f"<p>{SHOWN}</p>", "", ""),
    "line": (run(TEXT("a"), "<w:pict><v:line/></w:pict>"), "<p>a</p>", LossKind.DRAWING, ""),
    "object": (run(TEXT("a"), "<w:object/>"), "<p>a</p>", LossKind.PLUGIN, ""),
    "object with its image": (
        run(TEXT("a"), f"<w:object>{VML}</w:object>"),
        '<p>a</p><img src="word/media/image1.png">', LossKind.PLUGIN, "",
    ),
    "formula": (
        "<m:oMathPara><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>",
        "<p><code>a=b</code></p>", LossKind.DRAWING, "a=b",
    ),
    "comment": (
        run(TEXT("a"), '<w:commentReference w:id="0"/>'), "<p>a</p>", LossKind.COMMENT, "",
    ),
    "moved": (
        f"<w:moveFrom>{run(TEXT('a'))}</w:moveFrom><w:moveTo>{run(TEXT('b'))}</w:moveTo>",
        "<p>b</p>", LossKind.TRACKED, "",
    ),
    "field": (
        f"{run(TEXT('Abbildung '))}<w:fldSimple>{run(TEXT('1'))}</w:fldSimple>",
        "<p>Abbildung 1</p>", "", "",
    ),
    "return": (run(TEXT("a"), "<w:cr/>", TEXT("b")), "<p>a<br>b</p>", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_inside_a_paragraph(tmp_path, name):
    inner, html, kind, detail = CASES[name]
    made = parts(paragraph(inner), rels=RELS) | {"word/media/image1.png": "x"}
    read = read_docx(unpacked(tmp_path, made))
    assert (read.html, read.losses) == (html, ((kind, detail),) if kind else ())


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_tables_lie_flat(tmp_path):
    inner = f"<w:tbl>{row(cell(paragraph('tief')))}</w:tbl>"
    body = (
        f"<w:tbl>{row(cell(paragraph('a') + paragraph('b')), cell(inner))}<w:sdt><w:sdtContent>"
        f"{row(cell(paragraph('weit'), WIDE))}</w:sdtContent></w:sdt></w:tbl>"
    )
    read = read_docx(unpacked(tmp_path, parts(body)))
    assert read.html == (
        "<table><thead><tr><th><p>a</p><p>b</p></th><th><p>tief</p></th></tr></thead>"
        '<tbody><tr><td colspan="2"><p>weit</p></td></tr></tbody></table>'
    )
    assert read.losses == ()


def test_merged_rows_keep_their_columns(tmp_path):
    merged = cell(paragraph(""), "<w:vMerge/>")
    rows = row(cell(paragraph("a"), '<w:vMerge w:val="restart"/>'), cell(paragraph("b")))
    read = read_docx(
        unpacked(tmp_path, parts(f"<w:tbl>{rows}{row(merged, cell(paragraph('c')))}</w:tbl>"))
    )
    assert "<tr><td></td><td><p>c</p></td></tr>" in read.html
    assert read.losses == ((LossKind.TABLE_MARKUP, ""),)


def test_a_table_of_images_only_arranges(tmp_path):
    body = f"<w:tbl>{row(cell(paragraph(image('r3', 'Feld'))))}</w:tbl>"
    made = parts(body, rels=RELS) | {"word/media/image1.png": "x"}
    assert "<th>" not in read_docx(unpacked(tmp_path, made)).html


@pytest.mark.parametrize(
    ("words", "losses"), [("Schule am See", [(LossKind.MARGIN, "Schule am See")]), ("3", [])]
)
def test_words_in_the_margin_are_missed(tmp_path, words, losses):
    parts_read = parts_of(unpacked(tmp_path, {"word/footer2.xml": part("ftr", paragraph(words))}))
    assert list(repair(parts_read)) == losses
