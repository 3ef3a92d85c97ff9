"""Tags of many rows at once: one query for each kind, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from lms.taxonomy.models import Competence
from network.models import Place
from network.queries.words import DIGCOMP

Tags = Mapping[int, tuple[str, ...]]


def tags_of(model: Any, name: str, order: str = "position") -> Tags:
    """Codes of a many-to-many field by the row's primary key, in the vocabulary's order."""
    return _tags_of(model, name, order, {})


def _tags_of(model: Any, name: str, order: str, only: Mapping[str, str]) -> Tags:
    """The same of the terms for which ``only`` holds: values by the lookup from a term."""
    field = model._meta.get_field(name)
    found: dict[int, list[str]] = defaultdict(list)
    rows = field.remote_field.through.objects.order_by(f"{field.m2m_reverse_field_name()}__{order}")
    wanted = {f"{field.m2m_reverse_field_name()}__{lookup}": to for lookup, to in only.items()}
    pairs = rows.filter(**wanted).values_list(
        f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}__code"
    )
    for row, code in pairs:
        found[row].append(code)
    return defaultdict(tuple, {row: tuple(codes) for row, codes in found.items()})


def areas_of(model: Any) -> Tags:
    """Competence areas of each row: "2" of DigComp's "2.3", the most frequent first."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    only = {"framework__code__startswith": DIGCOMP}
    for row, codes in _tags_of(model, "competences", "position", only).items():
        areas = [code.partition(".")[0] for code in codes]
        found[row] = tuple(sorted(set(areas), key=lambda area: (-areas.count(area), area)))
    return found


def digcomp_codes(competences: Iterable[Competence]) -> frozenset[str]:
    """Codes of DigComp's among them; "2.1" of another framework is something else.

    Reads their ``framework``.
    """
    return frozenset(one.code for one in competences if one.framework.code.startswith(DIGCOMP))


def districts_of_partners() -> Mapping[int, frozenset[str]]:
    """Districts in which each partner has a place."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Place.objects.exclude(district=None).order_by()
    for partner, code in rows.values_list("partner_id", "district__code"):
        found[partner].add(code)
    return defaultdict(frozenset, {key: frozenset(codes) for key, codes in found.items()})
