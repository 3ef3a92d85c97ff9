"""Answers that give a part of the points.

Stored content:

- a choice may have ``weight``, the percentage of the points it gives (-100 … 100), a number as
  text. When one has, the weights of all count and ``rule`` does not; a choice without one gives 0.
  A choice with a weight above 0 is one with ``is_correct`` (single: one with weight 100).
- short text and numeric questions may have ``weighted``: ``weight`` (0 … 100), ``feedback``, and
  what was typed: ``text``, or ``value`` with ``tolerance``. ``text`` ``"*"``, for numbers no
  ``value``, means any other answer. A fully right answer stands here too when it has feedback.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from courses.grading import fields
from courses.grading.shapes import MAX_ANSWER, MAX_CHOICES, Choice, ContentError, Weighted

FULL = Decimal(100)  # percent
ENOUGH = Decimal("0.999")  # of the points counts as all: three times 33.3 % is meant to be 100 %
ANY = "*"


def are_given(choices: list[Any]) -> bool:
    """Tell whether weights count, not the rule for wrong ticks."""
    return any("weight" in choice for choice in choices)


def of_choice(raw: Mapping[str, Any]) -> Decimal:
    """The weight of a choice in percent, 0 where none is given."""
    return _percent(raw, "choices", least=-FULL) if "weight" in raw else Decimal(0)


def check(choices: tuple[Choice, ...], *, allows_many: bool) -> None:
    """See that what is marked as right is what earns something (of single choice: everything).

    Raises:
        ContentError: when mark and weight of a choice contradict each other.
    """
    for choice in choices:
        earns = choice.weight > 0 if allows_many else choice.weight >= FULL * ENOUGH
        if earns != choice.is_correct:
            raise ContentError("choices", "weight_mismatch")


def of_texts(content: Mapping[str, Any]) -> tuple[Weighted, ...]:
    """What ``weighted`` says of a short text."""
    return _read(content, _text)


def of_numbers(content: Mapping[str, Any]) -> tuple[Weighted, ...]:
    """What ``weighted`` says of a number."""
    return _read(content, _number)


def chosen_share(choices: tuple[Choice, ...], chosen: set[str]) -> Decimal:
    """Add up what the ticks give: never less than nothing, never more than all."""
    total = sum((choice.weight for choice in choices if choice.id in chosen), Decimal(0)) / FULL
    return Decimal(1) if total >= ENOUGH else max(Decimal(0), total)


def _read(
    content: Mapping[str, Any], reader: Callable[[Mapping[str, Any]], Weighted]
) -> tuple[Weighted, ...]:
    try:
        return tuple(reader(raw) for raw in _rows(content))
    except ContentError as error:  # whatever part of a row it is
        raise ContentError("weighted", error.reason) from error


def _rows(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = content.get("weighted", [])
    if not isinstance(rows, list) or len(rows) > MAX_CHOICES:
        raise ContentError("weighted", "too_many")
    if not all(isinstance(row, Mapping) for row in rows):
        raise ContentError("weighted", "no_text")
    return rows


def _text(raw: Mapping[str, Any]) -> Weighted:
    text = fields.text(raw, "text", required=True).strip()
    if len(text) > MAX_ANSWER:
        raise ContentError("weighted", "no_text")
    return Weighted(text="" if text == ANY else text, **_earned(raw))


def _number(raw: Mapping[str, Any]) -> Weighted:
    if raw.get("value") is None:
        return Weighted(**_earned(raw))
    tolerance = fields.number(raw, "tolerance", "0")
    if tolerance < 0:
        raise ContentError("weighted", "negative")
    return Weighted(value=fields.number(raw, "value"), tolerance=tolerance, **_earned(raw))


def _earned(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "weight": _percent(raw, "weighted", least=Decimal(0)),
        "feedback": fields.text(raw, "feedback"),
    }


def _percent(raw: Mapping[str, Any], field: str, *, least: Decimal) -> Decimal:
    weight = fields.number(raw, "weight")
    if not least <= weight <= FULL:
        raise ContentError(field, "weight_out_of_range")
    return weight
