"""The PDF engine: conformance marks, embedded fonts, nothing fetched."""

import io
import threading

import pikepdf
import pytest

from lms.common import pdf
from lms.common.pdf import PdfUnavailableError, font_css, pdf_available, render_pdf


def opened(html, **kwargs):
    values = {"title": "Titel", "language": "de", **kwargs}
    return pikepdf.open(io.BytesIO(render_pdf(html, **values)))


def test_the_native_libraries_are_there():
    assert pdf_available()


def test_a_document_is_tagged_and_names_language_title_and_colours():
    document = opened("<h1>Größe</h1>", title="Zeugnis <b>", language="dsb")
    assert document.Root.MarkInfo.Marked
    assert document.Root.StructTreeRoot is not None
    assert document.Root.Lang == "dsb"
    assert document.docinfo["/Title"] == "Zeugnis <b>"
    assert len(document.Root.OutputIntents) == 1
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_every_font_is_embedded():
    document = opened("<p>ńśźŕóěčšžł <b>ẞ „€“</b></p>", css="body { font-family: Lernkette }")
    fonts = document.pages[0].Resources.Font
    assert len(fonts) >= 2
    for font in fonts.values():
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/canary.png">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<div style="background: url(file:///etc/hostname)">x</div>',
        '<style>@import url("http://127.0.0.1:9/x.css");</style>',
        '<object data="file:///etc/hostname"></object>',
        '<svg><image href="file:///etc/hostname"/></svg>',
    ],
)
def test_nothing_outside_the_document_is_fetched(hostile, monkeypatch):
    def forbidden(*args, **kwargs):
        raise AssertionError("something was opened")

    monkeypatch.setattr("urllib.request.FileHandler.file_open", forbidden)
    monkeypatch.setattr("urllib.request.HTTPHandler.http_open", forbidden)
    document = opened(f"<p>Text</p>{hostile}")
    assert len(document.attachments) == 0
    assert len(document.pages[0].Resources.XObject) == 0


def test_an_embedded_picture_is_drawn():
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
        "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    )
    document = opened(f'<img src="{pixel}" alt="Punkt">')
    assert len(document.pages[0].Resources.XObject) == 1


def test_several_threads_may_ask_at_once():
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(render_pdf("x", title="T", language="de")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result[:5] for result in results] == [b"%PDF-"] * 4


def test_fonts_are_embedded_as_bytes_and_complete_files_suffice(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "fira-sans-latin-400-normal.woff2").write_bytes(b"wOF2")
    (tmp_path / "fira-sans-latin-ext-600-normal.woff2").write_bytes(b"wOF2")
    (tmp_path / "Other.woff2").write_bytes(b"wOF2")
    parts = font_css(tmp_path)
    assert parts.count("@font-face") == parts.count("data:font/woff2;base64,d09GMg==") == 2
    assert "font-weight: 600; unicode-range: U+0100" in parts
    font_css.cache_clear()
    (tmp_path / "FiraSans-Regular.woff2").write_bytes(b"wOF2")
    assert font_css(tmp_path).count("@font-face") == 1


def test_without_the_folder_there_are_no_fonts(tmp_path):
    assert font_css(tmp_path / "absent") == ""


def test_without_native_libraries_it_says_so(monkeypatch):
    monkeypatch.setattr(pdf, "_LIBRARIES", (("libno-such-library.so.0",),))
    pdf_available.cache_clear()
    try:
        assert pdf_available() is False
        with pytest.raises(PdfUnavailableError, match="not installed"):
            render_pdf("x", title="T", language="de")
    finally:
        pdf_available.cache_clear()
