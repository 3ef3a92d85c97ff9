from cms.blocks.layout import TableBlock, cut


def test_rows_are_filled_up_to_the_same_width():
    assert cut("| Ware | Preis |\n\nBrot | 3\nObst") == [
        ["Ware", "Preis"],
        ["Brot", "3"],
        ["Obst", ""],
    ]
    assert cut("") == []


def test_table_has_caption_and_headers_and_escapes_cells():
    block = TableBlock()
    rows = "Ware | Preis\n<b onclick=x>Brot</b> | 3"
    value = {"caption": "Preise", "rows": rows, "has_row_headers": True}
    html = block.render(block.to_python(value))
    assert "<caption>Preise</caption>" in html
    assert html.count('scope="col"') == 2
    assert '<th scope="row">&lt;b onclick=x&gt;Brot&lt;/b&gt;</th>' in html
