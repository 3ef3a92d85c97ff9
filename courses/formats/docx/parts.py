"""The parts of an unpacked Word document as trees; XML that could do harm is refused."""

from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

LARGEST = 5 * 1024 * 1024  # bytes of one part
DEEPEST = 64  # elements inside each other

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}"),
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R.strip("{}"),
}


class DocxFault(StrEnum):
    """Why a document cannot be read."""

    NO_DOCX = "no_docx"
    TOO_LARGE = "too_large"
    XML = "xml"


class DocxError(ValueError):
    """The document cannot be read."""

    def __init__(self, reason: DocxFault, part: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.reason = reason
        self.part = part


class _Builder(TreeBuilder):
    """Builds a tree of limited depth, in the namespaces Word itself writes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attrs: Any) -> Any:
        """Go one deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ParseError
        return super().start(_usual(tag), {_usual(name): value for name, value in attrs.items()})

    def end(self, tag: Any) -> Any:
        """Come back."""
        self._depth -= 1
        return super().end(_usual(tag))


def _usual(name: str) -> str:
    for strict, usual in _STRICT.items():
        name = name.replace(strict, usual)
    return name


def tree(folder: Path, part: str) -> Element | None:
    """One part; None when the document has none of this name.

    Raises:
        DocxError: It is too large, no XML, nested too deeply, or declares a document type.
    """
    path = folder / part
    if not path.is_file():
        return None
    if path.stat().st_size > LARGEST:
        raise DocxError(DocxFault.TOO_LARGE, part)
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(path.read_bytes())
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DocxError(DocxFault.XML, part) from error
    return root


def targets(folder: Path, part: str) -> dict[str, str]:
    """What the ids in a part lead to: addresses outside, or names of files inside the document."""
    place = Path(part)
    rels = tree(folder, str(place.parent / "_rels" / f"{place.name}.rels"))
    found = {}
    for relation in rels.iter(f"{_REL}Relationship") if rels is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else f"{place.parent}/{target}"
        found[relation.get("Id", "")] = target
    return found


def value(element: Element | None, name: str = "val") -> str:
    """An attribute in Word's own namespace."""
    return element.get(f"{W}{name}", "") if element is not None else ""
