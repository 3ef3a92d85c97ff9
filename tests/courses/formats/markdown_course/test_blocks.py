import pytest

from courses.formats.markdown_course.blocks import Cutter
from courses.formats.markdown_course.markup import from_html, from_markdown
from courses.formats.markdown_course.shapes import (
    Accordion,
    Callout,
    Code,
    Frame,
    Heading,
    LossKind,
    Picture,
    Quote,
    Table,
    Term,
    Text,
)


def cut(text, title="", parse=from_markdown):
    cutter = Cutter(parse("a.md", text), title)
    return list(cutter.cut()), cutter


def blocks(text, **values):
    return cut(text, **values)[0]


def levels(text, **values):
    return [block.level for block in blocks(text, **values) if isinstance(block, Heading)]


def test_first_heading_becomes_the_title():
    found, cutter = cut("# Sicher im Netz\n\nText\n\n# Noch eins")
    assert cutter.title == "Sicher im Netz"
    assert found == [Text("<p>Text</p>"), Heading("Noch eins", 2)]


def test_given_title_is_not_said_twice_and_not_lost():
    assert blocks("# Titel\n", title="Titel") == []
    assert blocks("# Anders\n", title="Titel") == [Heading("Anders", 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#### a\n#### b\n", [2, 2]),
        ("## a\n##### b\n###### c\n", [2, 3, 4]),
        ("#### a\n### b\n#### c\n", [2, 2, 3]),
        ("## a\n### b\n#### c\n##### d\n###### e\n## f\n", [2, 3, 4, 4, 4, 2]),
    ],
)
def test_headings_begin_with_two_and_skip_none(text, expected):
    assert levels(text) == expected


def test_a_heading_as_long_as_a_paragraph_is_one():
    assert blocks("## " + "Wort " * 40)[0].html.startswith("<p><b>Wort")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("NOTE", "info"), ("TIP", "tip"), ("WARNING", "warning"), ("CAUTION", "warning"),
     ("IMPORTANT", "info"), ("unknown", "info")],
)  # fmt: skip
def test_alerts_become_boxes(word, kind):
    assert blocks(f"> [!{word}]\n> Nur **Mut**\n> * a") == [
        Callout(kind, "<p>Nur <b>Mut</b></p><ul><li>a</li></ul>")
    ]


def test_quotes_that_begin_with_a_hint_are_boxes():
    assert blocks("> **Tips!** Fragen Sie nach.") == [
        Callout("tip", "<p><b>Tips!</b> Fragen Sie nach.</p>")
    ]


def test_divisions_named_like_boxes_are_boxes():
    html = '<div class="warningbox"><p>Wichtig</p></div><div class="x"><p>normal</p></div>'
    assert blocks(html, parse=from_html) == [
        Callout("warning", "<p>Wichtig</p>"), Text("<p>normal</p>")
    ]  # fmt: skip


def test_quotes_keep_lines_and_source():
    assert blocks("> Eins  \n> zwei\n>\n> — Sprichwort") == [Quote("Eins\nzwei", "Sprichwort")]
    assert blocks("> — allein") == [Quote("— allein")]


def test_quotes_lose_their_links_and_say_so():
    found, cutter = cut("> Siehe [hier](https://a.example)")
    assert found == [Quote("Siehe hier")]
    assert cutter.source.losses[0].kind == LossKind.QUOTE_MARKUP


def test_code_keeps_its_lines_and_language():
    assert blocks("```python\na = 1\n\nb = 2\n```\n\n    plain\n") == [
        Code("a = 1\n\nb = 2", "python"), Code("plain")
    ]  # fmt: skip


def test_table_is_named_by_its_heading():
    assert blocks("## Preise\n\n| Ware | Euro |\n|---|---|\n| Brot | 3 |\n")[1] == Table(
        "Preise", (("Ware", "Euro"), ("Brot", "3"))
    )


def test_table_gives_its_images_free():
    html = "<table><tr><th>a<tr><td>x <img src='a.png' alt='A'></table>"
    assert blocks(html, title="T", parse=from_html) == [
        Table("T", (("a",), ("x",))), Picture("a.png", "A")
    ]  # fmt: skip


def test_tables_that_arrange_are_taken_apart():
    html = "<table><tr><td><img src='a.png' alt='A'></td><td>Text<ul><li>b</ul></td></tr></table>"
    assert blocks(html, parse=from_html) == [
        Picture("a.png", "A"), Text("<p>Text</p><ul><li>b</li></ul>")
    ]  # fmt: skip


def test_images_stand_behind_the_words_they_were_in():
    assert blocks("Vor ![Karte](a.png) nach\n\nEnde") == [
        Text("<p>Vor nach</p>"), Picture("a.png", "Karte"), Text("<p>Ende</p>")
    ]  # fmt: skip
    assert blocks("## ![Karte](a.png)") == [Picture("a.png", "Karte")]


def test_figures_bring_their_caption():
    html = (
        "<figure><img src='a.png' alt='Ein Feld'><figcaption>Feld</figcaption></figure>"
        "<figure><img src='b.png' title='Gleich'><figcaption>Gleich</figcaption></figure>"
        "<figure><pre>x</pre></figure>"
    )
    assert blocks(html, parse=from_html) == [
        Picture("a.png", "Ein Feld", "Feld"), Picture("b.png", "Gleich"), Code("x")
    ]  # fmt: skip


def test_details_stand_together():
    html = "<details><summary>A</summary><p>eins</p></details>\n<details>zwei</details><details></details>"
    assert blocks(html, parse=from_html) == [
        Accordion((("A", "<p>eins</p>"), ("…", "<p>zwei</p>"), ("…", "")))
    ]
    assert blocks("<details><summary>leer</summary></details>", parse=from_html) == []


def test_terms_keep_their_definitions():
    html = "<dl><dt>Router</dt><dd>Verbindet Netze</dd><dt>allein</dt></dl>"
    assert blocks(html, parse=from_html) == [
        Term("Router", "Verbindet Netze"), Text("<p>allein</p>")
    ]  # fmt: skip


def test_frames_are_kept_as_addresses_only():
    html = (
        "<p>Film: <iframe src='https://a.example/x' title='Vortrag'></iframe></p>"
        "<iframe src='http://a.example/y'></iframe><iframe></iframe>"
    )
    assert blocks(html, parse=from_html) == [
        Text("<p>Film:</p>"), Frame("https://a.example/x", "Vortrag")
    ]  # fmt: skip


def test_words_between_blocks_are_paragraphs():
    html = "lose <b>Wörter</b><hr><p>Absatz</p>Rest"
    assert blocks(html, parse=from_html) == [
        Text("<p>lose <b>Wörter</b></p><p>Absatz</p><p>Rest</p>")
    ]
