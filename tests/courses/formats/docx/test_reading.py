import time

import pytest

from courses.formats.docx import DocxError, DocxFault, read_docx
from courses.formats.markdown_course.shapes import LossKind
from tests.support.word import blip, drawing, image, item, paragraph, parts, relation, unpacked

RELS = (
    relation("r1", "https://spree.example/?a=1&amp;b=2", "External")
    + relation("r2", "javascript:alert(1)", "External")
    + relation("r3", "media/image 1.png")
    + relation("r4", "https://spree.example/x.png", "External")
    + relation("r5", "../../etc/passwd")
)
TEXT = "<w:t>{}</w:t>".format


def read(tmp_path, body, **others):
    made = parts(body, rels=RELS, **others) | {"word/media/image 1.png": "x"}
    return read_docx(unpacked(tmp_path, made))


def run(inner, *properties):
    marks = "".join(f"<w:{name}/>" for name in properties)
    return f"<w:r><w:rPr>{marks}</w:rPr>{inner}</w:r>"


def link(attributes, words):
    return f"<w:hyperlink {attributes}>{run(TEXT(words))}</w:hyperlink>"


CASES = {
    "bold": (run(TEXT("x"), "b"), "<strong>x</strong>", ()),
    "bold italic": (run(TEXT("x"), "b", "i"), "<strong><em>x</em></strong>", ()),
    "bold off": (run(TEXT("x"), 'b w:val="0"'), "x", ()),
    "raised": (run(TEXT("2"), 'vertAlign w:val="superscript"'), "<sup>2</sup>", ()),
    "breaks": (run(f"{TEXT('a')}<w:br/>{TEXT('b')}<w:tab/>{TEXT('c')}"), "a<br>b\tc", ()),
    "page": (run(TEXT("a") + '<w:br w:type="page"/>'), "a", ()),
    "markup": (run(TEXT("&lt;script&gt;")), "&lt;script&gt;", ()),
    "link": (
        link('r:id="r1"', "Spree"), '<a href="https://spree.example/?a=1&amp;b=2">Spree</a>', (),
    ),
    "unsafe link, for the importer": (
        link('r:id="r2"', "x"), '<a href="javascript:alert(1)">x</a>', (),
    ),
    "link inside": (link('w:anchor="ziel"', "x") + '<w:bookmarkStart w:name="ziel"/>', "x", ()),
    "image": (
        image("r3", "Ein &quot;Feld&quot;"),
        """<img alt='Ein "Feld"' src="word/media/image%201.png">""", (),
    ),
    "image that is not there": (image("r5", "Feld"), '<img alt="Feld" src="Feld">', ()),
    "image of others": (
        "<w:r><w:t>a</w:t></w:r>" + drawing(blip('r:link="r4"')), "a",
        ((LossKind.IMAGE_REMOTE, "https://spree.example/x.png"),),
    ),
    "field": (run(f"<w:instrText>PAGE</w:instrText>{TEXT('3')}"), "3", ()),
    "sign": (
        run('<w:t>a</w:t><w:sym w:font="Eigen" w:char="F021"/>'), "a",
        ((LossKind.DRAWING, "char F021 in font Eigen"),),
    ),
    "style": (
        run(TEXT("a"), 'rStyle w:val="betont"'), "a", ((LossKind.STYLE, "betont"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_inside_a_paragraph(tmp_path, name):
    inner, html, losses = CASES[name]
    found = read(tmp_path, paragraph(inner))
    assert (found.html, found.losses) == (f"<p>{html}</p>", losses)


def test_headings_quotes_and_paragraphs(tmp_path):
    outline = '<w:outlineLvl w:val="2"/>'
    body = (
        paragraph("Titel", "T")
        + paragraph("Eins", "berschrift1")
        + paragraph("Eigen", "eigen")
        + paragraph("Drei", extra=outline)
        + paragraph("Worte", "Z")
        + paragraph("A &amp; B")
        + paragraph("Merksatz", "merksatz")
        + paragraph("")
    )
    found = read(tmp_path, body)
    assert found.html == (
        "<h1>Titel</h1><h1>Eins</h1><h1>Eigen</h1><h3>Drei</h3>"
        "<blockquote><p>Worte</p></blockquote><p>A &amp; B</p><p>Merksatz</p>"
    )
    assert found.losses == ((LossKind.STYLE, "merksatz"),)


def test_lists_in_lists(tmp_path):
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + paragraph("Text") + item("e")
    assert read(tmp_path, body).html == (
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><p>Text</p><ul><li>e</li></ul>"
    )


def test_footnotes_become_a_list_at_the_end(tmp_path):
    note = f'<w:footnote w:id="2">{paragraph("Quelle")}</w:footnote>'
    mark = '<w:r><w:t>Satz</w:t><w:footnoteReference w:id="2"/></w:r>'
    found = read(tmp_path, paragraph(mark), footnotes=note)
    assert found.html == (
        '<p>Satz<sup>[1]</sup></p><ol><li id="footnote-2"><p>Quelle </p></li></ol>'
    )
    assert found.losses == ((LossKind.FOOTNOTE, "1"),)


def test_a_change_that_is_tracked_counts_as_made(tmp_path):
    body = paragraph(
        f"<w:ins>{run(TEXT('neu'))}</w:ins><w:del><w:r><w:delText>alt</w:delText></w:r></w:del>"
    )
    found = read(tmp_path, body + f"<w:del>{paragraph('x')}</w:del>")
    assert (found.html, found.losses) == ("<p>neu</p>", ((LossKind.TRACKED, ""),))


NO_DOCUMENT = {
    "nothing": {},
    "no body": {"word/document.xml": "<document/>"},
    "no part": {"word/document.xml": parts("")["word/document.xml"], "word/styles.xml": "<x/>"}
    | {"[Content_Types].xml": "<Types/>"}
    | {
        "_rels/.rels": '<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><r:Relationship Id="a" Target="x.png" Type="http://schemas.openxmlformats.'
        'org/officeDocument/2006/relationships/officeDocument"/></r:Relationships>',
        "x.png": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
    },
    "relation": parts(paragraph('<w:hyperlink r:id="r9"/>')),
    "note": parts(paragraph('<w:r><w:footnoteReference w:id="9"/></w:r>')),
    "sign": parts(paragraph('<w:r><w:sym w:font="x" w:char="x"/></w:r>')),
}


@pytest.mark.parametrize("name", NO_DOCUMENT)
def test_what_is_no_document(tmp_path, name):
    with pytest.raises(DocxError) as caught:
        read_docx(unpacked(tmp_path, NO_DOCUMENT[name]))
    assert caught.value.reason == DocxFault.NO_DOCX


@pytest.mark.parametrize("tag", ["w:r", "w:customXml", "w:tbl", "w:hyperlink", "w:sdtContent"])
def test_what_is_deep_ends_soon(tmp_path, tag):
    deep = f"<{tag}>" * 58 + TEXT("x") + f"</{tag}>" * 58
    started = time.process_time()
    assert read(tmp_path, paragraph(deep) * 20).html.count("x") in {0, 20}
    assert time.process_time() - started < 3


def test_a_style_map_of_the_document_is_not_heard(tmp_path):
    made = parts(paragraph("a")) | {"mammoth/style-map": "p => script"}
    assert read_docx(unpacked(tmp_path, made)).html == "<p>a</p>"
