"""Walks through the stored body of a lesson and puts other rows in the places of those it names."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock, RichTextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.fields import QuestionVersionBlock

Exchange = Callable[[int], int]  # id of a row → id of the one that takes its place
_KINDS: tuple[tuple[type[Block], str], ...] = (
    (ImageChooserBlock, "image"),
    (DocumentChooserBlock, "document"),
    (QuestionVersionBlock, "question"),
)
# How rich text names pages, files and images: <a linktype="page" id="3">, <embed embedtype="image".
_TAG = re.compile(r"<(?:a|embed)\b[^>]*>")
_KIND = re.compile(r'\b(?:linktype|embedtype)="(\w+)"')
_ID = re.compile(r'(\bid=")(\d+)(")')


def exchanged(block: Block, raw: Any, exchanges: Mapping[str, Exchange]) -> Any:
    """The stored value of a block with every row it names exchanged.

    Args:
        block: Says what the value means.
        raw: As ``get_prep_value`` gives it.
        exchanges: By kind: image, document, question, page; a kind left out stays as it is.
    """
    if isinstance(block, BaseStreamBlock):
        children = block.child_blocks
        return [
            item | {"value": exchanged(children[item["type"]], item["value"], exchanges)}
            for item in raw
            if item["type"] in children
        ]
    if isinstance(block, BaseStructBlock):
        return {
            name: exchanged(block.child_blocks[name], value, exchanges)
            if name in block.child_blocks
            else value
            for name, value in raw.items()
        }
    if isinstance(block, ListBlock):
        return [
            item | {"value": exchanged(block.child_block, item["value"], exchanges)} for item in raw
        ]
    if isinstance(block, RichTextBlock):
        return exchanged_html(raw or "", exchanges)
    return _leaf(block, raw, exchanges)


def exchanged_html(html: str, exchanges: Mapping[str, Exchange]) -> str:
    """Rich text as it is stored, with every row it names exchanged."""

    def one(match: re.Match[str]) -> str:
        tag = match[0]
        kind = _KIND.search(tag)
        exchange = exchanges.get(kind[1]) if kind else None
        if exchange is None:
            return tag
        return _ID.sub(lambda found: f"{found[1]}{exchange(int(found[2]))}{found[3]}", tag)

    return _TAG.sub(one, html)


def _leaf(block: Block, raw: Any, exchanges: Mapping[str, Exchange]) -> Any:
    for kind, name in _KINDS:
        if isinstance(block, kind) and raw and name in exchanges:
            return exchanges[name](int(raw))
    return raw
