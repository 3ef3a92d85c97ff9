import pytest

from courses.formats.markdown_course.markup import from_html
from courses.formats.markdown_course.shapes import LossKind
from courses.formats.markdown_course.tables import has_layout, table_of


def read(text, caption="Kapitel"):
    source = from_html("a.html", text)
    element = next(source.tree.iter("table"))
    return table_of(element, source, caption), source


def test_cells_become_words_and_bars_do_not_cut_them():
    table, source = read("<table><tr><th>a|b<th>c<tr><td>1<br>2<td> 3 </table>")
    assert table.rows == (("a/b", "c"), ("1 2", "3"))
    assert table.caption == "Kapitel"
    assert not table.has_row_headers
    assert source.losses == []


def test_own_caption_and_row_headers():
    table, _source = read(
        "<table><caption>Preise</caption><tr><th>Ware<th>Euro<tr><th>Brot<td>3</table>"
    )
    assert table.caption == "Preise"
    assert table.has_row_headers


@pytest.mark.parametrize("cell", ["<ul><li>x</ul>", "<a href='https://a.example'>x</a>"])
def test_what_cells_cannot_hold_is_told(cell):
    _table, source = read(f"<p>x</p>\n<table><tr><th>a<tr><td>{cell}</table>")
    (loss,) = source.losses
    assert (loss.kind, loss.line) == (LossKind.TABLE_MARKUP, 2)


def test_stretched_cells_are_told():
    _table, source = read("<table><tr><th colspan=2>a<tr><td>1<td>2</table>")
    assert source.losses[0].kind == LossKind.TABLE_MARKUP


def test_a_table_without_cells_is_none():
    assert read("<table></table>")[0] is None


def test_tables_that_arrange_are_known():
    def element(text):
        return next(from_html("a.html", text).tree.iter("table"))

    assert has_layout(element("<table><tr><td><img src='a.png'><td>x</table>"))
    assert not has_layout(element("<table><tr><th>a<tr><td><img src='a.png'></table>"))
    assert not has_layout(element("<table><tr><td>1<td>2</table>"))
