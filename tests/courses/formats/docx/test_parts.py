"""XML that does harm is refused before it can."""

import time

import pytest

from courses.formats.docx import DocxError, DocxFault
from courses.formats.docx.parts import LARGEST, targets, tree, value

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "doctype": "<!DOCTYPE a><a/>",
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "network": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
    "laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY x "{"a" * 100_000}">]><a>{"&x;" * 1000}</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p "x"> %p;]><a/>',
    "deep": "<a>" * 65 + "</a>" * 65,
    "broken": "<a>",
    "encoding": '<?xml version="1.0" encoding="nichts"?><a/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused(tmp_path, name):
    (tmp_path / "a.xml").write_text(HOSTILE[name])
    started = time.monotonic()
    with pytest.raises(DocxError) as caught:
        tree(tmp_path, "a.xml")
    assert caught.value.reason == DocxFault.XML
    assert time.monotonic() - started < 1


def test_a_part_has_its_limit(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<a>" + b" " * LARGEST + b"</a>")
    with pytest.raises(DocxError) as caught:
        tree(tmp_path, "a.xml")
    assert caught.value.reason == DocxFault.TOO_LARGE


def test_absent_parts_and_both_dialects(tmp_path):
    assert tree(tmp_path, "a.xml") is None
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    (tmp_path / "a.xml").write_text(f'<w:a xmlns:w="{strict}" w:val="x"/>')
    assert value(tree(tmp_path, "a.xml")) == "x"
    assert value(None) == ""


def test_targets_stay_inside_by_name(tmp_path):
    (tmp_path / "_rels").mkdir()
    (tmp_path / "_rels" / "d.xml.rels").write_text(
        '<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Target="/word/x.png"/><Relationship Id="b" Target="x.png"/></R>'
    )
    assert targets(tmp_path, "d.xml") == {"a": "word/x.png", "b": "./x.png"}
