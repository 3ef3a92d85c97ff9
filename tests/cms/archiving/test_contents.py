import hashlib
import io
import json

import pytest
from PIL import Image

from cms.archiving.contents import ArchiveContentError, checked_archive
from lms.common.documents import DocumentRefusedError
from lms.common.images import ImageRefusedError
from tests.courses.formats.test_course_archive import GOOD

HTML = b"<!doctype html><script>alert(1)</script>"


def archive(folder, data, **medium):
    (folder / "media").mkdir()
    made = GOOD["media"][0] | {"sha256": hashlib.sha256(data).hexdigest()} | medium
    (folder / made["file"]).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(GOOD | {"media": [made]}))
    return folder


def test_svg_in_a_png_is_refused(tmp_path):
    with pytest.raises(ImageRefusedError):
        checked_archive(archive(tmp_path, b"<svg onload='alert(1)'/>"))


def test_an_answer_to_choose_is_a_webp(tmp_path):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3)).save(buffer, "PNG")
    medium = {"kind": "picture", "file": "media/picture-1.webp"}
    with pytest.raises(ArchiveContentError, match=r"picture-1\.webp"):
        checked_archive(archive(tmp_path, buffer.getvalue(), **medium))


def test_html_in_a_pdf_is_refused(tmp_path):
    with pytest.raises(DocumentRefusedError):
        checked_archive(archive(tmp_path, HTML, kind="document", file="media/document-1.pdf"))


def test_a_document_stays_as_it_is(tmp_path):
    shares = []
    folder = archive(tmp_path, b"%PDF-1.7", kind="document", file="media/document-1.pdf")
    content = checked_archive(folder, shares.append)
    assert content.files["image-1"].read_bytes() == b"%PDF-1.7"
    assert shares == [1]


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_what_was_not_exported_is_refused(tmp_path, damage):
    folder = archive(tmp_path, b"%PDF-1.7", kind="document", file="media/document-1.pdf")
    if damage == "changed":
        (folder / "media" / "document-1.pdf").write_bytes(b"%PDF-1.8")
    else:
        (folder / "media" / "document-1.pdf").unlink()
    with pytest.raises(ArchiveContentError, match=r"document-1\.pdf"):
        checked_archive(folder)
