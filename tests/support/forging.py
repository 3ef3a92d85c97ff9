"""Alters the PDF of a certificate as somebody who forges one does."""

import io
import re

import pikepdf


def edited(data, change):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def letters_of(font):
    """Code of a glyph → letter, by the font's own table."""
    lines = font.ToUnicode.read_bytes().decode().splitlines()
    found = (re.fullmatch(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", line.strip()) for line in lines)
    return {int(one[1], 16): bytes.fromhex(one[2]).decode("utf-16-be") for one in found if one}


def codes(operands):
    """The codes of a run of text, two bytes each, without what moves them."""
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    joined = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return [int.from_bytes(joined[at : at + 2]) for at in range(0, len(joined), 2)]


def swap(old, new):
    """Write other words on the page as an editor does, with letters the page already has."""

    def change(document):
        page = document.pages[0]
        tables = {name: letters_of(font) for name, font in page.Resources.Font.items()}
        instructions, table, done = [], {}, False
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                table = tables[str(operands[0])]
            if str(operator) in {"TJ", "Tj"}:
                words = "".join(table[code] for code in codes(operands))
                if old in words and not done:
                    done, written = True, {letter: code for code, letter in table.items()}
                    other = [written[letter] for letter in words.replace(old, new)]
                    run = b"".join(code.to_bytes(2) for code in other)
                    operands, operator = [pikepdf.String(run)], pikepdf.Operator("Tj")
            instructions.append((operands, operator))
        assert done, old
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))

    return change
