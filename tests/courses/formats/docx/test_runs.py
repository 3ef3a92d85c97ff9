import pytest

from courses.formats.docx import read_docx
from courses.formats.markdown_course.shapes import LossKind
from tests.support.word import paragraph, parts, unpacked

RELS = (
    '<Relationship Id="r1" Target="https://spree.example/?a=1&amp;b=2" TargetMode="External"/>'
    '<Relationship Id="r2" Target="javascript:alert(1)" TargetMode="External"/>'
    '<Relationship Id="r3" Target="media/image1.png"/>'
)
DRAWING = (
    '<w:r><w:drawing><wp:docPr id="1" name="x" descr="Ein &quot;Feld&quot;"/>'
    '<a:blip r:embed="{}"/></w:drawing></w:r>'
)


def run(inner, *properties):
    marks = "".join(f"<w:{name}/>" for name in properties)
    return f"<w:r><w:rPr>{marks}</w:rPr>{inner}</w:r>"


CASES = {
    "bold": (run("<w:t>x</w:t>", "b"), "<b>x</b>", ()),
    "bold italic": (run("<w:t>x</w:t>", "b", "i"), "<i><b>x</b></i>", ()),
    "bold off": (run("<w:t>x</w:t>", 'b w:val="0"'), "x", ()),
    "raised": (run("<w:t>2</w:t>", 'vertAlign w:val="superscript"'), "<sup>2</sup>", ()),
    "breaks": ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", "a<br>b c", ()),
    "page": ('<w:r><w:t>a</w:t><w:br w:type="page"/></w:r>', "a", ()),
    "markup": ("<w:r><w:t>&lt;script&gt;</w:t></w:r>", "&lt;script&gt;", ()),
    "link": (
        f'<w:hyperlink r:id="r1">{run("<w:t>Spree</w:t>")}</w:hyperlink>',
        '<a href="https://spree.example/?a=1&amp;b=2">Spree</a>',
        (),
    ),
    "unsafe link": (
        f'<w:hyperlink r:id="r2">{run("<w:t>x</w:t>")}</w:hyperlink>', "x",
        ((LossKind.UNSAFE_LINK, "javascript:alert(1)"),),
    ),
    "image": (
        DRAWING.format("r3"),
        '<img src="word/media/image1.png" alt="Ein &quot;Feld&quot;">',
        (),
    ),
    "drawing": (
        "<w:r><w:t>a</w:t><w:drawing/></w:r>", "a", ((LossKind.DRAWING, ""),),
    ),
    "formula": (
        "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", "<code>a=b</code>",
        ((LossKind.DRAWING, "a=b"),),
    ),
    "comment": (
        '<w:r><w:t>a</w:t><w:commentReference w:id="0"/></w:r>', "a", ((LossKind.COMMENT, ""),),
    ),
    "field": ("<w:r><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>", "3", ()),
    "box": (
        "<w:r><w:t>a</w:t><w:pict><w:txbxContent>" + paragraph("Kasten")
        + "</w:txbxContent></w:pict></w:r>",
        "a</p><p>Kasten", ((LossKind.TEXT_BOX, ""),),
    ),
    "object": ("<w:r><w:t>a</w:t><w:object/></w:r>", "a", ((LossKind.PLUGIN, ""),)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_inside_a_paragraph(tmp_path, name):
    inner, html, losses = CASES[name]
    read = read_docx(unpacked(tmp_path, parts(paragraph(inner), rels=RELS)))
    assert (read.html, read.losses) == (f"<p>{html}</p>", losses)
