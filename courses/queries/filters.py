"""What somebody asks the catalogue for, as it stands in an address people can share."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.enums import Facet

MAX_VALUES = 30  # of one facet in an address
MAX_LENGTH = 80  # characters of a search or a value
# Names in the address, which people see and share.
PARAMETERS = {
    Facet.STAGE: "stufe",
    Facet.FIELD: "feld",
    Facet.COMPETENCE: "kompetenz",
    Facet.AUDIENCE: "zielgruppe",
    Facet.LEVEL: "niveau",
    Facet.EFFORT: "dauer",
    Facet.FORMAT: "format",
    Facet.PLACE: "ort",
    Facet.DATE: "beginn",
    Facet.TIME: "zeit",
    Facet.COST: "kosten",
    Facet.SEATS: "plaetze",
    Facet.LANGUAGE: "sprache",
    Facet.ACCESSIBILITY: "barrierefrei",
    Facet.PARTNER: "partner",
}
RELEVANCE = "treffer"
SORTS = {
    RELEVANCE: _("Beste Treffer zuerst"),
    "neu": _("Neueste zuerst"),
    "titel": _("Titel A bis Z"),
    "dauer": _("Kürzeste zuerst"),
}


@dataclass(frozen=True)
class CatalogueFilter:
    """Searched text, chosen values by facet (or within one, and across them) and order."""

    text: str = ""
    values: tuple[tuple[Facet, tuple[str, ...]], ...] = ()
    sort: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "CatalogueFilter":
        """Read an address; what it does not know it leaves out."""
        chosen = []
        for facet, name in PARAMETERS.items():
            given = [str(value)[:MAX_LENGTH] for value in query.getlist(name)[:MAX_VALUES]]
            wanted = set(filter(None, given))
            if wanted:
                chosen.append((facet, tuple(sorted(wanted))))
        sort = str(query.get("sortierung", ""))
        text = " ".join(str(query.get("q", "")).split())[:MAX_LENGTH]
        return cls(text, tuple(chosen), sort if sort in SORTS else "")

    @property
    def natural_order(self) -> str:
        """What suits unasked: best hits where somebody searches, else the newest."""
        return RELEVANCE if self.text else "neu"

    @property
    def order(self) -> str:
        """The order asked for, else the natural one."""
        is_possible = self.sort and (self.sort != RELEVANCE or self.text)
        return self.sort if is_possible else self.natural_order

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return dict(self.values).get(facet, ())

    def query(self) -> str:
        """Write the filter as the part of an address after ``?``; "" for the whole catalogue."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(PARAMETERS[facet], value) for facet, values in self.values for value in values]
        return urlencode([*pairs, ("sortierung", self.sort)] if self.sort else pairs)

    def without_text(self) -> "CatalogueFilter":
        """The same without the searched text."""
        return replace(self, text="")

    def without(self, facet: Facet, value: str | None = None) -> "CatalogueFilter":
        """The same without one value of a facet, or without the whole facet."""
        kept = tuple(v for v in self.chosen(facet) if value is not None and v != value)
        others = tuple(pair for pair in self.values if pair[0] != facet)
        return replace(self, values=(*others, (facet, kept)) if kept else others)
