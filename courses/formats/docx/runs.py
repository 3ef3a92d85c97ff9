"""Writes what stands inside a paragraph: words, emphasis, links, images, marks of notes."""

from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element

from courses.formats.docx.parts import R, W, value
from courses.formats.markdown_course.shapes import LossKind

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NAMED = 60  # characters of a detail
_ADDRESSES = ("http://", "https://", "mailto:")

Lose = Callable[[LossKind, str], None]


class Runs:
    """Writes paragraphs; ``boxes`` and ``notes`` wait to be written behind them."""

    def __init__(self, targets: dict[str, str], lose: Lose) -> None:
        self.targets, self.lose = targets, lose
        self.boxes: list[Element] = []  # text boxes met on the way
        self.notes: list[tuple[str, str]] = []  # kind and id, in the order of their marks
        self._writers: dict[str, Callable[[Element], str]] = {
            f"{W}t": lambda element: escape(element.text or "", quote=False),
            f"{W}tab": lambda element: " ",
            f"{W}br": lambda element: "<br>" if value(element, "type") != "page" else "",
            f"{W}cr": lambda element: "<br>",
            f"{W}noBreakHyphen": lambda element: "-",
            f"{W}r": self._run,
            f"{W}hyperlink": self._link,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._object,
            f"{W}footnoteReference": lambda element: self._note("footnotes", element),
            f"{W}endnoteReference": lambda element: self._note("endnotes", element),
            f"{W}commentReference": lambda element: self._lost(LossKind.COMMENT),
            f"{W}del": lambda element: self._lost(LossKind.TRACKED),
            f"{W}moveFrom": lambda element: self._lost(LossKind.TRACKED),
            f"{_M}oMath": self._formula,
            f"{_MC}AlternateContent": self._alternative,
            **dict.fromkeys((f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText"), _nothing),
        }  # fmt: skip

    def inside(self, element: Element) -> str:
        """Everything inside an element; wrappers of no meaning let their content through."""
        return "".join(self._written(child) for child in element)

    def _written(self, element: Element) -> str:
        writer = self._writers.get(element.tag)
        return writer(element) if writer else self.inside(element)

    def _run(self, run: Element) -> str:
        html = self.inside(run)
        properties = run.find(f"{W}rPr")
        if properties is None or not html.strip():
            return html
        for name, tag in (("b", "b"), ("i", "i")):
            if _is_on(properties.find(f"{W}{name}")):
                html = f"<{tag}>{html}</{tag}>"
        place = value(properties.find(f"{W}vertAlign"))
        tag = {"superscript": "sup", "subscript": "sub"}.get(place, "")
        return f"<{tag}>{html}</{tag}>" if tag else html

    def _link(self, link: Element) -> str:
        html = self.inside(link)
        address = self.targets.get(link.get(f"{R}id", ""), "")
        if address.startswith(_ADDRESSES):
            return f'<a href="{escape(address)}">{html}</a>'
        if address:
            self.lose(LossKind.UNSAFE_LINK, address[:_NAMED])
        return html

    def _drawing(self, drawing: Element) -> str:
        described = drawing.find(f".//{_WP}docPr")
        alt = described.get("descr", "") if described is not None else ""
        ids = [blip.get(f"{R}embed", "") for blip in drawing.iter(f"{_A}blip")]
        ids += [picture.get(f"{R}id", "") for picture in drawing.iter(f"{_V}imagedata")]
        boxes = list(drawing.iter(f"{W}txbxContent"))
        self.boxes.extend(boxes)
        if boxes:
            self.lose(LossKind.TEXT_BOX, "")
        elif not ids:
            self.lose(LossKind.DRAWING, alt[:_NAMED])
        sources = (self.targets.get(name, "") for name in ids)
        return "".join(
            f'<img src="{escape(source)}" alt="{escape(alt)}">' for source in sources if source
        )

    def _object(self, element: Element) -> str:
        self.lose(LossKind.PLUGIN, "")
        return self._drawing(element) if element.find(f".//{_V}imagedata") is not None else ""

    def _note(self, kind: str, mark: Element) -> str:
        self.notes.append((kind, value(mark, "id")))
        return f"<sup>[{len(self.notes)}]</sup>"

    def _formula(self, formula: Element) -> str:
        words = "".join(part.text or "" for part in formula.iter(f"{_M}t"))
        self.lose(LossKind.DRAWING, words[:_NAMED])
        return f"<code>{escape(words, quote=False)}</code>" if words.strip() else ""

    def _alternative(self, element: Element) -> str:
        """The first of several ways to show the same thing."""
        choice = element.find(f"{_MC}Choice")
        return self.inside(choice) if choice is not None else ""

    def _lost(self, kind: LossKind) -> str:
        self.lose(kind, "")
        return ""


def _nothing(_element: Element) -> str:
    return ""


def _is_on(element: Element | None) -> bool:
    return element is not None and value(element) not in {"0", "false", "off", "none"}
