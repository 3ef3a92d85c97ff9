"""How well each cell of the learning chain is covered, in figures and in words.

A cooperation that runs covers its cells by 0.6, so that one alone leaves a cell thin and two make
it good; an agreed one counts 0.4, a paused one 0.2. An offer or a published course shows that
somebody is willing: 0.1 each, together 0.2 at most, so that offers alone never close a gap.
Cooperations still being asked or talked about count nothing; they are told as being in sight.
These shares are this project's own judgement and stand here; staff edit the weights of the cells.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from network.matching.cells import CELLS, FIELDS, TRANSITIONS, Cell, Labels, Transition, Weights
from network.matching.planning import Candidate, Problem, coverage_after
from network.matching.wording import Name, Sentence

IN_SIGHT = frozenset({"requested", "in_talks"})


class Word(StrEnum):
    """How a cell stands."""

    GAP = "gap"
    THIN = "thin"
    GOOD = "good"


WORDS = {
    Word.GAP: Name("Lücke", "gap"),
    Word.THIN: Name("dünn", "thin"),
    Word.GOOD: Name("gut", "good"),
}


@dataclass(frozen=True)
class Cooperation:
    """A case as it counts here: its state as stored, its cells, the districts of its partners."""

    state: str
    cells: frozenset[Cell]
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Supply:
    """A published offer or course with the cells it could serve (``cells.cells_of``)."""

    cells: frozenset[Cell]
    districts: frozenset[str] = frozenset()
    is_course: bool = False


@dataclass(frozen=True)
class Shares:
    """What counts how much (see above) and from where a cell is thin or good."""

    states: Mapping[str, float] = field(
        default_factory=lambda: {"running": 0.6, "agreed": 0.4, "paused": 0.2}
    )
    supply: float = 0.1
    supplies_at_most: float = 0.2
    thin_from: float = 0.3
    good_from: float = 0.8

    def word(self, covered: float) -> Word:
        """The word for a coverage of 0–1."""
        if covered < self.thin_from:
            return Word.GAP
        return Word.THIN if covered < self.good_from else Word.GOOD


@dataclass(frozen=True)
class Standing:
    """One cell: how far it is covered (0–1), by how many of what, and how much its gap matters."""

    cell: Cell
    covered: float
    word: Word
    weight: float
    cooperations: int = 0
    in_sight: int = 0
    offers: int = 0
    courses: int = 0

    @property
    def gap(self) -> float:
        """Weighted part that is still open; what the planner can gain here."""
        return self.weight * (1 - self.covered)


def coverage(
    cooperations: Iterable[Cooperation],
    supplies: Iterable[Supply],
    weights: Weights,
    *,
    shares: Shares | None = None,
    district: str = "",
) -> dict[Cell, Standing]:
    """Every cell as it stands, in the order of ``CELLS``.

    Args:
        cooperations: Cases in any state; those that ended or were declined count nothing.
        supplies: Published offers and courses.
        weights: How much gaps matter.
        shares: What counts how much.
        district: Only what touches this district; empty: the whole region.
    """
    scale = shares or Shares()
    cases = [one for one in cooperations if not district or district in one.districts]
    given = [one for one in supplies if not district or district in one.districts]
    counted = [one for one in cases if scale.states.get(one.state)]
    amounts: defaultdict[Cell, float] = defaultdict(float)
    for one in counted:
        for cell in one.cells:
            amounts[cell] += scale.states[one.state]
    numbers = [
        _numbers(counted),
        _numbers(one for one in cases if one.state in IN_SIGHT),
        _numbers(one for one in given if not one.is_course),
        _numbers(one for one in given if one.is_course),
    ]
    found = {}
    for cell in CELLS:
        running, in_sight, offers, courses = (each[cell] for each in numbers)
        willing = min(scale.supplies_at_most, scale.supply * (offers + courses))
        covered = min(1.0, round(amounts[cell] + willing, 9))  # .1 + .2 is .3 to a reader
        word, weight = scale.word(covered), weights.of(cell)
        found[cell] = Standing(cell, covered, word, weight, running, in_sight, offers, courses)
    return found


def _numbers(things: Iterable[Cooperation | Supply]) -> Counter[Cell]:
    return Counter(cell for one in things for cell in one.cells)


def base(standings: Mapping[Cell, Standing]) -> dict[Cell, float]:
    """Base coverage for ``Problem.covered``."""
    return {cell: one.covered for cell, one in standings.items() if one.covered}


def gaps(standings: Mapping[Cell, Standing]) -> list[Standing]:
    """What is not good, the gap that matters most first."""
    found = [one for one in standings.values() if one.word is not Word.GOOD]
    return sorted(found, key=lambda one: (-one.gap, one.cell))


def heat_map(
    standings: Mapping[Cell, Standing], area: str
) -> list[tuple[Transition, tuple[Standing, ...]]]:
    """The rows of one competence area: a transition and its cells in the order of ``FIELDS``.

    The transition whose gaps matter most comes first.
    """
    rows = [
        (pair, tuple(standings[Cell(*pair, topic, area)] for topic in FIELDS))
        for pair in TRANSITIONS
    ]
    return sorted(rows, key=lambda row: -sum(one.gap for one in row[1]))


def closers(cell: Cell, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Suggestions that would cover a cell, the most probable first."""
    found = [one for one in candidates if cell in one.cells]
    return sorted(found, key=lambda one: (-one.probability, one.key))


