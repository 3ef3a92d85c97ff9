"""The directory of funding programmes: cards by days left, filters with true counts."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf
from urllib.parse import urlencode

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField, EducationStage
from network.matching.deadlines import Stage, days_left
from network.models import FundingProgramme
from network.models.funding_enums import EligibleKind, FundingLevel

MAX_VALUES, MAX_LENGTH = 30, 80
Titles = dict[str, str]


class ProgrammeFacet(models.TextChoices):
    """By what the directory can be narrowed; the order is the order on the page."""

    STAND = "stand", _("Stand")
    LEVEL = "ebene", _("Ebene")
    FIELD = "feld", _("Handlungsfeld")
    STAGE = "stufe", _("Bildungsbereich")
    ELIGIBLE = "antrag", _("Wer beantragen kann")


STAGES: dict[Stage, Promise] = {
    Stage.OPEN: _("jetzt offen"),
    Stage.ANNOUNCED: _("angekündigt"),
    Stage.UNCLEAR: _("Termine unklar"),
    Stage.CLOSED: _("geschlossen"),
    Stage.EXPIRED: _("ausgelaufen"),
}


@dataclass(frozen=True)
class ProgrammeCard:
    """One programme in the list."""

    programme: FundingProgramme
    stage: Stage
    deadline: datetime | None
    days_left: int | None
    is_stale: bool
    values: dict[ProgrammeFacet, frozenset[str]]
    levels: list[str]

    @property
    def stage_title(self) -> str:
        """In words."""
        return str(STAGES[self.stage])

    @property
    def deadline_time(self) -> str:
        """The clock of the deadline, "" where the whole day counts."""
        calls = self.programme.calls.all()
        return next((one.deadline_time for one in calls if one.deadline == self.deadline), "")


@dataclass(frozen=True)
class Option:
    """One value to choose, with the number of programmes the page would show."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class Group:
    """One facet; ``name`` is its name in the address."""

    name: str
    title: str
    options: list[Option]
    is_active: bool


@dataclass(frozen=True)
class Filter:
    """Something that narrows the page, and the query of the page without it."""

    title: str
    query: str


