"""The floor of P8: the words of a certificate set line under line, untagged, without any layout."""

import io
from collections.abc import Callable
from importlib.util import find_spec

import segno
from fontTools.ttLib import TTFont

from lms.common.pdf import FONT_FOLDER

FACES = ("FiraSans-Regular", "FiraSans-SemiBold")
SIDE = 2.2  # points of a QR module


def paper_floor(lines: list[str], address: str) -> Callable[[], bytes] | None:
    """A function that draws lines in two embedded fonts, and a QR code; None without reportlab.

    Args:
        lines: What is printed.
        address: What the QR code leads to.
    """
    files = [FONT_FOLDER / f"{face}.woff2" for face in FACES]
    if find_spec("reportlab") is None or not all(file.exists() for file in files):
        return None
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont as Face
    from reportlab.pdfgen.canvas import Canvas

    for face, file in zip(FACES, files, strict=True):
        font, target = TTFont(file), io.BytesIO()
        font.flavor = None
        font.save(target)
        target.seek(0)
        registerFont(Face(face, target))

    def draw() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target)
        for number, line in enumerate(lines):
            canvas.setFont(FACES[number % 3 == 0], 11)
            canvas.drawString(60, 780 - 18 * number, line)
        code = segno.make(address, error="m", mask=2, micro=False)
        for y, row in enumerate(code.matrix):
            for x, is_dark in enumerate(row):
                if is_dark:
                    canvas.rect(440 + SIDE * x, 130 - SIDE * y, SIDE, SIDE, stroke=0, fill=1)
        canvas.save()
        return target.getvalue()

    return draw
