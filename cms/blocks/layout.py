"""Blocks that arrange: tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class TableBlock(blocks.StructBlock):
    """A table typed as text: one row a line, cells divided by a vertical bar.

    Plain text keeps markup and class names out of tables and can be pasted from anywhere.
    """

    caption = blocks.CharBlock(
        label=_("Was zeigt die Tabelle?"),
        max_length=200,
        help_text=_("Steht über der Tabelle und wird vorgelesen."),
    )
    rows = blocks.TextBlock(
        label=_("Zeilen"),
        help_text=_(
            "Eine Zeile je Tabellenzeile, Zellen mit | getrennt; die erste sind die Köpfe."
        ),
    )
    has_row_headers = blocks.BooleanBlock(
        label=_("Die erste Spalte benennt die Zeile"), required=False
    )

    class Meta:
        icon = "table"
        label = _("Tabelle")
        template = "cms/blocks/table.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Cut the text into a head and rows of equal length."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        cells = cut(value.get("rows", ""))
        context["head"], context["body"] = (cells[0], cells[1:]) if cells else ([], [])
        return context


def cut(text: str) -> list[list[str]]:
    """Cut lines into cells; short rows are filled up, blank lines dropped."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.strip()
    ]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
