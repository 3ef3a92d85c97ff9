"""The heat map: one table for each competence area, its drawing, before and after the plan."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import localize
from django.utils.translation import get_language

from network.matching.cells import BY_CODE, CELLS, FIELDS, TRANSITIONS, Cell, Labels, Transition
from network.matching.coverage import WORDS, Shares, Standing, Word, heat_map as sorted_rows
from network.matching.wording import Name, Sentence
from network.models import Partner, Plan
from network.queries.candidates import suggested, tied
from network.queries.cooperations import ACTIVE, declined_pairs
from network.queries.coverage import Houses, Standings, area_titles, houses, labels, standings
from network.queries.plan import stored_plan
from network.queries.quarters import Quarter

BOX, GUTTER = 40, 4  # of the drawing, in its units


@dataclass(frozen=True)
class Asked:
    """Which table; ``is_after``: as expected once everything planned has come about."""

    area: str
    district: str
    quarter: Quarter
    is_after: bool = False

    def query(self, **changes: object) -> str:
        """As the part of an address after ``?``, with something changed."""
        one = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [
            ("bereich", one.area),
            ("ortsteil", one.district),
            ("quartal", one.quarter.code),
            ("stand", "nachher" if one.is_after else ""),
        ]
        return urlencode([pair for pair in pairs if pair[1]])


def said(text: Name | Sentence) -> str:
    """In the active language."""
    return text.en if get_language() == "en" else text.de


@dataclass(frozen=True)
class Square:
    """One cell for people, in table and drawing alike."""

    standing: Standing
    title: str
    is_suggested: bool = False  # a suggestion would help here

    @property
    def code(self) -> str:
        """Of the cell."""
        return self.standing.cell.code

    @property
    def word(self) -> str:
        """Lücke, dünn, gut."""
        return said(WORDS[self.standing.word])

    @property
    def kind(self) -> str:
        """Class of the cell's pattern: gap, thin, good."""
        return self.standing.word.value

    @property
    def number(self) -> int:
        """Cooperations that count."""
        return self.standing.cooperations

    @property
    def percent(self) -> int:
        """Coverage."""
        return round(100 * self.standing.covered)


@dataclass(frozen=True)
class HeatMap:
    """One area's table; rows with the heaviest gaps first."""

    asked: Asked
    standings: Standings
    labels: Labels
    plan: Plan | None
    suggested: frozenset[Cell] = frozenset()

    @cached_property
    def rows(self) -> list[tuple[str, list[Square]]]:
        """Titles of transitions with their cells, one for each field."""
        found = sorted_rows(self.standings, self.asked.area)
        return [(self._title(pair), [self.square(one) for one in cells]) for pair, cells in found]

    @property
    def fields(self) -> list[str]:
        """Titles of the columns."""
        return [said(self.labels.field_name(code)) for code in FIELDS]

    @property
    def tabs(self) -> list[tuple[str, str, str]]:
        """Competence areas: code, title, address."""
        return [
            (code, said(title), self.asked.query(area=code))
            for code, title in area_titles(self.labels)
        ]

    @property
    def area_title(self) -> str:
        """Of the shown one."""
        return next(title for code, title, _query in self.tabs if code == self.asked.area)

    @property
    def counts(self) -> dict[str, int]:
        """How many of all cells are a gap, thin, good."""
        words = [one.word for one in self.standings.values()]
        return {word.value: words.count(word) for word in Word}

    @property
    def other_query(self) -> str:
        """The same table before or after the plan."""
        return self.asked.query(is_after=not self.asked.is_after)

    @property
    def query(self) -> str:
        """Of this table."""
        return self.asked.query()

    @cached_property
    def drawing(self) -> "Drawing":
        """The same cells as squares."""
        return Drawing([squares for _title, squares in self.rows])

    def lines(self) -> list[list[str | int]]:
        """All areas, cell by cell, for a file."""
        return [self._line(self.standings[cell]) for cell in CELLS]

    def _line(self, one: Standing) -> list[str | int]:
        cell = one.cell
        area = dict(area_titles(self.labels))[cell.area]
        square = self.square(one)
        return [
            self._title(cell.transition), said(self.labels.field_name(cell.field)), said(area),
            square.percent, square.word, one.cooperations, one.in_sight, one.offers, one.courses,
            localize(round(one.weight, 2)),
        ]  # fmt: skip

    def _title(self, pair: Transition) -> str:
        names = [self.labels.stages.get(code, Name(code, code)) for code in pair]
        return " → ".join(said(name) for name in names)

    def square(self, one: Standing) -> Square:
        """One cell for people."""
        field = said(self.labels.field_name(one.cell.field))
        title = f"{self._title(one.cell.transition)}, {field}"
        return Square(one, title, is_suggested=one.cell in self.suggested)