def needed(standing: Standing, suggestions: int, labels: Labels | None = None) -> Sentence:
    """What would close a cell, given how many suggestions reach it (``closers``)."""
    title = (labels or Labels()).cell(standing.cell)
    if standing.word is Word.GOOD:
        return Sentence("good", f"{title.de}: gut abgedeckt.", f"{title.en}: well covered.")
    if standing.in_sight:
        number = standing.in_sight
        return Sentence(
            "in_sight",
            f"{title.de}: {_cases(number).de} in Aussicht, noch nicht vereinbart.",
            f"{title.en}: {_cases(number).en} in sight, not yet agreed.",
        )
    if suggestions:
        return Sentence(
            "suggested",
            f"{title.de}: {_pairs(suggestions).de} zusammenarbeiten und hier helfen.",
            f"{title.en}: {_pairs(suggestions).en} work together and would help here.",
        )
    return _nobody(standing, title)


def _nobody(standing: Standing, title: Name) -> Sentence:
    if standing.offers or standing.courses:
        return Sentence(
            "offered",
            f"{title.de}: Angebote gibt es, aber niemand sucht sie. "
            "Sprechen Sie Einrichtungen auf der anderen Seite des Übergangs an.",
            f"{title.en}: there are offers, but nobody looks for them. "
            "Talk to institutions on the other side of the transition.",
        )
    return Sentence(
        "nobody",
        f"{title.de}: niemand bietet oder sucht hier etwas. "
        "Bitten Sie Partner beider Stufen um ein Angebot oder Gesuch.",
        f"{title.en}: nobody offers or seeks anything here. "
        "Ask partners of both stages for an offer or a need.",
    )


def _cases(number: int) -> Name:
    if number == 1:
        return Name("eine Kooperation ist", "one cooperation is")
    return Name(f"{number} Kooperationen sind", f"{number} cooperations are")


def _pairs(number: int) -> Name:
    if number == 1:
        return Name("ein vorgeschlagenes Paar könnte", "one suggested pair could")
    return Name(f"{number} vorgeschlagene Paare könnten", f"{number} suggested pairs could")


def closed(
    problem: Problem, chosen: Collection[str], shares: Shares | None = None
) -> list[tuple[Cell, Word, Word]]:
    """Cells whose word is expected to improve if ``chosen`` are asked: cell, before, after."""
    scale = shares or Shares()
    after = coverage_after(problem, chosen)
    words = [
        (cell, scale.word(problem.covered.get(cell, 0.0)), scale.word(then))
        for cell, then in sorted(after.items())
    ]
    return [row for row in words if row[1] != row[2]]


def effect(problem: Problem, chosen: Collection[str], shares: Shares | None = None) -> Sentence:
    """``3 Kooperationen schließen voraussichtlich 11 Lücken``."""
    gaps_closed = sum(before is Word.GAP for _, before, _ in closed(problem, chosen, shares))
    number = len(chosen)
    pairs = (
        Name("1 Kooperation schließt", "1 cooperation is")
        if number == 1
        else Name(f"{number} Kooperationen schließen", f"{number} cooperations are")
    )
    holes = (
        Name("1 Lücke", "1 gap")
        if gaps_closed == 1
        else Name(f"{gaps_closed} Lücken", f"{gaps_closed} gaps")
    )
    return Sentence(
        "effect",
        f"{pairs.de} voraussichtlich {holes.de}.",
        f"{pairs.en} expected to close {holes.en}.",
    )
