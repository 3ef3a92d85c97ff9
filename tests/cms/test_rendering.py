from collections import Counter

import pytest

from cms.rendering import sanitised, with_unique_anchors


@pytest.mark.parametrize(
    "dirty",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://evil.example"></iframe>',
        "<style>body{display:none}</style>",
        '<form action="https://evil.example"><input name="x"></form>',
        '<p style="position:fixed">x</p>',
    ],
)
def test_what_runs_or_hides_never_leaves_the_compiler(dirty):
    clean = sanitised(f"<p>gut</p>{dirty}")
    assert "<p>gut</p>" in clean
    for word in ("script", "onerror", "iframe", "style", "form", "javascript"):
        assert word not in clean


def test_repeated_anchors_are_numbered():
    seen = Counter()
    assert with_unique_anchors('<h2 id="a">x</h2><h2 id="a">y</h2>', seen) == (
        '<h2 id="a">x</h2><h2 id="a-2">y</h2>'
    )
    assert 'id="a-3"' in with_unique_anchors('<h2 id="a">z</h2>', seen)