@dataclass(frozen=True)
class Drawing:
    """Squares in rows and columns, coloured and hatched by how they stand."""

    rows: Sequence[Sequence[Square]]

    @property
    def width(self) -> int:
        """In units of the drawing."""
        return len(FIELDS) * (BOX + GUTTER)

    @property
    def height(self) -> int:
        """In units of the drawing."""
        return len(TRANSITIONS) * (BOX + GUTTER)

    @property
    def size(self) -> int:
        """Of a square."""
        return BOX

    @property
    def squares(self) -> list[tuple[int, int, Square]]:
        """Left and upper edge of each."""
        step = BOX + GUTTER
        return [
            (column * step, row * step, square)
            for row, squares in enumerate(self.rows)
            for column, square in enumerate(squares)
        ]


def fingerprint(cells: Iterable[tuple[str, str, int]]) -> str:
    """Of cell, kind and percent: a table and its drawing have the same."""
    return hashlib.sha256(json.dumps(sorted(cells)).encode()).hexdigest()


def heat_map(asked: Asked, on: date) -> HeatMap:
    """Read the table; 25 queries, whatever the size of the network, 3 more after the plan."""
    plan, known = stored_plan(asked.quarter), houses()
    found = standings(asked.quarter, on, district=asked.district, known=known)
    if plan is not None and asked.is_after:
        found = expected(found, to_come(plan, asked, known))
    return HeatMap(asked, found, labels(), plan, suggested(asked.quarter, asked.district, known))


def to_come(plan: Plan, asked: Asked, known: Houses) -> list[dict[str, Any]]:
    """Planned pairs that may still add something to a table.

    A pair that has agreed counts as the cooperation it is, one that refused does not come, and a
    district gains only by its own partners. Three queries.
    """
    keys = {key for pair in plan.pairs for key in (pair["first"], pair["second"])}
    pks = dict(Partner.objects.filter(key__in=keys).order_by().values_list("key", "pk"))
    settled = tied(ACTIVE) | {frozenset(two) for two in declined_pairs(asked.quarter.first_day)}
    found = []
    for pair in plan.pairs:
        both = frozenset(pks[pair[side]] for side in ("first", "second") if pair[side] in pks)
        there = frozenset().union(*(known.districts[pk] for pk in both))
        is_near = not asked.district or asked.district in there
        if len(both) == 2 and both not in settled and is_near:  # noqa: PLR2004
            found.append(pair)
    return found


def expected(found: Standings, pairs: Iterable[Mapping[str, Any]]) -> Standings:
    """Coverage once planned pairs have been asked: each adds its probability to its cells."""
    added: dict[Cell, float] = {}
    for pair in pairs:
        for code in pair["cells"]:
            cell = BY_CODE[code]
            added[cell] = added.get(cell, 0.0) + pair["probability"]
    scale = Shares()
    return {cell: _with(one, added.get(cell, 0.0), scale) for cell, one in found.items()}


def _with(one: Standing, more: float, scale: Shares) -> Standing:
    covered = min(1.0, one.covered + more)
    return replace(one, covered=covered, word=scale.word(covered))
