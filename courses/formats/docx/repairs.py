"""Rewrites what mammoth does not know into what it knows; notes what it drops without a word."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from courses.formats.docx.parts import W
from courses.formats.docx.styles import FORMULA, name_by_base, outline
from courses.formats.markdown_course.shapes import LossKind

Losses = dict[tuple[LossKind, str], None]  # with a detail, each once, in order

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = f"{W}txbxContent"
_TABLE = {f"{W}tbl", f"{W}tr", f"{W}tc"}
_NAMED = 60  # characters of a detail
# Wrappers whose words mammoth would drop, and what it reads instead.
_KNOWN_AS = {
    f"{W}cr": f"{W}br",
    f"{_M}oMathPara": f"{W}customXml",
    **dict.fromkeys(
        (f"{W}{name}" for name in ("fldSimple", "dir", "bdo", "ruby", "rubyBase", "rt")),
        f"{W}customXml",
    ),
}
_DROPPED = {
    f"{W}del": LossKind.TRACKED,
    f"{W}moveFrom": LossKind.TRACKED,
    f"{W}commentReference": LossKind.COMMENT,
}


def repair(parts: dict[str, Element | None]) -> Losses:
    """Change the parts in place; return what the lesson will lack."""
    losses: Losses = {}
    for root in (root for root in parts.values() if root is not None):
        if root.tag == f"{W}styles":
            name_by_base(root)
        elif root.tag in {f"{W}hdr", f"{W}ftr"}:
            words = "".join(text.text or "" for text in root.iter(f"{W}t"))
            if any(char.isalpha() for char in words):  # a page number is no loss
                losses[LossKind.MARGIN, words.strip()[:_NAMED]] = None
        elif root.tag in {f"{W}document", f"{W}footnotes", f"{W}endnotes"}:
            _repair_text(root, losses)
    return losses


def _repair_text(root: Element, losses: Losses) -> None:
    for several in list(root.iter(f"{_MC}AlternateContent")):
        several[:] = several[-1:]  # what every program understands stands last
        for one in several:
            one.tag = f"{_MC}Fallback"
    for table in list(_outermost(root, {f"{W}tbl"})):
        _table(table, losses)
    for element in list(root.iter()):
        element.tag = _KNOWN_AS.get(element.tag, element.tag)
        if element.tag in _DROPPED:
            losses[_DROPPED[element.tag], ""] = None
        elif mend := _MENDERS.get(element.tag):
            mend(element, losses)


def _outermost(parent: Element, tags: set[str]) -> Iterator[Element]:
    """Elements of some kinds that stand in no other of these."""
    for child in parent:
        if child.tag in tags:
            yield child
        else:
            yield from _outermost(child, tags)


def _table(table: Element, losses: Losses) -> None:
    """The first row is the head, as everywhere; inner tables and merged rows become plain cells."""
    for inner in list(table.iter()):
        if inner.tag == f"{W}tbl" and inner is not table:
            for piece in inner.iter():
                piece.tag = f"{W}customXml" if piece.tag in _TABLE else piece.tag
    for cell in table.iter(f"{W}tcPr"):
        for merged in cell.findall(f"{W}vMerge"):
            cell.remove(merged)
            losses[LossKind.TABLE_MARKUP, ""] = None
    first = next(table.iter(f"{W}tr"), None)
    if first is not None and next(_outermost(table, {f"{_A}blip", _IMAGE}), None) is None:
        SubElement(_first(first, f"{W}trPr"), f"{W}tblHeader")


def _first(parent: Element, tag: str) -> Element:
    """The properties of an element; made when absent."""
    found = parent.find(tag)
    if found is None:
        found = Element(tag)
        parent.insert(0, found)
    return found


def _paragraph(paragraph: Element, _losses: Losses) -> None:
    """A level of its own makes a heading of a paragraph."""
    if level := outline(paragraph):
        style = _first(_first(paragraph, f"{W}pPr"), f"{W}pStyle")
        style.set(f"{W}val", f"Heading{level}")


def _drawing(drawing: Element, losses: Losses) -> None:
    """Images also out of groups; text boxes as paragraphs behind."""
    data = drawing.find(f"*/{_A}graphic/{_A}graphicData")
    found = list(_outermost(drawing, {_PIC, _BOX}))
    boxes = [element for element in found if element.tag == _BOX]
    if data is not None:
        data[:] = [element for element in found if element.tag == _PIC]
    if boxes:
        losses[LossKind.TEXT_BOX, ""] = None
        SubElement(drawing, f"{W}pict").extend(boxes)
    elif not found:
        described = drawing.find("*/{*}docPr")
        alt = described.get("descr", "") if described is not None else ""
        losses[LossKind.DRAWING, alt[:_NAMED]] = None


def _shape(shape: Element, losses: Losses) -> None:
    """The old way to draw, also the picture that stands for an embedded object."""
    found = list(_outermost(shape, {_IMAGE, _BOX}))
    if any(element.tag == _BOX for element in found):
        losses[LossKind.TEXT_BOX, ""] = None
    if shape.tag == f"{W}object":
        losses[LossKind.PLUGIN, ""] = None
    elif not found:
        losses[LossKind.DRAWING, ""] = None
    shape.tag = f"{W}pict"
    shape[:] = found


def _formula(formula: Element, losses: Losses) -> None:
    words = "".join(part.text or "" for part in formula.iter(f"{_M}t"))
    losses[LossKind.DRAWING, words[:_NAMED]] = None
    formula.clear()
    formula.tag = f"{W}r"
    SubElement(_first(formula, f"{W}rPr"), f"{W}rStyle").set(f"{W}val", FORMULA)
    SubElement(formula, f"{W}t").text = words


_MENDERS: dict[str, Callable[[Element, Losses], None]] = {
    f"{W}p": _paragraph,
    f"{W}drawing": _drawing,
    f"{W}pict": _shape,
    f"{W}object": _shape,
    f"{_M}oMath": _formula,
}
