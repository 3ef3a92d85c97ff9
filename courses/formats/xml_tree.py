"""Reads XML of strangers into a tree whose elements know their lines.

A document type, and with it every entity, is refused; so is what is too big or too deep.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from courses.formats.questions import MAX_BYTES, FormatError, Reason

MAX_DEPTH = 64
MAX_ELEMENTS = 200_000


@dataclass
class Node:
    """An element: local name, attributes by local name, texts and elements inside, its line."""

    name: str
    attributes: dict[str, str]
    line: int
    inside: list[Node | str] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Node]:
        """Elements directly inside, of these names or all."""
        for child in self.inside:
            if isinstance(child, Node) and (not names or child.name in names):
                yield child

    def child(self, *path: str) -> Node | None:
        """The first element at a path."""
        node: Node | None = self
        for name in path:
            node = next(node.children(name), None) if node else None
        return node

    def below(self, *names: str) -> Iterator[Node]:
        """Elements anywhere inside, in the order of the document."""
        for child in self.children():
            if child.name in names:
                yield child
            yield from child.below(*names)

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def text(self, *path: str) -> str:
        """All text of the element at a path, "" when there is none."""
        node = self.child(*path)
        if node is None:
            return ""
        return "".join(part if isinstance(part, str) else part.text() for part in node.inside)


def read_xml(data: bytes) -> Node:
    """Read a document.

    Raises:
        FormatError: It is too big, too deep, has a document type, or is no XML; names the line.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(Reason.TOO_BIG)
    builder = _Builder()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(data))
    except DefusedXmlException as error:
        raise FormatError(Reason.DOCTYPE) from error
    except SAXParseException as error:
        raise FormatError(Reason.NO_XML, error.getLineNumber() or 0) from error
    except (SAXException, ValueError, LookupError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(Reason.NO_XML) from error
    return builder.root()


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self._open: list[Node] = [Node("", {}, 0)]
        self._elements = 0
        self._locator: Locator | None = None

    def root(self) -> Node:
        return next(self._open[0].children())

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  (the parser's name)
        self._locator = locator

    def startElementNS(  # noqa: N802  (the parser's name)
        self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        line = (self._locator.getLineNumber() if self._locator else 0) or 0
        self._elements += 1
        if len(self._open) > MAX_DEPTH:
            raise FormatError(Reason.DEEP, line)
        if self._elements > MAX_ELEMENTS:
            raise FormatError(Reason.TOO_BIG, line)
        values = {key[1]: value for key, value in attrs.items()}
        node = Node(name[1], values, line)
        self._open[-1].inside.append(node)
        self._open.append(node)

    def endElementNS(self, _name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].inside.append(content)
