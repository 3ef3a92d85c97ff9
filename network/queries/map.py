"""The map of the directory: the same partners as the list, gathered by place."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from network.enums import DirectoryFacet, PartnerState
from network.formats.geojson import Frame, path, rings
from network.queries.cards import GROUPS, kilometres
from network.queries.entries import Entry, Labels, Spot
from network.queries.narrowing import title_of

SHAPES = Path(__file__).resolve().parents[1] / "data" / "districts.geojson"
PART = "part"
Numbers = tuple[str, str]  # as an attribute holds them, whatever the language writes


@dataclass(frozen=True)
class MapPartner:
    """One partner on the map."""

    key: str
    name: str
    url: str
    facts: str  # kind, distance, whether provisional


@dataclass(frozen=True)
class MapPoint:
    """Everybody at one point. ``at``: latitude and longitude; ``xy``: in the picture."""

    number: int
    title: str
    at: Numbers
    xy: Numbers
    radius: str
    partners: list[MapPartner]


@dataclass(frozen=True)
class MapGroup:
    """Partners that no point can stand for."""

    title: str
    partners: list[MapPartner]


@dataclass(frozen=True)
class DirectoryMap:
    """The whole map: a picture that needs no script, its points, and who has none."""

    points: list[MapPoint]
    groups: list[MapGroup]
    shapes: list[tuple[str, str, str]]  # name, kind, path of the picture
    width: str
    height: str
    attribution: str

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all partners that the map and its groups show."""
        rows = [row.partners for row in self.points] + [row.partners for row in self.groups]
        return frozenset(partner.key for partners in rows for partner in partners)


@cache
def shapes_text() -> str:
    """Our GeoJSON of city and districts, as it is served."""
    return SHAPES.read_text(encoding="utf-8")


@cache
def shapes() -> dict[str, Any]:
    """The same, read."""
    content: dict[str, Any] = json.loads(shapes_text())
    return content


def map_of(entries: Sequence[Entry], far: dict[int, float], labels: Labels) -> DirectoryMap:
    """Place partners on the map, in their order; each stands at all of its places."""
    places: dict[tuple[float, float], list[Entry]] = defaultdict(list)
    spots: dict[tuple[float, float], Spot] = {}
    for entry in entries:
        for spot in entry.spots:
            at = (round(spot.latitude, 5), round(spot.longitude, 5))
            spots.setdefault(at, spot)
            if entry not in places[at][-1:]:
                places[at].append(entry)
    frame = _frame(list(places))
    points = [
        MapPoint(
            number=number,
            title=_point_title(spots[at], houses, labels),
            at=_numbers(at),
            xy=_numbers(frame.place(at)),
            radius=f"{min(11 + 2 * len(houses) ** 0.5, 26):.1f}",
            partners=[_partner(entry, far) for entry in houses],
        )
        for number, (at, houses) in enumerate(places.items(), 1)
    ]
    return DirectoryMap(
        points=points,
        groups=_groups(entries, far),
        shapes=[
            (f["properties"]["name"], f["properties"]["kind"], path(f["geometry"], frame))
            for f in shapes()["features"]
        ],
        width=f"{frame.width:.0f}",
        height=f"{frame.height:.0f}",
        attribution=shapes()["attribution"],
    )


def _frame(points: list[tuple[float, float]]) -> Frame:
    """The city, and whoever lies outside of it."""
    parts = [f["geometry"] for f in shapes()["features"] if f["properties"]["kind"] == PART]
    corners = [corner for geometry in parts for ring in rings(geometry) for corner in ring]
    return Frame.around([*corners, *points])


def _groups(entries: Sequence[Entry], far: dict[int, float]) -> list[MapGroup]:
    made = []
    for group, title in GROUPS.items():
        partners = [_partner(entry, far) for entry in entries if entry.group == group]
        if partners:
            made.append(MapGroup(str(title), partners))
    return made


def _point_title(spot: Spot, houses: list[Entry], labels: Labels) -> str:
    """Name a point so that it can be told from others without seeing it."""
    if len(houses) == 1:
        return houses[0].partner.name
    district = title_of(labels[DirectoryFacet.DISTRICT], spot.district)
    number = len(houses)
    words = ngettext("%(number)s Partner", "%(number)s Partner", number) % {"number": number}
    return f"{district}: {words}" if district else words


def _partner(entry: Entry, far: dict[int, float]) -> MapPartner:
    partner = entry.partner
    facts = [
        title_of(entry.labels[DirectoryFacet.KIND], partner.kind),
        kilometres(far.get(partner.pk)),
        _("vorläufig") if partner.state == PartnerState.PROVISIONAL else "",
    ]
    return MapPartner(
        key=partner.key,
        name=partner.name,
        url=reverse("network:partner", args=[partner.slug]),
        facts=" · ".join(fact for fact in facts if fact),
    )


def _numbers(pair: tuple[float, float]) -> Numbers:
    return f"{pair[0]:.7g}", f"{pair[1]:.7g}"
