"""The Word file of an agreement."""

import io

import docx

from network.formats.agreement import Agreement, Block, to_docx

TEXT = Agreement(
    title="Titel & <b>mehr</b>",
    subtitle="Vereinbarung",
    parties=("Chóśebuz",),
    blocks=(Block("Ziel", paragraphs=("Eins",), pairs=(("Wer", "Was"),), signatures=("A", "B")),),
    signature_label="Ort, Datum",
    foot="Fuß",
)


def test_every_line_stands_in_the_file():
    document = docx.Document(io.BytesIO(to_docx(TEXT, language="de")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert [line for line in TEXT.lines() if line not in text] == []
    assert text.count("____") == 2 * 12
