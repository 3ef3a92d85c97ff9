"""Answers that give a part of the points, as lines: ``50 | Spre | Fast``."""

from collections.abc import Mapping
from typing import Any

ANY = "*"
_DIVIDER = "|"
_AROUND = "±"


def text_rows(lines: list[str]) -> list[dict[str, Any]]:
    """Lines as a short text keeps them."""
    return [
        {"text": answer, "weight": weight, "feedback": feedback}
        for weight, answer, feedback in _parts(lines)
    ]


def number_rows(lines: list[str]) -> list[dict[str, Any]]:
    """Lines as a number keeps them: ``25 | 1822 ± 2 | Knapp``."""
    rows = []
    for weight, answer, feedback in _parts(lines):
        value, _sign, tolerance = answer.replace(",", ".").partition(_AROUND)
        bounds = {"value": value.strip(), "tolerance": tolerance.strip() or "0"}
        number = {} if answer == ANY else bounds
        rows.append({**number, "weight": weight, "feedback": feedback})
    return rows


def as_lines(content: Mapping[str, Any]) -> str:
    """What is kept as lines; feedback of several lines is put on one."""
    return "\n".join(_line(row) for row in content.get("weighted", []))


def _parts(lines: list[str]) -> list[tuple[str, str, str]]:
    rows = []
    for line in lines:
        parts = [part.strip() for part in line.split(_DIVIDER, 2)]
        weight, answer, feedback = parts + [""] * (3 - len(parts))
        rows.append((weight.removesuffix("%").strip().replace(",", "."), answer, feedback))
    return rows


def _line(row: Mapping[str, Any]) -> str:
    answer = row.get("text") or row.get("value") or ANY
    if row.get("tolerance", "0") != "0":
        answer = f"{answer} {_AROUND} {row['tolerance']}"
    parts = [str(row["weight"]), answer, " ".join(row.get("feedback", "").split())]
    return f" {_DIVIDER} ".join(part for part in parts if part)
