"""Reads single values of a question's stored content."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from courses.grading.shapes import MAX_POINTS, MAX_TEXT, ContentError


def is_storable(value: str) -> bool:
    """PostgreSQL stores every character but this one."""
    return "\x00" not in value


def text(content: Mapping[str, Any], field: str, *, required: bool = False) -> str:
    """A text of tolerable length; "" where it is missing and may be."""
    value = content.get(field, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT or not is_storable(value):
        raise ContentError(field, "no_text")
    if required and not value.strip():
        raise ContentError(field, "missing")
    return value


def flag(
    content: Mapping[str, Any], field: str, *, required: bool = False, default: bool = False
) -> bool:
    """True or false, nothing that merely looks like it."""
    value = content.get(field, None if required else default)
    if not isinstance(value, bool):
        raise ContentError(field, "no_flag")
    return value


def points(content: Mapping[str, Any]) -> int:
    """Whole points, one where nothing is said."""
    value = content.get("points", 1)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_POINTS:
        raise ContentError("points", "out_of_range")
    return value


def number(content: Mapping[str, Any], field: str, default: str | None = None) -> Decimal:
    """A finite number with decimal point or comma."""
    try:
        value = Decimal(str(content.get(field, default)).replace(",", "."))
    except InvalidOperation:
        raise ContentError(field, "no_number") from None
    if not value.is_finite() or abs(value) >= Decimal("1e15"):
        raise ContentError(field, "no_number")
    return value


def asked(content: Mapping[str, Any]) -> dict[str, Any]:
    """What every question has."""
    return {
        "prompt": text(content, "prompt", required=True),
        "points": points(content),
        "feedback": text(content, "feedback"),
        "hint": text(content, "hint"),
    }
