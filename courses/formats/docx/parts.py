"""The XML parts of an unpacked Word document; XML that could do harm is refused."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, tostring

LARGEST = 5 * 1024 * 1024  # bytes of one part
LARGEST_SUM = 4 * LARGEST
DEEPEST = 64  # elements inside each other
MOST = 60_000  # elements of all parts: some forty pages, a few seconds, below 300 MB

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/(\w+)\}")
_USUAL = r"{http://schemas.openxmlformats.org/\1/2006/\2}"


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
    return _STRICT.sub(_USUAL, name) if name.startswith("{http://purl") else name


def parts_of(folder: Path) -> dict[str, Element | None]:
    """Every XML part by its name in the document, and the names of all other files.

    Raises:
        DocxError: They are too large, or one is no XML, nested too deeply, or declares a document
            type.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = {path for path in paths if path.name.lower().endswith((".xml", ".rels"))}
    sizes = [path.stat().st_size for path in texts]
    if max(sizes, default=0) > LARGEST or sum(sizes) > LARGEST_SUM:
        raise DocxError(DocxFault.TOO_LARGE, folder.name)
    trees = {path: _tree(path) if path in texts else None for path in paths}
    if sum(1 for root in trees.values() if root is not None for _element in root.iter()) > MOST:
        raise DocxError(DocxFault.TOO_LARGE, folder.name)
    return {path.relative_to(folder).as_posix(): root for path, root in trees.items()}


def _tree(path: Path) -> Element:
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(path.read_bytes())
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DocxError(DocxFault.XML, path.name) from error
    return root


def packed(parts: dict[str, Element | None]) -> BytesIO:
    """The parts as a document again; other files are empty.

    So nothing is parsed later that was not looked at before, whatever the relations say.
    """
    document = BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, b"" if root is None else tostring(root))
    return document


def value(element: Element | None, name: str = "val") -> str:
    """An attribute in Word's own namespace."""
    return element.get(f"{W}{name}", "") if element is not None else ""
