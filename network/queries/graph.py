"""The network of cooperations: who works with whom, and how the drawing shows it."""

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.text import Truncator

from lms.taxonomy.models import EducationStage
from network.enums import CooperationState, PartnerKind, PartnerState
from network.matching.bridging import Network, Row, described, metrics, rows
from network.matching.wording import Sentence
from network.models import CooperationPartner, NetworkPicture, Partner
from network.queries.tags import tags_of

TIED = (CooperationState.AGREED, CooperationState.RUNNING, CooperationState.PAUSED)
MOST = 150  # partners that can still be told apart on the drawing
WIDTH, HEIGHT, MARGIN = 1000, 700, 40  # of the drawing
LABEL, SHORT = 14, 22  # distance and letters of names
NEAR = 80  # the edge
COLUMNS = 20  # of those who have no place yet
Pair = tuple[str, str]


@dataclass(frozen=True)
class Member:
    """One partner as the table names it."""

    key: str
    name: str
    slug: str
    kind: str

    @property
    def kind_label(self) -> str:
        """The kind in the active language."""
        return str(PartnerKind(self.kind).label)


@dataclass(frozen=True)
class Connection:
    """One line of the table."""

    member: Member
    cooperations: int
    across: int
    bridge: int | None  # 0–100, None without ties: how much it connects who is not connected
    is_needed: bool  # without it the network would fall into parts
    others: tuple[Member, ...]


@dataclass(frozen=True)
class Community:
    """All partners and the pairs that cooperate."""

    members: Mapping[str, Member]
    network: Network

    @property
    def ties(self) -> tuple[Pair, ...]:
        """Pairs of keys, each once."""
        return tuple(sorted((min(pair), max(pair)) for pair in self.network.graph.ties))

    def table(self) -> list[Connection]:
        """Every partner, those with most cooperations first."""
        found = [self._connection(row) for row in rows(self.network)]
        return sorted(found, key=lambda one: (-one.cooperations, one.member.name))

    def sentences(self) -> list[Sentence]:
        """What the table says on the whole."""
        return described(metrics(self.network))

    def _connection(self, row: Row) -> Connection:
        bridge = None if row.constraint is None else round(100 * max(0.0, 1 - row.constraint))
        others = sorted((self.members[key] for key in row.connected_with), key=lambda m: m.name)
        return Connection(
            self.members[row.key], row.ties, row.across, bridge, row.is_cut_point, tuple(others)
        )

    def checksum(self) -> str:
        """Of what a drawing shows."""
        told = [sorted((one.key, one.kind) for one in self.members.values()), self.ties]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def community() -> Community:
    """Read it; four queries, whatever the number of partners."""
    areas_of_stage = dict(EducationStage.objects.values_list("code", "area"))
    stages = tags_of(Partner, "stages")
    found, areas = {}, {}
    partners = Partner.objects.filter(state__in=[PartnerState.PUBLISHED, PartnerState.PROVISIONAL])
    keys = {}
    for pk, key, name, slug, kind in partners.order_by("key").values_list(
        "pk", "key", "name", "slug", "kind"
    ):
        keys[pk] = key
        found[key] = Member(key, name, slug, kind)
        areas[key] = frozenset(filter(None, (areas_of_stage[code] for code in stages[pk])))
    return Community(found, Network(areas, _ties(keys)))


def _ties(keys: Mapping[int, str]) -> list[Pair]:
    parts: dict[int, set[str]] = defaultdict(set)
    pairs = CooperationPartner.objects.filter(cooperation__state__in=TIED).order_by()
    for case, partner in pairs.values_list("cooperation_id", "partner_id"):
        if partner in keys:
            parts[case].add(keys[partner])
    return sorted({pair for found in parts.values() for pair in combinations(sorted(found), 2)})


@dataclass(frozen=True)
class Dot:
    """A partner, or all partners of a kind, on the drawing."""

    key: str
    title: str
    slug: str  # "" for a kind
    x: float
    y: float
    number: int

    @property
    def radius(self) -> float:
        """So that its area grows with the number of partners."""
        return float(round(9 * math.sqrt(min(self.number, 30)), 1))

    @property
    def label_below(self) -> float:
        """How far below the middle the name stands."""
        return self.radius + LABEL

    @property
    def side(self) -> str:
        """Near which edge it stands, so that the name is not cut off: left, right or ""."""
        if self.x < NEAR:
            return "left"
        return "right" if self.x > WIDTH - NEAR else ""

    @property
    def short(self) -> str:
        """The title as far as it fits beside others."""
        return Truncator(self.title).chars(SHORT)


@dataclass(frozen=True)
class Stroke:
    """Cooperations between two dots; within a kind both ends are the same."""

    first: Dot
    second: Dot
    number: int


@dataclass(frozen=True)
class Picture:
    """The drawing of exactly the partners and ties of a table."""

    dots: list[Dot]
    strokes: list[Stroke]
    is_grouped: bool


def picture(found: Community) -> Picture:
    """Put everybody where the last layout stands them; one query.

    Who joined since stands in rows at the lower edge until the task has been.
    """
    stored = NetworkPicture.objects.first()
    places = stored.places if stored else {}
    names = groups(found)
    is_grouped = len(found.members) > MOST
    sizes = Counter(names.values())
    waiting = {key: place for place, key in enumerate(k for k in sorted(sizes) if k not in places)}
    dots = {}
    for key in sorted(sizes):
        x, y = places.get(key) or _edge(waiting[key])
        member = found.members.get(key)
        title = member.name if member else str(PartnerKind(key).label)
        dots[key] = Dot(key, title, member.slug if member else "", x, y, sizes[key])
    lines = Counter(tuple(sorted((names[a], names[b]))) for a, b in found.ties)
    strokes = [Stroke(dots[a], dots[b], number) for (a, b), number in sorted(lines.items())]
    return Picture(list(dots.values()), strokes, is_grouped)


def groups(found: Community) -> dict[str, str]:
    """The dot each partner is part of: its own, or that of its kind where there are too many."""
    is_grouped = len(found.members) > MOST
    return {key: one.kind if is_grouped else key for key, one in found.members.items()}


def _edge(place: int) -> tuple[float, float]:
    row, column = divmod(place, COLUMNS)
    step = (WIDTH - 2 * MARGIN) / (COLUMNS - 1)
    return MARGIN + column * step, HEIGHT - MARGIN / 2 - row * MARGIN / 2
