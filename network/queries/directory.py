"""The partner directory: results, true counts, and what is nearest when nothing fits."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from network.enums import DirectoryFacet
from network.formats.geojson import Point
from network.queries.cards import GROUPS, PartnerCard, card_of
from network.queries.distance import distances, within
from network.queries.entries import Entry, Index
from network.queries.index import index_for
from network.queries.map import DirectoryMap, map_of
from network.queries.narrowing import (
    ActiveFilter,
    FacetGroup,
    active_filters,
    fitting,
    groups,
    nearest,
    title_of,
    ways_out,
)
from network.queries.ordering import ordered
from network.queries.selection import DISTANCE, LIST, MAP, TABLE, Selection
from network.queries.viewer import NOBODY, Viewer

PER_PAGE = {LIST: 24, TABLE: 50, MAP: 300}
KILOMETRES = (2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Choice:
    """Something to choose: value in the address or whole query, title, whether it is in force."""

    value: str
    title: str
    is_active: bool


@dataclass(frozen=True)
class Column:
    """A heading of the table; ``query``: the address that sorts by it, None where nothing can."""

    title: str
    query: str | None = None
    direction: str = ""  # of aria-sort


@dataclass(frozen=True)
class Directory:
    """Everything the directory page shows."""

    selection: Selection
    total: int
    cards: list[PartnerCard]
    page: Page[Any]
    facets: list[FacetGroup]
    active: list[ActiveFilter]
    nearest: list[PartnerCard]  # only when nothing fits
    ways_out: list[ActiveFilter]  # only when nothing fits: what to drop, most partners first
    districts: list[Choice] = field(default_factory=list)  # to measure distances from
    map: DirectoryMap | None = None  # only in this view

    @property
    def query(self) -> str:
        """The address' query without the page number."""
        return self.selection.query()

    @property
    def views(self) -> list[Choice]:
        """The ways to look at the same partners, each with its query."""
        names = {LIST: _("Liste"), TABLE: _("Tabelle"), MAP: _("Karte")}
        view = self.selection.view
        return [
            Choice(self.selection.shown_as(name).query(), title, name == view)
            for name, title in names.items()
        ]

    @property
    def sorts(self) -> list[Choice]:
        """Orders to choose from; distances only when there is a place to start from."""
        names = {"name": _("Name"), "bestaetigt": _("zuletzt bestätigt"), DISTANCE: _("Entfernung")}
        if not self.selection.around:
            names.pop(DISTANCE)
        natural, sort = self.selection.natural_order, self.selection.sort
        return [
            Choice("" if name == natural else name, title, name == sort)
            for name, title in names.items()
        ]

    @property
    def columns(self) -> list[Column]:
        """The headings of the table; a second choice of the same turns its order round."""
        names = [(_("Name"), "name"), (_("Art"), "art"), (_("Wo"), "ortsteil")]
        if self.selection.around:
            names.append((_("Entfernung"), DISTANCE))
        sortable = [self._column(title, name) for title, name in names]
        listings = [Column(_("Bietet")), Column(_("Sucht"))]
        return [*sortable, *listings, self._column(_("Bestätigt"), "bestaetigt")]

    def _column(self, title: str, name: str) -> Column:
        sort = self.selection.sort
        turned = f"-{name}" if sort == name else name
        query = self.selection.sorted_by(turned).query()
        if sort.removeprefix("-") != name:
            return Column(title, query)
        # The newest confirmation stands first, which is the day's descending order.
        is_ascending = (sort == name) != (name == "bestaetigt")
        return Column(title, query, "ascending" if is_ascending else "descending")

    @property
    def kilometres(self) -> list[Choice]:
        """How far one may go."""
        km = self.selection.km
        steps = sorted({*KILOMETRES, km} - {0})
        return [Choice(str(step), f"{step} km", step == km) for step in steps]


@dataclass(frozen=True)
class Found:
    """What a selection finds in the directory, in order, before it is cut into pages."""

    index: Index
    nearby: list[Entry]  # within the radius, before facets and words
    entries: list[Entry]
    far: dict[int, float]  # kilometres by primary key, where a place to start from is chosen
    start: Point | None


def find(wanted: Selection, *, viewer: Viewer = NOBODY, on: date) -> Found:
    """Everything a selection finds; screen, CSV, embedded list and API all ask here."""
    index = index_for(viewer, on)
    start = index.middles.get(wanted.around)
    far = distances(index.entries, start)
    nearby = within(index.entries, far, wanted.km)
    entries = ordered(fitting(nearby, wanted), wanted.sort, far, index.labels)
    return Found(index, nearby, entries, far, start)


def directory(
    wanted: Selection, *, on: date, viewer: Viewer = NOBODY, language: str, page: str = "1"
) -> Directory:
    """Read one page of the directory; costs two queries, ten more after a change."""
    found = find(wanted, viewer=viewer, on=on)
    index, labels = found.index, found.index.labels
    leaf = Paginator(found.entries, PER_PAGE[wanted.view]).get_page(page)
    near = [] if found.entries else nearest(index.entries, wanted)
    is_grouped = wanted.sort.removeprefix("-") == DISTANCE

    def card(entry: Entry) -> PartnerCard:
        text = entry.text(language, settings.LANGUAGE_CODE)
        group = GROUPS.get(entry.group, "") if is_grouped else ""
        return card_of(entry, text, km=found.far.get(entry.partner.pk), group=str(group))

    return Directory(
        selection=wanted,
        total=len(found.entries),
        cards=[] if wanted.view == MAP else [card(entry) for entry in leaf.object_list],
        page=leaf,
        facets=groups(found.nearby, found.entries, wanted, index),
        active=_active(found, wanted),
        nearest=[card(entry) for entry in near],
        ways_out=[] if found.entries else _ways_out(found, wanted),
        districts=[
            Choice(code, label.title, code == wanted.around)
            for code, label in labels[DirectoryFacet.DISTRICT].items()
            if code in index.middles
        ],
        map=map_of(list(leaf.object_list), found.far, labels) if wanted.view == MAP else None,
    )


def _radius(found: Found, wanted: Selection) -> str:
    """The radius in words, "" where none narrows."""
    if not wanted.km or found.start is None:
        return ""
    district = title_of(found.index.labels[DirectoryFacet.DISTRICT], wanted.around)
    return _("%(km)s km um %(district)s") % {"km": wanted.km, "district": district}


def _active(found: Found, wanted: Selection) -> list[ActiveFilter]:
    active = active_filters(wanted, found.index.labels)
    if title := _radius(found, wanted):
        active.append(ActiveFilter(title, wanted.without_radius().query()))
    return active


def _ways_out(found: Found, wanted: Selection) -> list[ActiveFilter]:
    ways = ways_out(found.nearby, wanted, found.index.labels)
    if title := _radius(found, wanted):
        wider = wanted.without_radius()
        number = len(fitting(found.index.entries, wider))
        ways += [ActiveFilter(title, wider.query(), number)] if number else []
    return sorted(ways, key=lambda way: -way.count)
