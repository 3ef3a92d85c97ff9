"""What somebody asks the directory for, as it stands in an address people can share."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.http import QueryDict

from lms.common.text import whole_number
from network.enums import DirectoryFacet, ListingFacet

Facet = DirectoryFacet | ListingFacet
Values = tuple[tuple[Facet, tuple[str, ...]], ...]

MAX_VALUES = 30  # of one facet in an address
MAX_LENGTH = 80  # characters of a search or a value
MAX_KM = 500
LIST, TABLE, MAP = "liste", "tabelle", "karte"
NAME, DISTANCE = "name", "entfernung"
ORDERS = (NAME, "art", "ortsteil", DISTANCE, "bestaetigt")
# Names in the address, which people see and share; those of the catalogue where it has them.
PARAMETERS: dict[Facet, str] = {
    DirectoryFacet.STAGE: "stufe",
    DirectoryFacet.FIELD: "feld",
    DirectoryFacet.KIND: "art",
    DirectoryFacet.OFFERS: "bietet",
    DirectoryFacet.SEEKS: "sucht",
    DirectoryFacet.COMPETENCE: "kompetenz",
    DirectoryFacet.TARGET_GROUP: "zielgruppe",
    DirectoryFacet.DISTRICT: "ortsteil",
    DirectoryFacet.REACH: "reichweite",
    DirectoryFacet.LANGUAGE: "sprache",
    DirectoryFacet.ACCESSIBILITY: "barrierefrei",
    DirectoryFacet.FRESHNESS: "stand",
}
LISTING_PARAMETERS: dict[Facet, str] = {
    ListingFacet.KIND: "typ",
    ListingFacet.CATEGORY: "kategorie",
    ListingFacet.FIELD: "feld",
    ListingFacet.COMPETENCE: "kompetenz",
    ListingFacet.TARGET_GROUP: "zielgruppe",
    ListingFacet.STAGE: "stufe",
    ListingFacet.MODE: "form",
    ListingFacet.DISTRICT: "ortsteil",
    ListingFacet.LANGUAGE: "sprache",
}


@dataclass(frozen=True)
class Selection:
    """Searched text, and chosen values by facet: one of each facet's must fit."""

    text: str = ""
    values: Values = ()
    around: str = ""  # code of a district, for distances
    km: int = 0  # at most so far from it; 0: no limit
    order: str = ""  # one of ORDERS, with "-" before it the other way round; "": what suits
    view: str = LIST

    parameters: ClassVar[dict[Facet, str]] = PARAMETERS
    has_places: ClassVar[bool] = True  # knows distances, orders and views

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Read an address; what it does not know it leaves out."""
        chosen: list[tuple[Facet, tuple[str, ...]]] = []
        for facet, name in cls.parameters.items():
            wanted = {value[:MAX_LENGTH] for value in query.getlist(name)[:MAX_VALUES] if value}
            if wanted:
                chosen.append((facet, tuple(sorted(wanted))))
        text = " ".join(query.get("q", "").split())[:MAX_LENGTH]
        plain = cls(text, tuple(chosen))
        return plain._with_places(query) if cls.has_places else plain

    def _with_places(self, query: QueryDict) -> Self:
        around = query.get("um", "")[:MAX_LENGTH]
        km = min(whole_number(query.get("km")) or 0, MAX_KM)
        order, view = query.get("sort", ""), query.get("ansicht", "")
        return replace(
            self,
            around=around,
            km=km if around else 0,
            order=order if order.removeprefix("-") in ORDERS else "",
            view=view if view in {TABLE, MAP} else LIST,
        )

    @property
    def natural_order(self) -> str:
        """The order that suits without being asked for: nearest first, else by name."""
        return DISTANCE if self.around else NAME

    @property
    def sort(self) -> str:
        """The order in force; distances need a place to start from."""
        order = self.order or self.natural_order
        return order if self.around or order.removeprefix("-") != DISTANCE else NAME

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return dict(self.values).get(facet, ())

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they stand in an address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [
            (self.parameters[facet], value) for facet, values in self.values for value in values
        ]
        rest = {"um": self.around, "km": str(self.km or ""), "sort": self.order}
        rest["ansicht"] = "" if self.view == LIST else self.view
        return pairs + [pair for pair in rest.items() if pair[1]]

    def query(self) -> str:
        """Write the selection as the part of an address after ``?``; "" for everything."""
        return urlencode(self.pairs())

    def without_text(self) -> Self:
        """The same without the searched text."""
        return replace(self, text="")

    def without(self, facet: Facet, value: str | None = None) -> Self:
        """The same without one value of a facet, or without the whole facet."""
        kept = tuple(v for v in self.chosen(facet) if value is not None and v != value)
        values = ((f, kept if f == facet else chosen) for f, chosen in self.values)
        return replace(self, values=tuple(pair for pair in values if pair[1]))

    def without_radius(self) -> Self:
        """The same from however far away."""
        return replace(self, km=0)

    def shown_as(self, view: str) -> Self:
        """The same in another view."""
        return replace(self, view=view)

    def sorted_by(self, order: str) -> Self:
        """The same in another order."""
        return replace(self, order="" if order == self.natural_order else order)


@dataclass(frozen=True)
class ListingSelection(Selection):
    """The same for offers and needs; these have no distances and one view."""

    parameters: ClassVar[dict[Facet, str]] = LISTING_PARAMETERS
    has_places: ClassVar[bool] = False
