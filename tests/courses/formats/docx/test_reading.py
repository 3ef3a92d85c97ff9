import pytest

from courses.formats.docx import DocxError, DocxFault, read_docx
from courses.formats.markdown_course.shapes import LossKind
from tests.support import word
from tests.support.word import item, paragraph, parts, unpacked


def html(tmp_path, body, **others):
    return read_docx(unpacked(tmp_path, parts(body, **others))).html


def test_headings_quotes_and_paragraphs(tmp_path):
    outline = '<w:outlineLvl w:val="2"/>'
    body = (
        paragraph("Titel", "T")
        + paragraph("Eins", "berschrift1")
        + paragraph("Eigen", "eigen")
        + paragraph("Drei", extra=outline)
        + paragraph("Worte", "Z")
        + paragraph("A &amp; B")
        + paragraph(" ")
    )
    assert html(tmp_path, body) == (
        "<h1>Titel</h1><h1>Eins</h1><h1>Eigen</h1><h3>Drei</h3>"
        "<blockquote><p>Worte</p></blockquote><p>A &amp; B</p>"
    )


def test_lists_in_lists(tmp_path):
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + paragraph("Text") + item("e")
    assert html(tmp_path, body) == (
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><p>Text</p><ul><li>e</li></ul>"
    )


def test_tables(tmp_path):
    cell = "<w:tc>{}</w:tc>".format
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("weit") + "</w:tc>"
    inner = "<w:tbl><w:tr>" + cell(paragraph("tief")) + "</w:tr></w:tbl>"
    body = (
        "<w:tbl><w:tr>" + cell(paragraph("a") + paragraph("b")) + cell(inner) + "</w:tr>"
        "<w:sdt><w:sdtContent><w:tr>" + wide + "</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert html(tmp_path, body) == (
        '<table><tr><td>a<br>b</td><td>tief</td></tr><tr><td colspan="2">weit</td></tr></table>'
    )


def test_footnotes_become_a_list_at_the_end(tmp_path):
    note = f'<w:footnote w:id="2">{paragraph("Quelle")}</w:footnote>'
    mark = '<w:r><w:t>Satz</w:t><w:footnoteReference w:id="2"/></w:r>'
    read = read_docx(unpacked(tmp_path, parts(paragraph(mark), footnotes=note)))
    assert read.html == "<p>Satz<sup>[1]</sup></p><ol><li>Quelle</li></ol>"
    assert read.losses == ((LossKind.FOOTNOTE, "1"),)


def test_what_is_no_document(tmp_path):
    with pytest.raises(DocxError) as caught:
        read_docx(tmp_path)
    assert caught.value.reason == DocxFault.NO_DOCX


def test_a_change_that_is_tracked_counts_as_made(tmp_path):
    body = paragraph(
        "<w:ins><w:r><w:t>neu</w:t></w:r></w:ins><w:del><w:r><w:delText>alt</w:delText></w:r></w:del>"
    )
    read = read_docx(unpacked(tmp_path, parts(body + f"<w:del>{word.paragraph('x')}</w:del>")))
    assert (read.html, read.losses) == ("<p>neu</p>", ((LossKind.TRACKED, ""),))
