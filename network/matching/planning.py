"""The planning problem of a quarter: which cooperations to start so that gaps close.

    max  Σ_g w_g·min(1 − c0_g, Σ_{e∋g} p_e x_e)  +  λ Σ_e p_e (1 + β·bridge_e) x_e

under partners' free capacity, the quota of each field, the office's limit, the share of small
partners, and what staff pinned or ruled out. The first sum is monotone and submodular, so greedy
does well, and its linear relaxation is an upper bound (``PLANNING.md``).
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from network.matching.cells import CODES, Cell
from network.matching.wording import Sentence

# Chosen on the worlds with known truth; what other values give stands in ``PLANNING.md``.
SAFETY = 0.5
BRIDGING = 0.5


@dataclass(frozen=True)
class Candidate:
    """A cooperation that could be started.

    Attributes:
        key: Unique in the problem.
        first: Key of one partner.
        second: Key of the other.
        probability: That both accept, 0–1.
        cells: What it would cover.
        lead_field: The action field whose coordinator would care for it; empty: nobody's quota.
        small: How many of its two partners are small (0, 1 or 2).
        bridge: How much it connects (``bridging.bridge``).
    """

    key: str
    first: str
    second: str
    probability: float
    cells: frozenset[Cell] = frozenset()
    lead_field: str = ""
    small: int = 0
    bridge: float = 0.0


@dataclass(frozen=True)
class Problem:
    """What there is to choose from and what limits the choice.

    Attributes:
        candidates: In any order; plans do not depend on it.
        capacities: Free capacity of each partner; a partner not named has none.
        quotas: Most cooperations of each lead field; a field not named is limited by ``limit``.
        limit: Most cooperations of all (K), pinned ones included.
        fairness: Share φ (0–1) of the places in chosen cooperations that small partners hold:
            Σ small_e ≥ 2φ·(number chosen).
        safety: λ, 0: gaps only; the higher, the more certain yeses count.
        bridging: β, how much more a cooperation counts that connects parts of the network.
        pins: Keys that staff want in every plan.
        vetoes: Keys that staff want in none.
        covered: Base coverage 0–1 of cells; a cell not named has none.
        weights: Weight of each cell; a cell not named counts nothing.
    """

    candidates: tuple[Candidate, ...]
    capacities: Mapping[str, int]
    limit: int
    quotas: Mapping[str, int] = field(default_factory=dict)
    fairness: float = 0.0
    safety: float = SAFETY
    bridging: float = BRIDGING
    pins: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()
    covered: Mapping[Cell, float] = field(default_factory=dict)
    weights: Mapping[Cell, float] = field(default_factory=dict)

    def by_key(self) -> dict[str, Candidate]:
        """Candidates by their keys."""
        return {one.key: one for one in self.candidates}


@dataclass(frozen=True)
class Plan:
    """What was chosen, or why nothing could be.

    Attributes:
        chosen: Keys in alphabetical order.
        value: Of ``value``.
        method: ``greedy``, ``exact`` or ``top_score``.
        checksum: Of the problem and what was chosen; the same question has the same answer.
        bound: No plan is worth more than this; None where nobody asked.
        seconds: It took; not part of the checksum.
        proven: Nothing better exists (within the solver's tolerance of 0.01 %).
        faults: Why no plan keeps all rules; then nothing is chosen.
        notes: What limits the plan.
    """

    chosen: tuple[str, ...]
    value: float
    method: str
    checksum: str
    bound: float | None = None
    seconds: float = 0.0
    proven: bool = False
    faults: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def gap(self) -> float | None:
        """How much better another plan could be at most, as a share of the bound."""
        if self.bound is None:
            return None
        return max(0.0, 1 - self.value / self.bound) if self.bound > 0 else 0.0


def coverage_after(problem: Problem, chosen: Iterable[str]) -> dict[Cell, float]:
    """Expected coverage 0–1 of every cell with a weight once ``chosen`` are asked."""
    after = {cell: problem.covered.get(cell, 0.0) for cell in problem.weights}
    known = problem.by_key()
    for key in chosen:
        for cell in known[key].cells & after.keys():
            after[cell] += known[key].probability
    return {cell: min(1.0, amount) for cell, amount in after.items()}


def value(problem: Problem, chosen: Collection[str]) -> float:
    """What a choice is worth: weighted coverage gained plus λ times expected yeses."""
    after = coverage_after(problem, chosen)
    gained = sum(
        weight * max(0.0, after[cell] - problem.covered.get(cell, 0.0))
        for cell, weight in problem.weights.items()
    )
    known = problem.by_key()
    yeses = sum(
        known[key].probability * (1 + problem.bridging * known[key].bridge) for key in chosen
    )
    return gained + problem.safety * yeses


def checksum(problem: Problem, chosen: Iterable[str]) -> str:
    """SHA-256 of everything a plan depends on and what it chose; no order of inputs matters."""
    made = hashlib.sha256(json.dumps(_settings(problem), sort_keys=True).encode())
    for one in sorted(problem.candidates, key=lambda one: one.key):
        made.update(_line(one).encode())
    made.update(json.dumps(sorted(chosen)).encode())
    return made.hexdigest()


def _line(one: Candidate) -> str:
    """A candidate as text; written without containers, as there may be many thousands."""
    first, second = sorted((one.first, one.second))
    cells = ",".join(sorted(map(CODES.__getitem__, one.cells)))
    figures = f"{float(one.probability)!r} {one.small} {float(one.bridge)!r}"
    return f"{one.key!r} {first!r} {second!r} {figures} {one.lead_field!r} {cells}\n"


def _settings(problem: Problem) -> dict[str, Any]:
    """Everything but the candidates, as JSON can say it."""
    return {
        "capacities": dict(problem.capacities),
        "quotas": dict(problem.quotas),
        "limit": problem.limit,
        "scales": [problem.fairness, problem.safety, problem.bridging],
        "pins": sorted(problem.pins),
        "vetoes": sorted(problem.vetoes),
        "covered": {CODES[cell]: amount for cell, amount in problem.covered.items() if amount},
        "weights": {CODES[cell]: weight for cell, weight in problem.weights.items()},
    }