@dataclass(frozen=True)
class ProgrammeSelection:
    """Chosen values by facet: one of each facet's must fit."""

    values: tuple[tuple[ProgrammeFacet, tuple[str, ...]], ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> "ProgrammeSelection":
        """Read an address."""
        chosen = []
        for facet in ProgrammeFacet:
            given = query.getlist(facet.value)[:MAX_VALUES]
            if wanted := {value[:MAX_LENGTH] for value in given if value}:
                chosen.append((facet, tuple(sorted(wanted))))
        return cls(tuple(chosen))

    def chosen(self, facet: ProgrammeFacet) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return dict(self.values).get(facet, ())

    def query(self) -> str:
        """As the part of an address after ``?``; "" for everything."""
        return urlencode([(facet.value, one) for facet, values in self.values for one in values])

    def without(self, facet: ProgrammeFacet, value: str | None = None) -> "ProgrammeSelection":
        """The same without one value of a facet, or without the whole facet."""
        kept = tuple(v for v in self.chosen(facet) if value is not None and v != value)
        values = ((f, kept if f == facet else chosen) for f, chosen in self.values)
        return replace(self, values=tuple(pair for pair in values if pair[1]))


@dataclass(frozen=True)
class ProgrammeDirectory:
    """Everything the page shows."""

    selection: ProgrammeSelection
    cards: list[ProgrammeCard]
    facets: list[Group]
    active: list[Filter]

    @property
    def total(self) -> int:
        """Number of programmes found."""
        return len(self.cards)

    @property
    def query(self) -> str:
        """The address' query."""
        return self.selection.query()


def shown_programmes() -> QuerySet[FundingProgramme]:
    """What the public sees, with calls, fields and stages: four queries."""
    shown = FundingProgramme.objects.filter(is_shown=True)
    return shown.prefetch_related("calls", "action_fields", "stages")


def programme_directory(wanted: ProgrammeSelection, at: datetime) -> ProgrammeDirectory:
    """Read the directory at a moment. Costs six queries, whatever the number of programmes."""
    everything = sorted((card(one, at) for one in shown_programmes()), key=_order)
    titles = _titles()
    found = _fitting(everything, wanted)
    return ProgrammeDirectory(
        selection=wanted,
        cards=found,
        facets=[_group(facet, everything, wanted, titles[facet]) for facet in ProgrammeFacet],
        active=[
            Filter(
                f"{facet.label}: {titles[facet].get(value, value)}",
                wanted.without(facet, value).query(),
            )
            for facet, values in wanted.values
            for value in values
        ],
    )


def card(programme: FundingProgramme, at: datetime) -> ProgrammeCard:
    """One programme as it stands at a moment; reads calls, fields and stages."""
    stage, deadline = programme.stage(at), programme.next_deadline(at)
    levels = [level for level in FundingLevel if level in programme.levels]
    return ProgrammeCard(
        programme=programme,
        stage=stage,
        deadline=deadline,
        days_left=None if deadline is None else days_left(deadline, at),
        is_stale=programme.is_stale(at),
        values={
            ProgrammeFacet.STAND: frozenset({stage.value}),
            ProgrammeFacet.LEVEL: frozenset(programme.levels),
            ProgrammeFacet.FIELD: frozenset(one.code for one in programme.action_fields.all()),
            ProgrammeFacet.STAGE: frozenset(one.code for one in programme.stages.all()),
            ProgrammeFacet.ELIGIBLE: frozenset(programme.eligible),
        },
        levels=[str(level.label) for level in levels],
    )


def _order(one: ProgrammeCard) -> tuple[int, float, str]:
    """Open first and by days left, then as the stages stand; those without a date last."""
    moment = one.deadline.timestamp() if one.deadline else inf
    return (list(STAGES).index(one.stage), moment, one.programme.title)


def _fitting(everything: list[ProgrammeCard], wanted: ProgrammeSelection) -> list[ProgrammeCard]:
    return [
        one
        for one in everything
        if all(one.values[facet].intersection(chosen) for facet, chosen in wanted.values)
    ]


def _group(
    facet: ProgrammeFacet,
    everything: list[ProgrammeCard],
    wanted: ProgrammeSelection,
    titles: Titles,
) -> Group:
    """Count every value under all *other* facets; values no programme has stay away."""
    chosen = wanted.chosen(facet)
    rows = _fitting(everything, wanted.without(facet))
    numbers = Counter(value for one in rows for value in one.values[facet])
    present = set(chosen).union(*(one.values[facet] for one in everything))
    options = [
        Option(value, title, numbers[value], value in chosen)
        for value, title in titles.items()
        if value in present
    ]
    return Group(facet.value, str(facet.label), options, bool(chosen))


def _titles() -> dict[ProgrammeFacet, Titles]:
    return {
        ProgrammeFacet.STAND: {stage.value: str(title) for stage, title in STAGES.items()},
        ProgrammeFacet.LEVEL: {one.value: str(one.label) for one in FundingLevel},
        ProgrammeFacet.FIELD: {one.code: one.title for one in ActionField.objects.all()},
        ProgrammeFacet.STAGE: {one.code: one.title for one in EducationStage.objects.all()},
        ProgrammeFacet.ELIGIBLE: {one.value: str(one.label) for one in EligibleKind},
    }


def kept_programmes(at: datetime) -> list[ProgrammeCard]:
    """All programmes for the office; those never checked first, then the longest ago."""
    rows = FundingProgramme.objects.prefetch_related("calls", "action_fields", "stages")
    cards = [card(one, at) for one in rows]
    return sorted(
        cards,
        key=lambda one: (one.programme.last_checked or date.min, one.programme.title),
    )
