"""All numbers of the method, with a version; JSON in and out."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

TAGS = {  # per group: category, competence, action field, target group
    "base": (-7.36, -4.55, -4.21, -4.56),
    "said": (4.68, 3.42, 3.28, 3.54),
    "lexicon": (2.98, 1.25, 1.19, 3.50),
    "ridge": (9.86, 4.80, 4.68, 5.67),
}


@dataclass(frozen=True)
class Weights:
    """A set of weights."""

    version: str = "v1"
    tags: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: dict(TAGS))
