"""Finds what keeps a PDF from being PDF/A-3a and PDF/UA-1, as far as its parts can be looked at.

No validator: veraPDF is not to be had here. Each rule names the clause it stands for (ISO 14289-1
where no other standard is named).
"""

import itertools

import pikepdf
from lxml import etree

from tests.support.forging import letters_of

PAINTS = {"Tj", "TJ", "Do", "f", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "BI"}
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
INSIDE = {"/L": {"/LI", "/L", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
ACTIVE = {"/OpenAction", "/AA", "/OCProperties", "/Extensions", "/Version"}


def described(document, path):
    """What the metadata says there; read as it is, since pikepdf's reader mends it."""
    tree = etree.fromstring(document.Root.Metadata.read_bytes())
    return [str(one) for one in tree.xpath(path, namespaces=NAMESPACES)]


def claims(document):
    """What a file says it is: part and conformance of PDF/A, part of PDF/UA."""
    names = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    return tuple(
        next(iter(described(document, f"//rdf:Description/@{name}")), None) for name in names
    )


def kids(element):
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def is_element(kid):
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR"


def elements(document):
    """All structure elements, in reading order."""
    waiting = kids(document.Root.StructTreeRoot)[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in kids(element) if is_element(kid)][::-1]


def outline(element):
    """A tree as nested names, spans left out: ``["Document", ["P"]]``."""
    below = [outline(kid) for kid in kids(element) if is_element(kid) and kid.S != "/Span"]
    return [str(element.S)[1:], *below]


def faults(document):
    """Everything that is wrong, as sentences."""
    checks = (
        _document, _metadata, _headings, _lists, _figures, _paints, _content, _annotations,
        _fonts, _files,
    )  # fmt: skip
    return [fault for check in checks for fault in check(document)]


def _document(document):
    root = document.Root
    given = {
        "7.1: not marked as tagged": root.get("/MarkInfo", {}).get("/Marked") is True,
        "7.1: title is not shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
        is True,
        "7.2: no language": bool(str(root.get("/Lang", ""))),
        "7.18.3: tab order is not that of the structure": all(
            page.get("/Tabs") == "/S" for page in document.pages
        ),
        "ISO 19005-3 6.2.3: no output intent of sRGB": [
            (str(one.S), one.DestOutputProfile.N, one.DestOutputProfile.read_bytes()[16:20])
            for one in root.get("/OutputIntents", [])
        ]
        == [("/GTS_PDFA1", 3, b"RGB ")],
        "ISO 19005-3 6.5: actions, layers, newer versions or encryption": not (
            ACTIVE & set(root.keys()) or document.is_encrypted
        ),
    }
    return [fault for fault, is_right in given.items() if not is_right]


def _metadata(document):
    if described(document, "//dc:title//rdf:li/text()") != [str(document.docinfo.get("/Title"))]:
        yield "7.1: no title in the metadata, or another one"
    if len(described(document, "//rdf:RDF")) != 1 or claims(document) != ("3", "A", "1"):
        yield "5: the file does not say what it is"


def _headings(document):
    names = [str(one.S)[1:] for one in elements(document)]
    levels = [int(name[1:]) for name in names if name[0] == "H" and name[1:].isdigit()]
    for before, level in itertools.pairwise([0, *levels]):
        if level > before + 1:
            yield f"7.4.2: H{level} after level {before}"


def _lists(document):
    for element in elements(document):
        inside = {str(kid.S) for kid in kids(element) if is_element(kid)}
        strange = inside - INSIDE.get(str(element.S), inside)
        if strange or (element.S in INSIDE and not inside):
            yield f"7.6: {sorted(strange) or 'nothing'} inside {element.S}"


def _figures(document):
    for element in elements(document):
        if element.S != "/Figure":
            continue
        if not str(element.get("/Alt", "")):
            yield "7.3: a figure without words"
        left, bottom, right, top = (float(value) for value in element.A.BBox)
        x, y = (float(value) for value in element.Pg.MediaBox[2:])
        if not (0 <= left < right <= x and 0 <= bottom < top <= y):
            yield "ISO 32000-1 14.8.5.4.3: a figure beside the page"


def _paints(document):
    """Whatever paints does so within a mark, and artifacts and content do not mix."""
    for page in document.pages:
        marks = []
        for operands, operator in pikepdf.parse_content_stream(page):
            word = str(operator)
            if word in {"BDC", "BMC"}:
                marks.append(str(operands[0]))
                if "/Artifact" in marks and len(marks) > 1:
                    yield "7.1: an artifact within content, or the other way round"
            elif word == "EMC":
                marks.pop()
            elif word in PAINTS and not marks:
                yield f"7.1: {word} paints what is neither content nor artifact"


def _content(document):
    """What is marked as content is in the tree, once, and found from both sides."""
    named = [
        ((element.Pg.objgen, kid), element)
        for element in elements(document)
        for kid in kids(element)
        if isinstance(kid, int)
    ]
    parents = _parents(document)
    marked = []
    for page in document.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                marked.append((page.obj.objgen, int(operands[1].MCID)))
    if sorted(marked) != sorted(place for place, _element in named):
        yield "7.1: marked content and tree do not name the same"
    starts = {page.obj.objgen: page.StructParents for page in document.pages}
    for (page, number), element in named:
        if parents[starts[page]][number] != element:
            yield "7.1: the way back from content leads elsewhere"


def _parents(document):
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def _annotations(document):
    parents = _parents(document)
    for page in document.pages:
        for note in page.get("/Annots", []):
            outside = all(float(value) < 0 for value in note.Rect)
            if note.Subtype == "/Widget" and outside:
                if not str(note.get("/TU", "")):
                    yield "7.18.1: a field without a name for people"
                continue
            if note.get("/F") != 4 or not str(note.get("/Contents", "")):
                yield "7.18.5: a link that is not printed or not described"
            owner = parents.get(note.get("/StructParent"))
            if owner is None or owner.S != "/Link":
                yield "7.18.5: a link outside the tree"
            elif not any(
                isinstance(k, pikepdf.Dictionary) and k.get("/Obj") == note for k in kids(owner)
            ):
                yield "7.18.5: the tree does not name the link"


def _shown(page):
    """Pairs of a font and the codes that a run of text shows with it."""
    font = None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = page.Resources.Font[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            run = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield font, {int.from_bytes(run[at : at + 2]) for at in range(0, len(run), 2)}


def _fonts(document):
    for font, codes in (pair for page in document.pages for pair in _shown(page)):
        below, table = font.DescendantFonts[0], letters_of(font)
        if font.Encoding != "/Identity-H" or 0 in codes:
            yield "7.21.8: letters that the font does not have"
        if "/FontFile2" not in below.FontDescriptor or below.get("/CIDToGIDMap") != "/Identity":
            yield "7.21.4: a font that is not embedded"
        if any(table.get(code, "\0") in {"", "\0", "\ufeff", "\ufffe"} for code in codes):
            yield "7.21.7: a code without its letter"


def _files(document):
    for item in document.Root.get("/AF", []):
        if not (str(item.F) == str(item.UF) and item.get("/AFRelationship") and item.get("/Desc")):
            yield "ISO 19005-3 6.8: an embedded file without names or relationship"
        if not str(item.EF.F.get("/Subtype", "")):
            yield "ISO 19005-3 6.8: an embedded file without its type"
