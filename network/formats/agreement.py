"""An agreement as a sequence of blocks, and those blocks as a Word document (OOXML)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

# XML 1.0 has no place for these; forms let some of them through.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Block:
    """A heading, paragraphs, pairs of label and text, or lines to sign on; unused parts empty."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    signatures: tuple[str, ...] = ()  # who signs


@dataclass(frozen=True)
class Agreement:
    """The whole text; PDF and DOCX both say exactly this."""

    title: str
    subtitle: str
    parties: tuple[str, ...]
    blocks: Sequence[Block]
    signature_label: str  # under each line to sign on
    foot: str = ""

    def lines(self) -> list[str]:
        """All text in reading order; what both files are compared by."""
        found = [self.title, self.subtitle, *self.parties]
        for block in self.blocks:
            found += [block.heading, *block.paragraphs]
            found += [text for pair in block.pairs for text in pair]
            for name in block.signatures:
                found += [name, self.signature_label]
        return [line for line in [*found, self.foot] if line]


def to_docx(agreement: Agreement, *, language: str) -> bytes:
    """Write the agreement as a Word document with real headings and its language set."""
    from docx import Document  # noqa: PLC0415  (large; only whoever asks for the file pays)

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        _plain(agreement.title)[:255], "", language,
    )  # fmt: skip
    for default in document.styles.element.xpath("//w:rPrDefault//w:lang"):
        default.set(f"{{{default.nsmap['w']}}}val", language)
    document.add_heading(_plain(agreement.title), level=0)
    document.add_paragraph(agreement.subtitle)
    for party in agreement.parties:
        document.add_paragraph(_plain(party), style="List Bullet")
    for block in agreement.blocks:
        _add_block(document, block, agreement.signature_label)
    document.add_paragraph(agreement.foot)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_block(document: Any, block: Block, signature_label: str) -> None:
    document.add_heading(block.heading, level=1)
    for text in block.paragraphs:
        document.add_paragraph(_plain(text))
    for label, text in block.pairs:
        paragraph = document.add_paragraph()
        paragraph.add_run(_plain(label)).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(_plain(text))
    for name in block.signatures:
        document.add_paragraph("\n" + "_" * 48)
        document.add_paragraph(_plain(name))
        document.add_paragraph(signature_label)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)
