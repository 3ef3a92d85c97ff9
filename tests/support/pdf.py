"""Reads what stands in a PDF."""

import pikepdf


def text_of(document):
    """The text a reader meets, by the fonts' own tables of letters."""
    words = [word for page in document.pages for word in _words(page)]
    return " ".join(" ".join(words).split())


def _words(page):
    letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
    words, font = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = letters[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
            words.append("".join(_decode(string, font) for string in strings))
    return words


def _letters(font):
    table = {}
    lines = font.ToUnicode.read_bytes().decode().splitlines()
    for line in lines:
        parts = line.replace(">", " ").replace("<", " ").split()
        if len(parts) == 2 and all(set(p) <= set("0123456789abcdefABCDEF") for p in parts):
            table[int(parts[0], 16)] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return table


def _decode(string, letters):
    glyphs = [int.from_bytes(string[i : i + 2]) for i in range(0, len(string), 2)]
    return "".join(letters.get(glyph, "") for glyph in glyphs)
