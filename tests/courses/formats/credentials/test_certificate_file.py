"""PDFs of anybody's: read, or refused in one way."""

import io
import json

import pikepdf
import pytest

from courses.formats.credentials.certificate_file import (
    CertificateFileError,
    read_certificate_file,
)
from courses.formats.credentials.checking import MAX_BYTES
from lms.common.pdf import Source, render_pdf
from tests.support.credentials import MOMENT, NAME, TITLE, signed

TEXT = json.dumps(signed(), ensure_ascii=False)


@pytest.fixture(scope="module")
def pdf():
    """A page with a name and a document inside."""
    source = Source("zertifikat.json", TEXT.encode(), "Angaben", MOMENT)
    html = f"<h1>Bescheinigung</h1><p>{NAME}</p><p>{TITLE.replace('中', '')}</p>"
    return render_pdf(html, title="Bescheinigung", language="de", sources=[source])


def test_document_and_words_are_read(pdf):
    found = read_certificate_file(pdf)
    assert found.credential == TEXT
    assert found.text == f"Bescheinigung {NAME} {TITLE.replace('中', '')}"


def changed(pdf, change, **options):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target, **options)
    return target.getvalue()


def test_a_file_saved_by_another_program_is_read_as_well(pdf):
    other = changed(pdf, lambda document: None, linearize=True)
    assert other != pdf
    assert read_certificate_file(other) == read_certificate_file(pdf)


def test_without_a_document_there_is_only_the_text(pdf):
    bare = changed(pdf, lambda document: document.attachments.__delitem__("zertifikat.json"))
    found = read_certificate_file(bare)
    assert (found.credential, NAME in found.text) == ("", True)


def test_of_a_long_file_the_first_pages_are_read(pdf):
    def grow(document):
        for _ in range(4):
            document.pages.append(document.pages[0])

    found = read_certificate_file(changed(pdf, grow))
    assert (found.pages, found.text.count(NAME)) == (3, 3)


def test_a_locked_file_is_refused(pdf):
    lock = pikepdf.Encryption(owner="x", user="y")
    with pytest.raises(CertificateFileError):
        read_certificate_file(changed(pdf, lambda document: None, encryption=lock))


def test_broken_files_are_refused_in_one_way(pdf):
    files = [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"\x00" * 99, b"%PDF-1.7" + b"0" * MAX_BYTES]
    files += [pdf[:at] for at in range(10, len(pdf), len(pdf) // 12)]
    for at in range(9, len(pdf), len(pdf) // 60):
        files.append(pdf[:at] + bytes([pdf[at] ^ 0x55]) + pdf[at + 1 :])
    for data in files:
        try:
            read_certificate_file(data)
        except CertificateFileError:
            continue
        assert len(data) == len(pdf)  # only a flipped byte may still be read
