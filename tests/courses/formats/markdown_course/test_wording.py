import pytest

from courses.formats.markdown_course.markup import from_html, from_markdown
from courses.formats.markdown_course.shapes import LossKind
from courses.formats.markdown_course.wording import Writer, holds, lines_of, plain


def rich(text, parse=from_markdown):
    source = parse("a.md", text)
    return Writer(source).rich(source.tree), source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein *Satz* mit **Nachdruck**.", "<p>Ein <i>Satz</i> mit <b>Nachdruck</b>.</p>"),
        ("Chóśebuz & `<b>`", "<p>Chóśebuz &amp; <code>&lt;b&gt;</code></p>"),
        ("10<sup>2</sup>", "<p>10<sup>2</sup></p>"),
        (
            "[x](https://a.example/?a=1&b=2)",
            '<p><a href="https://a.example/?a=1&amp;b=2">x</a></p>',
        ),
        ("* a\n  * b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n\n   b", "<ol><li>a<br/>b</li></ol>"),
        ("## Titel", "<p><b>Titel</b></p>"),
        ("<center>Mitte</center>", "<p>Mitte</p>"),
        ("<i></i><p></p>", ""),
        ("<p>a<br><br><br>b<br></p>", "<p>a<br/>b</p>"),
    ],
)
def test_only_the_few_elements_of_rich_text_are_written(text, expected):
    assert rich(text)[0] == expected


def test_code_in_a_list_keeps_its_lines():
    assert rich("* Tun:\n\n      a = 1\n      b < 2\n")[0] == (
        "<ul><li>Tun:<br/><code>a = 1<br/>b &lt; 2</code></li></ul>"
    )


def test_links_into_the_folder_become_text():
    html, source = rich("[weiter](b.md) und [oben](#anfang)")
    assert html == '<p>weiter und <a href="#anfang">oben</a></p>'
    assert [(loss.kind, loss.detail) for loss in source.losses] == [
        (LossKind.RELATIVE_LINK, "b.md")
    ]


def test_images_are_put_aside():
    source = from_markdown("a.md", "Text ![Karte](a.png) mehr")
    writer = Writer(source)
    assert writer.rich(source.tree) == "<p>Text mehr</p>"
    assert [element.get("src") for element in writer.aside] == ["a.png"]


def test_words_on_one_line_and_on_several():
    tree = from_html("a.html", "<p>Eins\n  zwei<br>drei</p><ul><li>vier</li></ul>").tree
    assert plain(tree) == "Eins zweidreivier"
    assert lines_of(tree) == "Eins zwei\ndrei\n• vier"
    assert holds(tree, "li")
    assert not holds(tree, "table")
