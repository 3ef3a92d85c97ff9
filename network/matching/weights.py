"""All numbers of the method, with a version; JSON in and out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

TAGS = {  # per group: category, competence, action field, target group
    "base": (-6.0, -4.2, -3.9, -4.2),
    "said": (4.7, 4.1, 3.3, 4.2),
    "lexicon": (3.7, 2.2, 2.2, 4.2),
    "ridge": (12.0, 7.0, 5.0, 6.0),
    "silent": (0.0, 1.1, 1.0, 1.1),
}
ITEMS = {  # fitted on worlds with known truth (README.md); numbers of network.matching.items
    "category": 3.687,
    "category_log": 0.797,
    "competence_log": 1.715,
    "competence_share": 2.372,
    "competence_best": -1.801,
    "competence_area": 1.194,
    "field_log": 1.238,
    "field_share": 0.762,
    "field_best": -0.303,
    "target_log": 0.83,
    "target_share": 0.617,
    "target_best": -0.006,
    "target_near": 0.46,
    "wish": 1.263,
    "near": 1.375,
    "online": 0.347,
    "window": 0.073,
    "overlap": 1.028,
    "radius": 0.215,
    "need_breadth": -0.597,
    "offer_breadth": -0.095,
}
PAIR = {
    "mutual": 0.244, "mutual_from": 2.824, "more": 0.08, "more_from": 3.022, "transition": 0.269,
    "history": 0.3,
}  # fmt: skip
CHANCE = {"slope": 1.153, "base": -5.656, "crowd": -0.496}  # Platt's logistic, see pairs.crowding


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
        # Sets stored before there was this number.
        read["pair"] = {"history": PAIR["history"]} | read["pair"]
        for name in ("tags", "items", "pair", "chance"):
            if read[name].keys() != own[name].keys():
                message = f"{name}: expected {sorted(own[name])}"
                raise ValueError(message)
        read["tags"] = {name: tuple(map(float, row)) for name, row in read["tags"].items()}
        for name in ("items", "pair", "chance", "effects"):
            read[name] = {key: float(value) for key, value in read[name].items()}
        return cls(**read)
