"""How well one need and one offer go together: numbers that are weighed and added up.

Of every group of tags three numbers: the chance that they share a tag (its logarithm: several
groups must agree at once), the share of what is sought that is covered, and the surest shared tag.
"""

from dataclasses import dataclass

import numpy as np

from network.matching import gates
from network.matching.arrays import Array, Indices, Table
from network.matching.records import CATEGORY, COMPETENCE, FIELD, GROUPS, TARGET, Vocabulary

NAMES = (
    "category", "category_log",
    "competence_log", "competence_share", "competence_best", "competence_area",
    "field_log", "field_share", "field_best",
    "target_log", "target_share", "target_best", "target_near",
    "wish", "near", "online", "window", "overlap", "radius", "need_breadth", "offer_breadth",
)  # fmt: skip
LEAST = 0.1  # chance of sharing a tag below which differences no longer count
LEAST_CATEGORY = 0.05
SOUGHT = 0.15  # added to what is sought, so that little sought is not soon covered
NEARNESS = 6.0  # km after which nearness has fallen to 37 %
ONLINE_NEARNESS = 0.6
UNKNOWN_NEARNESS = 0.3  # where a place is not known
YEAR = 365.0
# What each number is when the named agreement is taken away (the deletion test of the reasons).
WITHOUT = dict.fromkeys(NAMES, 0.0) | {
    "category_log": float(np.log(LEAST_CATEGORY)),
    "competence_log": float(np.log(LEAST)),
    "field_log": float(np.log(LEAST)),
    "target_log": float(np.log(LEAST)),
    "wish": 0.5,
    "overlap": 0.5,
    "need_breadth": 2.7,  # of a usual listing: only unusual breadth is told
    "offer_breadth": 3.5,
}


@dataclass(frozen=True)
class Relations:
    """The vocabulary as matrices."""

    columns: dict[str, slice]  # group → its tags
    replaces: Array  # category × category
    related: Array  # target group × target group
    areas: Array  # competence × area

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Relations":
        """Lay out a vocabulary."""
        columns, start = {}, 0
        for group in GROUPS:
            columns[group] = slice(start, start + len(vocabulary.codes[group]))
            start = columns[group].stop
        categories, targets = vocabulary.codes[CATEGORY], vocabulary.codes[TARGET]
        replaces, related = np.eye(len(categories)), np.eye(len(targets))
        for (first, second), weight in vocabulary.substitutions.items():
            replaces[categories.index(first), categories.index(second)] = weight
        for (first, second), weight in vocabulary.near_targets.items():
            related[targets.index(first), targets.index(second)] = weight
        areas = [code.split(".")[0] for code in vocabulary.codes[COMPETENCE]]
        member = [[area == name for name in sorted(set(areas))] for area in areas]
        return cls(columns, replaces, related, np.array(member, float))


@dataclass(frozen=True)
class Sight:
    """What is known of the listings: the facts, and the probability of each tag."""

    table: Table
    tags: Array  # listings × tags
    relations: Relations
    rows: dict[str, Array]  # what pairs are compared by: values × listings, so that sums run fast
    sought: dict[str, Array]  # per listing: the sum of each of them
    breadth: Array  # of the claims of a listing, category aside

    @classmethod
    def of(cls, table: Table, tags: Array, relations: Relations) -> "Sight":
        """Work out what depends on one listing only."""
        columns = relations.columns
        chance = np.minimum(tags[:, columns[COMPETENCE]], 1 - 1e-9)
        values = {group: tags[:, column] for group, column in columns.items()} | {
            "area": 1.0 - np.exp(np.log1p(-chance) @ relations.areas),  # any tag of the area
            "near_target": tags[:, columns[TARGET]] @ relations.related,
            "serving": tags[:, columns[CATEGORY]] @ relations.replaces,
        }
        rows = {name: np.ascontiguousarray(value.T) for name, value in values.items()}
        sought = {name: row.sum(axis=0) + SOUGHT for name, row in rows.items()}
        claims = tags[:, columns[COMPETENCE].start :]
        return cls(table, tags, relations, rows, sought, (claims**2).sum(axis=1))


def category_chance(sight: Sight, needs: Indices, offers: Indices) -> Array:
    """Needs × offers: the chance that what is offered serves for what is sought."""
    chance: Array = sight.rows["serving"][:, needs].T @ sight.rows[CATEGORY][:, offers]
    return chance


def measure(sight: Sight, needs: Indices, offers: Indices) -> Array:
    """The numbers of the pairs ``zip(needs, offers)``: pairs × :data:`NAMES`."""
    found = numbers(sight, needs, offers)
    return np.stack([found[name] for name in NAMES], axis=1)


def numbers(sight: Sight, needs: Indices, offers: Indices) -> dict[str, Array]:
    """The same by name. Every pair is worked out by itself: the others change no bit."""
    category = _shared(sight, ("serving", CATEGORY), needs, offers).sum(axis=0)
    found = {"category": category, "category_log": np.log(category + LEAST_CATEGORY)}
    for name, group in (("competence", COMPETENCE), ("field", FIELD), ("target", TARGET)):
        shared = _shared(sight, (group, group), needs, offers)
        found[f"{name}_share"] = shared.sum(axis=0) / sight.sought[group][needs]
        found[f"{name}_best"] = shared.max(axis=0)
        np.subtract(1.0, shared, out=shared)
        found[f"{name}_log"] = np.log(1.0 - np.prod(shared, axis=0) + LEAST)
    near = _shared(sight, ("near_target", TARGET), needs, offers).sum(axis=0)
    found["target_near"] = np.minimum(1.0, near / sight.sought[TARGET][needs])
    area = _shared(sight, ("area", "area"), needs, offers).sum(axis=0)
    found["competence_area"] = area / sight.sought["area"][needs]
    found |= _circumstances(sight.table, needs, offers)
    found["need_breadth"], found["offer_breadth"] = sight.breadth[needs], sight.breadth[offers]
    return found


def _shared(sight: Sight, names: tuple[str, str], needs: Indices, offers: Indices) -> Array:
    """Values × pairs: what the need seeks times what the offer gives."""
    shared: Array = np.take(sight.rows[names[0]], needs, axis=1)
    shared *= np.take(sight.rows[names[1]], offers, axis=1)
    return shared


def _circumstances(table: Table, needs: Indices, offers: Indices) -> dict[str, Array]:
    """Wish, place and time."""
    wished = (table.wanted[offers] & table.staged[needs]) > 0
    km = gates.distance(table, needs, offers)
    online = table.online[needs] * table.online[offers]
    ground = np.where(np.isnan(km), UNKNOWN_NEARNESS, np.exp(-km / NEARNESS))
    timed = table.has_window[needs] & table.has_window[offers]
    start = np.maximum(np.maximum(table.start[needs], table.start[offers]), 0.0)
    common = np.minimum(table.end[needs], table.end[offers]) - start
    return {
        "wish": np.where(table.has_wish[offers], wished, 0.5),
        "near": np.maximum(ground, ONLINE_NEARNESS * online),
        "online": online,
        "window": timed.astype(float),
        "overlap": np.where(timed, np.minimum(common, YEAR) / YEAR, 0.5),
        "radius": (np.isfinite(table.radius[needs]) & np.isfinite(table.radius[offers])) * 1.0,
    }
