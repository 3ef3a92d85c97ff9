"""What the named styles and lists of a Word document mean."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from courses.formats.docx.parts import W, tree, value

_HEADING = re.compile(r"(?:heading|überschrift) ([1-9])", re.IGNORECASE)
_QUOTES = {"quote", "intense quote", "zitat"}
_DEEPEST_HEADING = 6
_LONGEST_CHAIN = 20  # styles based on styles


@dataclass(frozen=True)
class Meaning:
    """What a paragraph is: a heading of a level, an item of a list, a quotation, or plain."""

    heading: int = 0
    list_id: str = ""
    depth: int = 0
    is_quote: bool = False


class Styles:
    """The styles and lists of one document."""

    def __init__(self, folder: Path) -> None:
        styles = tree(folder, "word/styles.xml")
        self._styles = (
            {value(s, "styleId"): s for s in styles.iter(f"{W}style")} if styles is not None else {}
        )
        self._ordered = _ordered(tree(folder, "word/numbering.xml"))

    def meaning(self, paragraph: Element) -> Meaning:
        """Read the style of a paragraph, and what it says itself beside it."""
        own = paragraph.find(f"{W}pPr")
        chain = self._chain(value(own.find(f"{W}pStyle")) if own is not None else "")
        properties = [
            p for p in (own, *(style.find(f"{W}pPr") for style in chain)) if p is not None
        ]
        names = [value(style.find(f"{W}name")).casefold() for style in chain]
        heading = _heading(names, properties)
        list_id, depth = ("", 0) if heading else _list_place(properties)
        return Meaning(heading, list_id, depth, is_quote=bool(_QUOTES & set(names)))

    def is_ordered(self, list_id: str, depth: int) -> bool:
        """Tell numbers and letters from bullets."""
        return self._ordered.get((list_id, depth), False)

    def _chain(self, name: str) -> list[Element]:
        """A style and what it is based on."""
        chain: list[Element] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = value(chain[-1].find(f"{W}basedOn"))
        return chain


def _heading(names: list[str], properties: list[Element]) -> int:
    """The level of a heading; the document's title counts as the first."""
    for name in names:
        if name in {"title", "titel"}:
            return 1
        if match := _HEADING.fullmatch(name):
            return min(int(match[1]), _DEEPEST_HEADING)
    levels = [value(p.find(f"{W}outlineLvl")) for p in properties]
    level = next((text for text in levels if text), "")
    return int(level) + 1 if level.isdecimal() and int(level) < _DEEPEST_HEADING else 0


def _list_place(properties: list[Element]) -> tuple[str, int]:
    for own in properties:
        if (numbering := own.find(f"{W}numPr")) is not None:
            list_id = value(numbering.find(f"{W}numId"))
            depth = value(numbering.find(f"{W}ilvl"))
            return ("" if list_id == "0" else list_id), int(depth) if depth.isdecimal() else 0
    return "", 0


def _ordered(numbering: Element | None) -> dict[tuple[str, int], bool]:
    """Which levels of which lists are numbered."""
    if numbering is None:
        return {}
    abstract = {value(a, "abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
    found = {}
    for number in numbering.iter(f"{W}num"):
        levels = abstract.get(value(number.find(f"{W}abstractNumId")))
        for level in levels.iter(f"{W}lvl") if levels is not None else ():
            depth, kind = value(level, "ilvl"), value(level.find(f"{W}numFmt"))
            if depth.isdecimal():
                found[value(number, "numId"), int(depth)] = kind not in {"bullet", "none"}
    return found
