"""Tags of many rows at once: one query for each kind, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from network.models import Place

Tags = Mapping[int, tuple[str, ...]]


def tags_of(model: Any, name: str, order: str = "position") -> Tags:
    """Codes of a many-to-many field by the row's primary key, in the vocabulary's order."""
    field = model._meta.get_field(name)
    found: dict[int, list[str]] = defaultdict(list)
    rows = field.remote_field.through.objects.order_by(f"{field.m2m_reverse_field_name()}__{order}")
    pairs = rows.values_list(
        f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}__code"
    )
    for row, code in pairs:
        found[row].append(code)
    return defaultdict(tuple, {row: tuple(codes) for row, codes in found.items()})


def areas_of(model: Any) -> Tags:
    """Competence areas of each row: "2" of "2.3", the most frequent first."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row, codes in tags_of(model, "competences").items():
        areas = [code.partition(".")[0] for code in codes]
        found[row] = tuple(sorted(set(areas), key=lambda area: (-areas.count(area), area)))
    return found


def districts_of_partners() -> Mapping[int, frozenset[str]]:
    """Districts in which each partner has a place."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Place.objects.exclude(district=None).order_by()
    for partner, code in rows.values_list("partner_id", "district__code"):
        found[partner].add(code)
    return defaultdict(frozenset, {key: frozenset(codes) for key, codes in found.items()})
