"""Rows named in a stored body are exchanged, wherever they stand; everything else stays."""

import pytest

from cms.authoring.bodies import exchanged, exchanged_html
from cms.blocks import LessonStreamBlock

PLUS = {kind: lambda pk: pk + 100 for kind in ("image", "document", "question", "page")}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a linktype="page" id="3">x</a>', '<a linktype="page" id="103">x</a>'),
        ('<a id="4" linktype="document">x</a>', '<a id="104" linktype="document">x</a>'),
        (
            '<embed embedtype="image" id="5" alt="id"/>',
            '<embed embedtype="image" id="105" alt="id"/>',
        ),
        ('<a href="https://x.example/?id=3">3</a>', '<a href="https://x.example/?id=3">3</a>'),
    ],
)
def test_rich_text(html, wanted):
    assert exchanged_html(html, PLUS) == wanted


def test_a_kind_left_out_stays():
    assert exchanged_html('<a linktype="page" id="3">', {}) == '<a linktype="page" id="3">'


def test_blocks_to_the_bottom():
    accordion = [{"type": "item", "value": {"title": "T", "text": '<a linktype="page" id="1">'}}]
    parts = [{"type": "item", "id": "i", "value": {"version": 2}}]
    raw = [
        {"type": "accordion", "id": "a", "value": {"items": accordion}},
        {"type": "picture", "id": "b", "value": {"image": 3, "alt": "A"}},
        {"type": "video", "id": "c", "value": {"file": 4, "captions": None}},
        {"type": "quiz", "id": "d", "value": {"title": "T", "parts": parts, "draws": []}},
    ]
    found = exchanged(LessonStreamBlock(), raw, PLUS)
    assert [item["id"] for item in found] == ["a", "b", "c", "d"]
    assert 'id="101"' in found[0]["value"]["items"][0]["value"]["text"]
    assert found[1]["value"] == {"image": 103, "alt": "A"}
    assert found[2]["value"] == {"file": 104, "captions": None}
    assert found[3]["value"]["parts"][0]["value"] == {"version": 102}
