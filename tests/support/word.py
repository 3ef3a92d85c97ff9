"""Builds Word documents for tests, part by part."""

import zipfile
from pathlib import Path

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="eigen"><w:name w:val="Eigen"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="Quote"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def part(name: str, inner: str) -> str:
    """A part with all namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMES}>{inner}</w:{name}>'


def paragraph(inner: str, style: str = "", extra: str = "") -> str:
    """A paragraph; plain words become a run."""
    run = inner if inner.startswith("<") else f"<w:r><w:t>{inner}</w:t></w:r>"
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{run}</w:p>"


def item(words: str, depth: int = 0) -> str:
    """An item of the list above."""
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(words, extra=place)


def cell(inner: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def relation(name: str, target: str, outside: str = "") -> str:
    """What an id leads to; ``outside`` is "External" for an address."""
    mode = f' TargetMode="{outside}"' if outside else ""
    return f'<Relationship Id="{name}" Type="any" Target="{target}"{mode}/>'


def drawing(inside: str, alt: str = "") -> str:
    """A run that shows something drawn."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def image(name: str, alt: str = "") -> str:
    """A run that shows the image of a relation."""
    return drawing(blip(f'r:embed="{name}"'), alt)


def blip(where: str) -> str:
    """A picture inside a drawing."""
    return f"<pic:pic><pic:blipFill><a:blip {where}/></pic:blipFill></pic:pic>"


def parts(body: str, **others: str) -> dict[str, str]:
    """The parts of a document; ``rels``, ``footnotes`` and ``header`` may be given."""
    made = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
    }
    if "rels" in others:
        made["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{others['rels']}</Relationships>"
        )
    if "footnotes" in others:
        made["word/footnotes.xml"] = part("footnotes", others["footnotes"])
    if "header" in others:
        made["word/header1.xml"] = part("hdr", others["header"])
    return made


def unpacked(folder: Path, made: dict[str, str]) -> Path:
    """The parts as files."""
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def document(path: Path, made: dict[str, str | bytes]) -> Path:
    """The parts as one file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return path
