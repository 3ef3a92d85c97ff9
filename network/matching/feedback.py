"""Learning from decisions without being led astray by them.

Decisions are few and lie only where the matcher already looked, so weights of the method are never
refitted on them. Learnt are small corrections by kind of the receiver, kind of the giver and
category: a logistic regression with the score's probability as fixed offset and narrow priors. A
challenger replaces the champion only if it predicts held-out decisions better and ranks a frozen
benchmark no worse; two people release it (outside this package).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from network.matching import effects, logistic
from network.matching.arrays import Array
from network.matching.engine import State
from network.matching.weights import Weights

VARIANCE = {"receiver": 0.15, "giver": 0.15, "category": 0.20}
BIAS_VARIANCE = 0.3  # of the common willingness; it moves no rank and is not kept
FOLDS = 5
FEWEST = 50  # decisions below which nothing is judged
MOST_LOST = 0.005  # NDCG on the benchmark


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two partners said yes. No person, no reason text."""

    first: str
    second: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A challenger beside the champion; losses are mean log losses of held-out decisions."""

    decisions: int
    champion_loss: float
    challenger_loss: float
    champion_ndcg: float
    challenger_ndcg: float

    @property
    def may_activate(self) -> bool:
        """Better on decisions, and no worse than allowed on the benchmark."""
        return (
            self.decisions >= FEWEST
            and self.challenger_loss < self.champion_loss
            and self.champion_ndcg - self.challenger_ndcg <= MOST_LOST
        )


@dataclass(frozen=True)
class Sample:
    """Decisions with the champion's logit (without effects) and the names of their effects."""

    offset: Array
    accepted: Array
    names: list[tuple[str, str, str]]

    def part(self, rows: Array) -> "Sample":
        """Some of them."""
        return Sample(self.offset[rows], self.accepted[rows], [self.names[row] for row in rows])


def refit(state: State, decisions: Sequence[Decision], version: str) -> Weights:
    """A challenger: the weights of the run with effects learnt from all decisions."""
    learnt = _learn(sample(state, decisions))[0]
    return replace(state.weights, version=version, effects=learnt)


def compare(
    champion: State, challenger: Weights, decisions: Sequence[Decision], ndcg: tuple[float, float]
) -> Verdict:
    """Judge a challenger.

    Args:
        champion: A run with the active weights over the decided pairs.
        challenger: What might replace them.
        decisions: All that were taken on suggestions of the champion.
        ndcg: Of champion and challenger on the frozen benchmark.
    """
    taken = sample(champion, decisions)
    count = len(taken.names)
    own = _loss(taken, dict(champion.weights.effects)) if count else 0.0
    is_learnt = replace(challenger, version="", effects={}) == replace(
        champion.weights, version="", effects={}
    )
    other = _held_out(taken, dict(challenger.effects)) if count and is_learnt else float("inf")
    return Verdict(count, own, other, *ndcg)


def sample(state: State, decisions: Sequence[Decision]) -> Sample:
    """Decisions on pairs the run knows, in a fixed order."""
    offsets, accepted, names = [], [], []
    chance = state.weights.chance
    for decision in sorted(decisions, key=lambda d: (*sorted((d.first, d.second)), d.accepted)):
        pair = state.where(decision.first, decision.second)
        if pair is None:
            continue
        item = int(state.pairs.best[pair])
        bearing = effects.names(
            state.sight, int(state.found.need[item]), int(state.found.offer[item])
        )
        taught = sum(state.weights.effects.get(name, 0.0) for name in bearing)
        score = float(state.pairs.score[pair]) - taught
        offsets.append(chance["base"] + chance["slope"] * score)
        accepted.append(float(decision.accepted))
        names.append(bearing)
    return Sample(np.array(offsets), np.array(accepted), names)


def _learn(taken: Sample) -> tuple[dict[str, float], float]:
    """Effects on the scale of the logit, and the common bias."""
    columns = sorted({name for row in taken.names for name in row})
    if not columns:
        return {}, 0.0
    place = {name: 1 + number for number, name in enumerate(columns)}
    design = np.zeros((len(taken.names), len(columns) + 1))
    design[:, 0] = 1.0
    for row, names in enumerate(taken.names):
        design[row, [place[name] for name in names]] = 1.0
    variance = [BIAS_VARIANCE, *(VARIANCE[name.split(":")[0]] for name in columns)]
    found = logistic.fit(design, taken.accepted, 1.0 / np.array(variance), offset=taken.offset)
    values = {name: round(float(found[place[name]]), 6) for name in columns}
    return values, float(found[0])


def _loss(taken: Sample, taught: dict[str, float], bias: float = 0.0) -> float:
    extra = np.array([sum(taught.get(name, 0.0) for name in row) for row in taken.names])
    chance = np.clip(logistic.sigmoid(taken.offset + extra + bias), 1e-6, 1 - 1e-6)
    hit = taken.accepted * np.log(chance) + (1 - taken.accepted) * np.log(1 - chance)
    return float(-hit.mean())


def _held_out(taken: Sample, proposed: dict[str, float]) -> float:
    """Mean loss over folds of effects learnt on the others, but never flattering the proposal.

    The proposal itself has seen all decisions; if it is not what these decisions teach, it is
    judged as it is.
    """
    learnt, _bias = _learn(taken)
    if learnt != proposed:
        return _loss(taken, proposed)
    rows = np.arange(len(taken.names))
    losses, sizes = [], []
    for fold in range(FOLDS):
        test = rows[rows % FOLDS == fold]
        if len(test):
            effects_, _bias = _learn(taken.part(rows[rows % FOLDS != fold]))
            losses.append(_loss(taken.part(test), effects_))
            sizes.append(len(test))
    return float(np.average(losses, weights=sizes))
