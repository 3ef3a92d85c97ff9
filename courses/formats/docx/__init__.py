"""A Word document as HTML: headings, lists, tables, links, images, notes; no layout.

Pure: reads an unpacked document, stores nothing, fetches nothing. The library mammoth converts; the
modules here say what it must never see (``parts``), does not know (``repairs``) and is told
(``styles``).
Source: ECMA-376, part 1 (WordprocessingML, sections 17 and 20).
"""

from courses.formats.docx.parts import DocxError, DocxFault
from courses.formats.docx.reading import DocxText, read_docx

__all__ = ["DocxError", "DocxFault", "DocxText", "read_docx"]
