"""What somebody asks the directory for, as it stands in an address people can share."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from network.enums import DirectoryFacet

MAX_VALUES = 30  # of one facet in an address
MAX_LENGTH = 80  # characters of a search or a value
# Names in the address, which people see and share; those of the catalogue where it has them.
PARAMETERS = {
    DirectoryFacet.STAGE: "stufe",
    DirectoryFacet.FIELD: "feld",
    DirectoryFacet.KIND: "art",
    DirectoryFacet.DISTRICT: "ortsteil",
}


@dataclass(frozen=True)
class Selection:
    """Searched text, and chosen values by facet: one of each facet's must fit."""

    text: str = ""
    values: tuple[tuple[DirectoryFacet, tuple[str, ...]], ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> "Selection":
        """Read an address; what it does not know it leaves out."""
        chosen = []
        for facet, name in PARAMETERS.items():
            wanted = {value[:MAX_LENGTH] for value in query.getlist(name)[:MAX_VALUES] if value}
            if wanted:
                chosen.append((facet, tuple(sorted(wanted))))
        return cls(" ".join(query.get("q", "").split())[:MAX_LENGTH], tuple(chosen))

    def chosen(self, facet: DirectoryFacet) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return dict(self.values).get(facet, ())

    def query(self) -> str:
        """Write the selection as the part of an address after ``?``; "" for everything."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(PARAMETERS[facet], value) for facet, values in self.values for value in values]
        return urlencode(pairs)

    def without_text(self) -> "Selection":
        """The same without the searched text."""
        return replace(self, text="")

    def without(self, facet: DirectoryFacet, value: str | None = None) -> "Selection":
        """The same without one value of a facet, or without the whole facet."""
        kept = tuple(v for v in self.chosen(facet) if value is not None and v != value)
        values = ((f, kept if f == facet else chosen) for f, chosen in self.values)
        return replace(self, values=tuple(pair for pair in values if pair[1]))
