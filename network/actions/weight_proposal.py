"""Weights that learn from decisions."""

from datetime import datetime

from network.models import WeightSet


def propose_from_decisions(*, actor_key: str, at: datetime) -> WeightSet | None:
    raise NotImplementedError
