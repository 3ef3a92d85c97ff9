import pytest
from hypothesis import given, strategies as st

from courses.formats.marked_text import MAX_SOURCE, Texts, as_written, shown
from courses.formats.questions import Reason, UnfitError


@pytest.mark.parametrize(
    ("source", "written", "text", "lost"),
    [
        (" a\n<b>b</b> ", "plain", "a\n<b>b</b>", set()),
        ("<p>a &amp; b</p>\n<p>c<br>d</p>", "html", "a & b\nc\nd", set()),
        ("<ul><li>a<li>b</ul>", "html", "- a\n- b", {Reason.MARKUP}),
        ("<table><tr><td>a<td>b", "html", "a b", {Reason.MARKUP}),
        ('x <img src="data:,x" alt="Ein Schloss">', "html", "x Ein Schloss", {Reason.MEDIA}),
        ("a<script>alert(1)</script>b", "html", "ab", {Reason.SCRIPT}),
        ("a<object><p>x</object>b", "html", "ab", {Reason.MEDIA}),
        ("*a*\n\nb", "markdown", "a\nb", {Reason.MARKUP}),
        ("a<!-- x --> b<!-- c" + "<!--" * 5000, "html", "a b", set()),
        ("a" + "<b " * 5000, "html", "a" + "<b " * 4999 + "<b", set()),
        ("a < b, b > c", "moodle", "a < b, b > c", set()),
        ("a &amp; b", "moodle", "a &amp; b", set()),
        ("a<br/>b", "moodle", "a\nb", set()),
    ],
)
def test_what_is_shown_and_what_is_lost(source, written, text, lost):
    assert shown(source, written) == (text, lost)


@given(st.text(), st.sampled_from(["html", "markdown", "moodle", "plain", "x"]))
def test_what_is_written_out_shows_the_same(text, written):
    text = text.strip()
    own, source = as_written(text, {}, written)
    assert shown(source, own)[0] == text


def test_originals_are_kept_where_they_differ():
    texts = Texts("html")
    assert texts.read("<p>a</p>") == "a"
    assert texts.read("b") == "b"
    assert texts.read("c", "plain") == "c"
    assert texts.read("d\ne", usual="plain", is_line=True) == "d e"
    assert texts.read(" ") == ""
    assert texts.originals == {
        "a": ("html", "<p>a</p>"), "c": ("plain", "c"), "d e": ("plain", "d\ne")
    }  # fmt: skip
    assert texts.lost == set()
    assert as_written("a", texts.originals, "html") == ("html", "<p>a</p>")
    texts.read("a")
    assert texts.lost == {Reason.SAME_TEXT}
    with pytest.raises(UnfitError) as error:
        texts.read("x" * (MAX_SOURCE + 1))
    assert error.value.reason == Reason.LONG_TEXT
