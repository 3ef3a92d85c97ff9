"""Reads an unpacked Word document."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.parsers.expat import ExpatError

import mammoth
from lxml import html as lxml_html

from courses.formats.docx.parts import DocxError, DocxFault, packed, parts_of
from courses.formats.docx.repairs import repair
from courses.formats.docx.styles import STYLE_MAP
from courses.formats.markdown_course.shapes import LossKind

DOCUMENT = "word/document.xml"
_BACK = ("#footnote-ref-", "#endnote-ref-")
# How mammoth meets what no Word document holds.
_DAMAGED = (
    ArithmeticError, AttributeError, ExpatError, LookupError, OSError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
_MESSAGES = {
    re.compile(
        r"Unrecognised (?:paragraph|run) style: (?:None|(.+)) \(Style ID: (.+)\)"
    ): LossKind.STYLE,
    re.compile(r"could not open external image '(.*)', external"): LossKind.IMAGE_REMOTE,
    re.compile(r"(?:Could not find image|A v:imagedata element)()"): LossKind.IMAGE_MISSING,
    re.compile(r"A w:sym element .* ignored: (.*)"): LossKind.DRAWING,
    re.compile(r"An unrecognised element .*: w:(altChunk|subDoc|contentPart)"): LossKind.PLUGIN,
}


@dataclass(frozen=True)
class DocxText:
    """The document as HTML; images are named by their path inside the unpacked document.

    Addresses of links are those of the document: whoever shows the HTML cleans it.
    """

    html: str
    losses: tuple[tuple[LossKind, str], ...]  # with a detail, each once


def read_docx(folder: Path) -> DocxText:
    """Read an unpacked document.

    Raises:
        DocxError: It is no Word document, or its XML is refused.
    """
    parts = parts_of(folder)
    losses = repair(parts)
    try:
        result = mammoth.convert_to_html(
            packed(parts),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(_place),
        )
    except _DAMAGED as error:
        raise DocxError(DocxFault.NO_DOCX, DOCUMENT) from error
    for message in result.messages:
        losses |= _loss(message.message)
    html, notes = _without_jumps(result.value)
    if notes:
        losses[LossKind.FOOTNOTE, str(notes)] = None
    return DocxText(html, tuple(losses))


def _place(image: Any) -> dict[str, str]:
    """Where an image lies in the document; a file that is absent will be missed by its name."""
    try:
        with image.open() as file:
            name = file.name
    except KeyError:
        name = image.alt_text or "image"
    return {"src": quote(name)}


def _loss(message: str) -> dict[tuple[LossKind, str], None]:
    for pattern, kind in _MESSAGES.items():
        if found := pattern.match(message):
            return {(kind, next(filter(None, found.groups()), "")): None}
    return {}


def _without_jumps(html: str) -> tuple[str, int]:
    """Take out links within the document, whose targets a lesson does not keep; count the notes."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in tree.xpath(".//a[not(@href) or starts-with(@href, '#')]"):
        if str(link.get("href")).startswith(_BACK):
            link.drop_tree()
        else:
            link.drop_tag()
    notes = len(tree.xpath("ol/li[@id]"))
    whole = lxml_html.tostring(tree, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>"), notes
