"""All numbers of the method, with a version; JSON in and out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

TAGS = {  # per group: category, competence, action field, target group
    "base": (-6.0, -3.6, -3.4, -3.6),
    "said": (4.7, 4.1, 3.3, 4.2),
    "lexicon": (3.7, 2.2, 2.2, 4.2),
    "ridge": (12.0, 7.0, 3.0, 6.0),
    "silent": (0.0, 0.5, 0.5, 0.5),
}


ITEMS = {  # fitted on worlds with known truth (README.md); numbers of network.matching.items
    "category": 3.694,
    "category_log": 0.813,
    "competence_log": 1.485,
    "competence_share": 3.53,
    "competence_best": -1.123,
    "competence_area": 1.337,
    "field_log": 1.512,
    "field_share": 0.937,
    "field_best": -0.896,
    "target_log": 0.721,
    "target_share": 0.882,
    "target_best": 0.216,
    "target_near": 0.665,
    "wish": 1.194,
    "near": 1.309,
    "online": 0.346,
    "window": 0.046,
    "overlap": 0.821,
    "radius": 0.208,
    "need_breadth": -0.647,
    "offer_breadth": -0.131,
}
PAIR = {
    "mutual": 0.227, "mutual_from": 2.725, "more": 0.075, "more_from": 2.996, "transition": 0.241,
}  # fmt: skip
CHANCE = {"slope": 1.0, "base": 0.0}  # Platt's logistic from the score to a probability


@dataclass(frozen=True)
class Weights:
    """A set of weights. ``effects``: what decisions have taught, by kind and category."""

    version: str = "2027-1"
    tags: Mapping[str, Sequence[float]] = field(default_factory=lambda: dict(TAGS))
    items: Mapping[str, float] = field(default_factory=lambda: dict(ITEMS))
    pair: Mapping[str, float] = field(default_factory=lambda: dict(PAIR))
    chance: Mapping[str, float] = field(default_factory=lambda: dict(CHANCE))
    effects: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> str:
        """As text; the same weights give the same text."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: when a number is missing, unknown or no number.
        """
        read = json.loads(text)
        own = asdict(cls())
        if not isinstance(read, dict) or read.keys() != own.keys():
            message = f"expected {sorted(own)}"
            raise ValueError(message)
        for name in ("tags", "items", "pair", "chance"):
            if read[name].keys() != own[name].keys():
                message = f"{name}: expected {sorted(own[name])}"
                raise ValueError(message)
        read["tags"] = {name: tuple(map(float, row)) for name, row in read["tags"].items()}
        for name in ("items", "pair", "chance", "effects"):
            read[name] = {key: float(value) for key, value in read[name].items()}
        return cls(**read)
