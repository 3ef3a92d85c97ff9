"""Up to three yes/no questions per listing whose answers would change most.

A question is worth its uncertainty times its consequence: the entropy of the tag's probability,
times, over all partners' listings that come into question, how undecided that match is and how
probably the other side has the tag.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from network.matching import logistic
from network.matching.arrays import Array
from network.matching.engine import State
from network.matching.records import (
    CATEGORY,
    COMPETENCE,
    FIELD,
    TARGET,
    Label,
    ListingFacts,
    Tag,
    Vocabulary,
)

MOST = 3
LEAST_UNCERTAIN = 0.03  # probability beyond which asking is no use
CONCERNED = 0.3  # probability that the other side has the tag, to count it as concerned
ASKS = {
    CATEGORY: Label("Geht es dabei um „{name}“?", "Is this about “{name}”?"),
    COMPETENCE: Label(
        "Gehört die Kompetenz „{name}“ dazu?", "Does the competence “{name}” belong to it?"
    ),
    FIELD: Label("Gehört es zum Handlungsfeld „{name}“?", "Does it belong to the field “{name}”?"),
    TARGET: Label("Richtet es sich auch an: {name}?", "Is it also for: {name}?"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question about a listing."""

    listing: str
    tag: Tag
    probability: float  # of yes
    priority: float
    concerned: int  # listings of others the answer bears on

    def text(self, vocabulary: Vocabulary, language: str = "de") -> str:
        """The question in ``de`` or ``en``."""
        name = vocabulary.labels[self.tag].text(language)
        return ASKS[self.tag[0]].text(language).format(name=name)


def questions(
    state: State, *, most: int = MOST, asked: Collection[tuple[str, Tag]] = ()
) -> dict[str, tuple[Question, ...]]:
    """Per listing key its questions, most useful first.

    Args:
        state: Of a run.
        most: Questions per listing.
        asked: Listing key and tag of what was asked lately and is not to be asked again.
    """
    table, tags = state.table, state.sight.tags
    consequence, concerned = _consequence(state)
    worth = entropy(tags) * consequence
    worth[(tags < LEAST_UNCERTAIN) | (tags > 1 - LEAST_UNCERTAIN)] = 0.0
    names = table.facts.vocabulary.tags()
    known = set(asked)
    found = {}
    for row, listing in enumerate(table.listings):
        told = listing.tags() | listing.denied
        order = np.argsort(-worth[row], kind="stable")
        order = order[worth[row, order] > 0]
        useful = [
            c
            for c in order.tolist()
            if names[c] not in told and (listing.key, names[c]) not in known
        ]
        found[listing.key] = tuple(
            Question(
                listing.key, names[c], float(tags[row, c]), float(worth[row, c]),
                int(concerned[row, c]),
            )
            for c in useful[:most]
        )  # fmt: skip
    return found


def answered(listing: ListingFacts, tag: Tag, *, is_yes: bool) -> ListingFacts:
    """The listing with an answer taken over; "do not know" changes nothing and is not called."""
    if not is_yes:
        return replace(listing, denied=listing.denied | {tag})
    group, code = tag
    if group == CATEGORY:
        return replace(listing, category=code)
    name = {COMPETENCE: "competences", FIELD: "action_fields", TARGET: "target_groups"}[group]
    return replace(listing, **{name: getattr(listing, name) | {code}})


def entropy(chance: Array) -> Array:
    """In bits."""
    inside = np.clip(chance, 1e-9, 1 - 1e-9)
    bits: Array = -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))
    return bits


def _consequence(state: State) -> tuple[Array, Array]:
    """Listings × tags: how much hangs on each tag, and how many listings of others."""
    found, tags, chance = state.found, state.sight.tags, state.weights.chance
    likely = logistic.sigmoid(chance["base"] + chance["slope"] * found.score)
    size = (len(tags), len(tags))
    undecided = sparse.csr_matrix((likely * (1 - likely), (found.need, found.offer)), size)
    there = sparse.csr_matrix((np.ones(len(likely)), (found.need, found.offer)), size)
    has = (tags >= CONCERNED).astype(float)
    worth = undecided @ tags + undecided.T @ tags
    return np.asarray(worth), np.asarray(there @ has + there.T @ has)
