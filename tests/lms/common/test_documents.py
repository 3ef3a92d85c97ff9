import io
import zipfile

import pytest

from lms.common.documents import DocumentFault, DocumentRefusedError, check_document
from tests.support.zips import with_many_entries


def office(*names, mimetype=b"", method=zipfile.ZIP_STORED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"<x/>")
    return buffer.getvalue()


TYPES = "[Content_Types].xml"
DOCX = office(TYPES, "word/document.xml")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT = office("content.xml", mimetype=ODT_TYPE)


def spoilt():
    """Its type is packed in a way that cannot be unpacked."""
    data = bytearray(office("x", mimetype=ODT_TYPE, method=zipfile.ZIP_DEFLATED))
    at = data.index(b"mimetype") + len(b"mimetype")
    data[at : at + 10] = b"\xff" * 10
    return bytes(data)


GOOD = {
    "a.pdf": b"%PDF-1.7 x", "a.PDF": b"%PDF-1.4", "a.txt": "Grüße".encode(), "a.csv": b"a;b",
    "a.vtt": b"\xef\xbb\xbfWEBVTT\n", "a.mp3": b"ID3\x03", "b.mp3": b"\xff\xfb\x90", "a.ogg": b"OggS\0",
    "a.m4a": b"\0\0\0\x20ftypM4A ", "a.mp4": b"\0\0\0\x20ftypisom", "a.webm": b"\x1aE\xdf\xa3x",
    "a.docx": DOCX, "a.xlsx": office(TYPES, "xl/workbook.xml"),
    "a.pptx": office(TYPES, "ppt/presentation.xml"), "a.odt": ODT,
}  # fmt: skip
HTML = b"<!doctype html><script>alert(1)</script>"
HOSTILE = {
    "html in pdf": (DocumentFault.CONTENT, "a.pdf", HTML),
    "html before pdf": (DocumentFault.CONTENT, "a.pdf", HTML + b"%PDF-1.7"),
    "html in txt": (DocumentFault.CONTENT, "a.txt", b"  \n" + HTML),
    "html after a mark": (DocumentFault.CONTENT, "a.txt", b"\xef\xbb\xbf" + HTML),
    "program in csv": (DocumentFault.CONTENT, "a.csv", b"MZ\x90\x00\x03"),
    "text as captions": (DocumentFault.CONTENT, "a.vtt", b"Hallo"),
    "zip as docx": (DocumentFault.CONTENT, "a.docx", office("x")),
    "xlsx as docx": (DocumentFault.CONTENT, "a.docx", office(TYPES, "xl/workbook.xml")),
    "docx as odt": (DocumentFault.CONTENT, "a.odt", DOCX),
    "broken docx": (DocumentFault.CONTENT, "a.docx", DOCX[:60]),
    "broken type": (DocumentFault.CONTENT, "a.odt", spoilt()),
    "lzma": (DocumentFault.CONTENT, "a.odt", office("x", mimetype=ODT_TYPE, method=zipfile.ZIP_LZMA)),
    "bzip2": (DocumentFault.CONTENT, "a.docx", office(TYPES, "word/x", method=zipfile.ZIP_BZIP2)),
    "macros": (DocumentFault.MACROS, "a.docx", office(TYPES, "word/x", "word/vbaProject.bin")),
    "odf macros": (
        DocumentFault.MACROS, "a.odt",
        office("Basic/x.xml", mimetype=ODT_TYPE),
    ),
    "old": (DocumentFault.OLD, "a.doc", b"\xd0\xcf\x11\xe0"),
    "svg": (DocumentFault.KIND, "a.svg", b"<svg/>"),
    "page": (DocumentFault.KIND, "a.html", HTML),
    "no ending": (DocumentFault.KIND, "a", b"x"),
    "two endings": (DocumentFault.KIND, "a.pdf.exe", b"%PDF-"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_taken(name):
    file = io.BytesIO(GOOD[name])
    check_document(file, name)
    assert file.tell() == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused(name):
    fault, file_name, data = HOSTILE[name]
    with pytest.raises(DocumentRefusedError) as caught:
        check_document(io.BytesIO(data), file_name)
    assert caught.value.reason == fault


def test_a_directory_of_any_length_is_not_read(tmp_path, monkeypatch):
    path = with_many_entries(tmp_path / "a", 200)
    monkeypatch.setattr("lms.common.documents._LARGEST_DIRECTORY", 100)
    with path.open("rb") as file, pytest.raises(DocumentRefusedError):
        check_document(file, "a.docx")
