"""What an item declares about its answers: which are right and what each of them gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from courses.formats.answers import FULL, Answer, decimal
from courses.formats.questions import Reason, UnfitError
from courses.formats.xml_tree import Node

_TEMPLATES = ("match_correct", "map_response")


@dataclass(frozen=True)
class Response:
    """One declared response; ``mapped`` gives points to keys, in units of the item's own."""

    right: tuple[str, ...]
    mapped: dict[str, Decimal]
    is_numeric: bool
    is_many: bool
    is_case_sensitive: bool

    def percent(self, key: str) -> Decimal:
        """What an answer gives, of everything that can be had."""
        if not self.mapped:
            return (
                FULL / (len(self.right) if self.is_many else 1) if key in self.right else FULL * 0
            )
        good = [value for value in self.mapped.values() if value > 0]
        most = (sum(good) if self.is_many else max(good, default=0)) or Decimal(1)
        percent = self.mapped.get(key, Decimal(0)) * FULL / most
        return max(-FULL, min(FULL, round(percent, 5)))

    def typed(self) -> list[Answer]:
        """All answers to type."""
        keys = dict.fromkeys([*self.right, *self.mapped])
        return [Answer(key, FULL if key in self.right else self.percent(key)) for key in keys]


def responses(item: Node) -> dict[str, Response]:
    """The declared responses by their names."""
    uses_map = template(item) != "match_correct"
    return {
        node.get("identifier"): _response(node, uses_map=uses_map)
        for node in item.children("responseDeclaration")
    }


def template(item: Node) -> str:
    """The name of the standard rule by which the item is scored, "" for a rule of its own."""
    processing = item.child("responseProcessing")
    name = processing.get("template").rpartition("/")[2] if processing else ""
    return next((known for known in _TEMPLATES if name.startswith(known)), "")


def tolerance(item: Node, lost: set[Reason]) -> Decimal:
    """By how much a number may differ; other rules than one absolute tolerance are lost."""
    for rule in item.below("equal"):
        if rule.get("toleranceMode") == "absolute":
            return abs(decimal(rule.get("tolerance", "0").split()[0]))
        if rule.get("toleranceMode") == "relative":
            lost.add(Reason.SCORING)
    return Decimal(0)


def response_of(node: Node, known: dict[str, Response]) -> Response:
    """The response an interaction asks for."""
    found = known.get(node.get("responseIdentifier"))
    if found is None:
        raise UnfitError(Reason.RESPONSES)
    return found


def _response(node: Node, *, uses_map: bool) -> Response:
    mapping = node.child("mapping")
    entries = list(mapping.children("mapEntry")) if mapping and uses_map else []
    return Response(
        right=tuple(_words(node.child("correctResponse"))),
        mapped={entry.get("mapKey"): decimal(entry.get("mappedValue")) for entry in entries},
        is_numeric=node.get("baseType") in ("float", "integer"),
        is_many=node.get("cardinality") in ("multiple", "ordered"),
        is_case_sensitive=any(entry.get("caseSensitive") == "true" for entry in entries),
    )


def _words(node: Node | None) -> Iterable[str]:
    for value in node.children("value") if node else ():
        yield " ".join(value.text().split())
