"""What a PDF claims: what was asked for and holds; figures where they are."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from lms.common.pdf import Source, render_pdf
from tests.support.pdf_structure import claims, elements

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
    "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def opened(html, **values):
    data = render_pdf(html, title="Titel", language="de", **values)
    return pikepdf.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("html", "is_universal", "claimed"),
    [
        ("<p>Größe</p>", False, ("3", "A", None)),
        ("<p>Größe</p>", True, ("3", "A", "1")),
        ("<p>\U00012000</p>", True, (None, None, None)),  # no installed font has it
    ],
)
def test_only_what_holds_and_was_asked_for_is_claimed(html, is_universal, claimed):
    assert claims(opened(html, is_universal=is_universal)) == claimed


def test_figures_are_placed_in_points_from_the_foot_of_their_page():
    css = "@page { size: 400px 800px; margin: 0 } body, p { margin: 0 } img { display: block; width: 40px; height: 80px }"
    picture = f'<img src="{PIXEL}" alt="Punkt">'
    document = opened(f'{picture}<p style="break-before: page"></p>{picture}', css=css)
    found = [one for one in elements(document) if one.S == "/Figure"]
    places = [[float(value) for value in one.A.BBox] for one in found]
    assert places == [[0, 540, 30, 600]] * 2
    assert [one.Pg.objgen for one in found] == [page.obj.objgen for page in document.pages]


def test_an_embedded_file_is_named_once():
    source = Source("a.json", b"{}", "Angaben", datetime(2026, 11, 24, tzinfo=UTC))
    document = opened("<p>x</p>", sources=[source])
    assert [str(one.F) for one in document.Root.AF] == ["a.json"]
