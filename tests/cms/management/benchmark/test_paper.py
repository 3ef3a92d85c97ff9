"""The floor of certificates prints the same words, in both fonts."""

import io

from pypdf import PdfReader

from cms.management.benchmark import paper
from cms.management.benchmark.paper import paper_floor


def test_the_words_are_printed_in_both_fonts():
    draw = paper_floor(["Měrćin", "Chóśebuz"], "http://testserver/z/x")
    page = PdfReader(io.BytesIO(draw())).pages[0]
    assert page.extract_text().split() == ["Měrćin", "Chóśebuz"]
    fonts = {font["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert {"FiraSans-Regular", "FiraSans-SemiBold"} <= fonts


def test_without_the_library_or_the_fonts_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(paper, "FONT_FOLDER", tmp_path)
    assert paper_floor(["x"], "http://testserver/z/x") is None
