"""Random planning problems: small ones for rules, network-like ones for quality and time."""

from random import Random

import numpy as np

from network.matching.cells import AREAS, FIELDS, STAGES, Weights, cells_of
from network.matching.planning import Candidate, Problem

STAGE_SHARES = (12, 14, 14, 8, 6, 14, 32)
CANDIDATES = {100: 146, 300: 1_330, 1000: 12_290}
LIMITS = {100: 20, 300: 50, 1000: 150}


def network(partners, seed, candidates=None, limit=None, **changes):
    """A problem of the size and shape that the matcher delivers for ``partners`` partners.

    Probabilities fall off steeply; popular partners appear in more candidates than they have
    places for; every field has a quota of a quarter of the limit.
    """
    dice = np.random.default_rng(seed)
    stages = dice.choice(len(STAGES), size=(partners, 2), p=np.array(STAGE_SHARES) / 100)
    houses = [
        sorted({STAGES[a]} | ({STAGES[b]} if dice.random() < 0.3 else set())) for a, b in stages
    ]
    small = dice.random(partners) < 0.4
    capacities = {f"p{n}": 1 if small[n] else int(dice.integers(1, 5)) for n in range(partners)}
    pull = dice.gamma(1.5, size=partners)
    found = {}
    while len(found) < (candidates or CANDIDATES[partners]):
        a, b = sorted(dice.choice(partners, size=2, replace=False, p=pull / pull.sum()).tolist())
        topics = dice.choice(FIELDS, size=int(dice.integers(1, 3)), replace=False).tolist()
        areas = dice.choice(AREAS, size=int(dice.integers(1, 3)), replace=False).tolist()
        found[a, b] = Candidate(
            key=f"p{a}-p{b}", first=f"p{a}", second=f"p{b}",
            probability=round(0.15 + 0.75 * float(dice.beta(1.2, 2.5)), 3),
            cells=cells_of(houses[a], houses[b], topics, areas),
            lead_field=topics[0], small=int(small[a]) + int(small[b]),
            bridge=float(dice.choice([0, 0.25, 0.5, 1.25])),
        )  # fmt: skip
    weights = Weights().table()
    covered = {
        cell: float(dice.choice([0, 0.1, 0.6, 1], p=[0.6, 0.2, 0.15, 0.05])) for cell in weights
    }
    top = limit or LIMITS[partners]
    settings = {"quotas": dict.fromkeys(FIELDS, max(2, top // 4)), "covered": covered, **changes}
    return Problem(tuple(found.values()), capacities, top, weights=weights, **settings)


def anything(seed):
    """A small problem with every rule in play, often hard to keep and sometimes impossible."""
    dice = Random(seed)
    partners = [f"p{n}" for n in range(dice.randint(2, 14))]
    small = {key: dice.random() < 0.4 for key in partners}
    stages = {key: dice.sample(STAGES, dice.randint(1, 2)) for key in partners}
    found = []
    for number in range(dice.randint(0, 40)):
        a, b = dice.sample(partners, 2)
        topics, areas = (
            dice.sample(FIELDS, dice.randint(1, 2)),
            dice.sample(AREAS, dice.randint(1, 2)),
        )
        found.append(
            Candidate(
                f"e{number}", a, b, dice.choice([0.0, 1.0, dice.random()]),
                cells_of(stages[a], stages[b], topics, areas), dice.choice([topics[0], ""]),
                small[a] + small[b], dice.choice([0, 0.5, 1]),
            )
        )  # fmt: skip
    keys = [one.key for one in found]
    weights = Weights().table()
    return Problem(
        candidates=tuple(found),
        capacities={key: dice.randint(0, 3) for key in partners if dice.random() < 0.95},
        limit=dice.randint(0, 12),
        quotas={code: dice.randint(0, 4) for code in FIELDS if dice.random() < 0.6},
        fairness=dice.choice([0, 0, 0.3, 0.45, 1 / 3, 0.8]),
        safety=dice.choice([0, 0.05, 1, 3]),
        bridging=dice.choice([0, 1]),
        pins=frozenset(dice.sample(keys, min(len(keys), dice.choice([0, 0, 0, 1, 2])))),
        vetoes=frozenset(dice.sample(keys, min(len(keys), dice.choice([0, 0, 1, 3])))),
        covered={cell: dice.random() for cell in weights if dice.random() < 0.3},
        weights=weights,
    )
