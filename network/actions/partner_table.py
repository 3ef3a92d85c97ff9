"""Reads a table of organisations: what a person pasted or uploaded, with faults by line."""

import csv
import io
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from lms.common.errors import DomainError
from lms.common.text import fold
from lms.taxonomy.models import ActionField, District, EducationStage, Term
from network.enums import PartnerKind

COLUMNS = (
    "schluessel", "name", "art", "postfach", "website", "strasse", "plz", "ort", "ortsteil",
    "bereiche", "felder", "quelle",
)  # fmt: skip
REQUIRED = ("schluessel", "name", "art")
MOST_ROWS = 1000


Entry = TypeVar("Entry", bound=Term)


class TableError(DomainError):
    """The table has faults; ``lines`` names them by line. Nothing was stored."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        """Keep what is wrong: (line number, sentence)."""
        self.lines = lines
        super().__init__(" ".join(_("Zeile %d: %s") % line for line in lines[:20]))


@dataclass(frozen=True)
class ProvisionalRow:
    """One organisation of a list; ``key`` names it there, "" for one entered by hand."""

    name: str
    kind: str  # PartnerKind
    key: str = ""
    mailbox: str = ""
    website: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    district: District | None = None
    stages: tuple[EducationStage, ...] = ()
    action_fields: tuple[ActionField, ...] = ()
    source_url: str = ""
    line: int = 0


def read_table(text: str) -> list[ProvisionalRow]:
    """Read a table with a heading line; columns in any order, ``;``, ``,`` or tab between them.

    Raises:
        TableError: Faults by line; all of them at once.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator)
    headings = [fold(name or "").strip() for name in reader.fieldnames or []]
    reader.fieldnames = headings
    missing = [name for name in REQUIRED if name not in headings]
    unknown = [name for name in headings if name not in COLUMNS]
    if missing or unknown:
        raise TableError([(1, _heading_fault(missing, unknown))])
    return _rows(reader)


def _rows(reader: "csv.DictReader[str]") -> list[ProvisionalRow]:
    words = _Words()
    rows: dict[str, ProvisionalRow] = {}
    faults: list[tuple[int, str]] = []
    for values in reader:
        line = reader.line_num
        cells = {name: " ".join((values.get(name) or "").split()) for name in COLUMNS}
        if not any(cells.values()):
            continue
        wrong = words.faults(cells)
        if None in values:
            wrong.append(_("Es sind mehr Spalten als in der Überschrift."))
        if cells["schluessel"] in rows:
            wrong.append(_("Diesen Schlüssel gibt es in der Tabelle schon."))
        faults += [(line, sentence) for sentence in wrong]
        if not wrong:
            rows[cells["schluessel"]] = words.row(cells, line)
    if len(rows) > MOST_ROWS:
        faults.append((MOST_ROWS, _("Bitte höchstens %d Zeilen auf einmal.") % MOST_ROWS))
    if faults:
        raise TableError(faults)
    return list(rows.values())


class _Words:
    """The vocabularies by folded code and title, read once for a table (three queries)."""

    def __init__(self) -> None:
        self.kinds = {fold(v): kind.value for kind in PartnerKind for v in (kind, str(kind.label))}
        self.stages = _by_word(EducationStage)
        self.fields = _by_word(ActionField)
        self.districts = _by_word(District)

    def faults(self, cells: dict[str, str]) -> list[str]:
        """What is wrong with a line, in words."""
        wrong = [_("Es fehlt „%s“.") % name for name in REQUIRED if not cells[name]]
        if cells["art"] and fold(cells["art"]) not in self.kinds:
            wrong.append(_("Die Art „%s“ ist unbekannt.") % cells["art"])
        for name, known in self._lists():
            unknown = [word for word in _split(cells[name]) if fold(word) not in known]
            wrong += [_("„%s“ ist unbekannt.") % word for word in unknown]
        return wrong

    def row(self, cells: dict[str, str], line: int) -> ProvisionalRow:
        """A line without faults as a row."""
        districts = [self.districts[fold(word)] for word in _split(cells["ortsteil"])]
        return ProvisionalRow(
            key=cells["schluessel"],
            name=cells["name"],
            kind=self.kinds[fold(cells["art"])],
            mailbox=cells["postfach"],
            website=cells["website"],
            street=cells["strasse"],
            postal_code=cells["plz"],
            city=cells["ort"],
            district=districts[0] if districts else None,
            stages=tuple(self.stages[fold(word)] for word in _split(cells["bereiche"])),
            action_fields=tuple(self.fields[fold(word)] for word in _split(cells["felder"])),
            source_url=cells["quelle"],
            line=line,
        )

    def _lists(self) -> tuple[tuple[str, dict[str, object]], ...]:
        return (
            ("bereiche", dict(self.stages)),
            ("felder", dict(self.fields)),
            ("ortsteil", dict(self.districts)),
        )


def _by_word(model: type[Entry]) -> dict[str, Entry]:
    rows = model._default_manager.all()
    return {fold(word): term for term in rows for word in (term.code, term.title_de)}


def _split(cell: str) -> list[str]:
    return [word.strip() for word in cell.split("|") if word.strip()]


def _heading_fault(missing: list[str], unknown: list[str]) -> str:
    parts = []
    if missing:
        parts.append(_("Es fehlen die Spalten: %s.") % ", ".join(missing))
    if unknown:
        parts.append(_("Unbekannte Spalten: %s.") % ", ".join(unknown))
    return " ".join(parts)
