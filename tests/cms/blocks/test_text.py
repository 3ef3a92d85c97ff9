from cms.blocks.text import AccordionBlock, CodeBlock, HeadingBlock, TextBlock


def render(block, value):
    return block.render(block.to_python(value))


def test_headings_carry_an_anchor_and_are_escaped():
    html = render(HeadingBlock(), {"text": "<i>Über</i> uns", "level": "3"})
    assert html.strip() == '<h3 id="iuberi-uns">&lt;i&gt;Über&lt;/i&gt; uns</h3>'


def test_code_shows_markup_as_written():
    html = render(CodeBlock(), {"language": "html", "code": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_accordion_opens_part_by_part():
    value = {"items": [{"title": "Eins", "text": "<p>1</p>"}, {"title": "Zwei", "text": ""}]}
    assert render(AccordionBlock(), value).count("<details") == 2


def test_text_offers_no_headings_or_images():
    assert TextBlock().field.widget.features == ["bold", "italic", "link", "ol", "ul"]
