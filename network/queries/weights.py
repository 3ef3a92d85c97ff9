"""Which weights are in use."""

import json

from network.enums import WeightState
from network.matching.weights import Weights
from network.models import WeightSet


def current_weights() -> Weights:
    """The released weights; those of the product where none were ever released."""
    row = WeightSet.objects.filter(state=WeightState.ACTIVE).first()
    return weights_of(row) if row else Weights()


def weights_of(row: WeightSet) -> Weights:
    """The numbers of a stored set, under its own version.

    Raises:
        ValueError: What is stored is no set of weights (any more).
    """
    return Weights.from_json(json.dumps(row.content | {"version": row.version}))


def content_of(weights: Weights) -> dict[str, object]:
    """What of a set of weights is stored: all but its version."""
    content: dict[str, object] = json.loads(weights.to_json())
    content.pop("version")
    return content
