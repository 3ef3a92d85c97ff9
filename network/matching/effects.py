"""What decisions have taught: small corrections by kind of partner and by category.

They are part of the weights (``receiver:kind``, ``giver:kind``, ``category:code``), fitted by
:mod:`network.matching.feedback` and shown among the reasons.
"""

import numpy as np

from network.matching.candidates import Items
from network.matching.items import Sight
from network.matching.pairs import DIGITS, Pairs
from network.matching.records import CATEGORY
from network.matching.weights import Weights


def names(sight: Sight, need: int, offer: int) -> tuple[str, str, str]:
    """The effects that bear on an item (rows of the table)."""
    table, tags, relations = sight.table, sight.tags, sight.relations
    receiver = table.partners[int(table.owner[need])].kind
    giver = table.partners[int(table.owner[offer])].kind
    column = relations.columns[CATEGORY]
    code = table.facts.vocabulary.codes[CATEGORY][int(tags[need, column].argmax())]
    return f"receiver:{receiver}", f"giver:{giver}", f"category:{code}"


def applied(sight: Sight, found: Items, combined: Pairs, weights: Weights) -> Pairs:
    """Add the effects to the scores of pairs."""
    if not weights.effects:
        return combined
    extra = np.array(
        [
            sum(
                weights.effects.get(name, 0.0)
                for name in names(sight, int(found.need[item]), int(found.offer[item]))
            )
            for item in combined.best
        ]
    )
    return combined.with_score((combined.score + extra).round(DIGITS))
