from xml.etree.ElementTree import fromstring

import pytest

from courses.formats.docx.parts import W, value
from courses.formats.docx.styles import STYLE_MAP, name_by_base, outline
from tests.support.word import STYLES, paragraph, part


def named(styles):
    root = fromstring(part("styles", styles))
    name_by_base(root)
    return {value(s, "styleId"): value(s.find(f"{W}name")) for s in root.iter(f"{W}style")}


def style(pk, name, inner=""):
    return f'<w:style w:type="paragraph" w:styleId="{pk}"><w:name w:val="{name}"/>{inner}</w:style>'


def test_styles_say_what_their_base_says():
    based = style("a", "Merksatz", '<w:basedOn w:val="eigen"/>') + style("b", "Liste")
    level = style("c", "Kapitel", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    nearer = style("d", "heading 2", '<w:basedOn w:val="Z"/>')
    assert named(STYLES + based + level + nearer) == {
        "T": "Title", "berschrift1": "heading 1", "eigen": "heading 1", "Z": "Quote",
        "a": "heading 1", "b": "Liste", "c": "heading 3", "d": "heading 2",
    }  # fmt: skip


def test_styles_that_name_each_other_end():
    circle = style("a", "x", '<w:basedOn w:val="b"/>') + style("b", "y", '<w:basedOn w:val="a"/>')
    assert named(circle + '<w:style w:styleId="n"/>') == {"a": "x", "b": "y", "n": ""}


@pytest.mark.parametrize(("level", "heading"), [("0", 1), ("5", 6), ("6", 0), ("9", 0), ("x", 0)])
def test_levels(level, heading):
    names = f"xmlns:w='{W.strip('{}')}'"
    words = paragraph("x", extra=f'<w:outlineLvl w:val="{level}"/>')
    assert outline(fromstring(words.replace("<w:p>", f"<w:p {names}>", 1))) == heading


def test_a_numbered_heading_is_a_heading():
    assert STYLE_MAP.index("'Heading 1'") < STYLE_MAP.index("p:ordered-list(1)")
    assert STYLE_MAP.index("p:ordered-list(9)") < STYLE_MAP.index("'List Paragraph'")
