import pytest
from lxml import html

from courses.formats.markdown_course.markup import from_html, from_markdown
from courses.formats.markdown_course.shapes import Loss, LossKind


def losses(text, parse=from_markdown, **values):
    return [(loss.line, loss.kind, loss.detail) for loss in parse("a.md", text, **values).losses]


def written(source):
    return html.tostring(source.tree, encoding="unicode")


@pytest.mark.parametrize(
    ("piece", "kind", "detail"),
    [
        ("<script>alert(1)</script>", LossKind.SCRIPT, "script"),
        ("<style>p{color:red}</style>", LossKind.STYLE, "style"),
        ('<p style="color:red">x</p>', LossKind.STYLE, "p style"),
        ('<p onclick="x()">x</p>', LossKind.HANDLER, "p onclick"),
        (
            '<iframe src="https://a.example/x"></iframe>',
            LossKind.FRAME,
            "iframe https://a.example/x",
        ),
        ('<object data="x.swf"></object>', LossKind.PLUGIN, "object x.swf"),
        ("<button>Los</button>", LossKind.FORM, "button"),
        ('<video src="a.mp4"></video>', LossKind.MEDIA, "video a.mp4"),
        ("<svg><circle/></svg>", LossKind.DRAWING, "svg"),
        ("<blink>x</blink>", LossKind.ELEMENT, "blink"),
        ('<a href="java\tscript:x()">x</a>', LossKind.UNSAFE_LINK, "a java\tscript:x()"),
    ],
)
def test_each_loss_is_noted_with_its_line(piece, kind, detail):
    found = losses(f"Erste Zeile\n\n{piece}\n", first_line=5)
    assert (7, kind, detail) in found


def test_lines_inside_a_paragraph_and_inside_html_are_counted():
    text = 'eins\nzwei <span style="x">drei</span>\n\n<div>\n<p\n>a</p>\n<i onclick="x">b</i>\n</div>\n'
    assert losses(text) == [(2, LossKind.STYLE, "span style"), (7, LossKind.HANDLER, "i onclick")]


def test_html_files_count_their_own_lines():
    found = losses("<html>\n<body>\n<script>\nx\n</script>\n<p>Text</p>", parse=from_html)
    assert found == [(3, LossKind.SCRIPT, "script")]


def test_the_same_loss_twice_in_a_line_is_noted_once():
    assert len(losses('<p><i style="a">x</i><i style="b">y</i></p>')) == 1


def test_code_is_text_and_loses_nothing():
    text = "`<script>`\n\n```html\n<iframe src='x'></iframe>\n```\n"
    assert losses(text) == []
    assert "&lt;iframe" in written(from_markdown("a.md", text))


def test_nothing_dangerous_stays_in_the_tree():
    text = (
        '<script>x</script><style>y</style><p onclick="x" style="y">gut</p>'
        '<a href="javascript:x">z</a><form action="x"><input value="w"></form>'
    )
    clean = written(from_html("a.html", text))
    assert "gut" in clean
    for word in ("script", "style", "onclick", "form", "input"):
        assert word not in clean


def test_places_of_images_and_tables_are_known():
    text = "![Karte](a.png)\n\n<img src='b.png'>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    source = from_markdown("a.md", text, first_line=3)
    assert source.image_lines == {"a.png": 3, "b.png": 5}
    assert [table.get("data-line") for table in source.tree.iter("table")] == ["7"]


def test_broken_addresses_are_unsafe():
    assert losses('<a href="http://[x">x</a>') == [(1, LossKind.UNSAFE_LINK, "a http://[x")]


def test_losses_sort_by_file_and_line():
    first = Loss("a.md", 2, LossKind.STYLE)
    assert min([Loss("b.md", 1, LossKind.STYLE), first]) == first
