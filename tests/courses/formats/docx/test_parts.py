"""XML that does harm is refused before it can."""

import time
import zipfile

import pytest

from courses.formats.docx import DocxError, DocxFault
from courses.formats.docx.parts import LARGEST, LARGEST_SUM, MOST, packed, parts_of, value

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


@pytest.mark.parametrize("part", ["word/document.xml", "customXml/x.XML", "_rels/.rels"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_in_any_part(tmp_path, name, part):
    (tmp_path / part).parent.mkdir()
    (tmp_path / part).write_text(HOSTILE[name])
    started = time.process_time()
    with pytest.raises(DocxError) as caught:
        parts_of(tmp_path)
    assert caught.value.reason == DocxFault.XML
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("count", "size", "filling"),
    [(1, LARGEST + 1, b" "), (5, LARGEST_SUM // 5 + 1, b" "), (2, MOST * 2 + 7, b"<b/>")],
)
def test_parts_have_their_limits(tmp_path, count, size, filling):
    for number in range(count):
        inner = filling * ((size - 7) // len(filling))
        (tmp_path / f"{number}.xml").write_bytes(b"<a>" + inner + b"</a>")
    with pytest.raises(DocxError) as caught:
        parts_of(tmp_path)
    assert caught.value.reason == DocxFault.TOO_LARGE


def test_both_dialects_are_one(tmp_path):
    assert parts_of(tmp_path) == {}
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    (tmp_path / "a.xml").write_text(f'<w:a xmlns:w="{strict}" w:val="x"/>')
    assert value(parts_of(tmp_path)["a.xml"]) == "x"
    assert value(None) == ""


def test_only_what_was_looked_at_is_packed(tmp_path):
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "a.xml").write_text("<a>ä</a>")
    (tmp_path / "word" / "a.png").write_text("<!DOCTYPE a><a/>")
    with zipfile.ZipFile(packed(parts_of(tmp_path))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {"word/a.png": b"", "word/a.xml": b"<a>&#228;</a>"}
