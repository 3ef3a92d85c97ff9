"""Free texts: what is stored, and how the points of a rubric become a grade.

Stored content: ``rubric`` (list of ``{"text": …, "points": whole number}``), ``max_chars`` and
``sample``. The points of the question are those of its rubric together.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from courses.grading import fields
from courses.grading.shapes import MAX_POINTS, ContentError, FreeTextQuestion

MAX_LINES = 10  # of a rubric
FEWEST_CHARS, USUAL_CHARS, MOST_CHARS = 50, 2000, 20_000


def free_text(content: Mapping[str, Any]) -> FreeTextQuestion:
    """Read a question whose answers people grade."""
    rubric = _rubric(content.get("rubric"))
    max_chars = content.get("max_chars", USUAL_CHARS)
    if isinstance(max_chars, bool) or not isinstance(max_chars, int):
        raise ContentError("max_chars", "no_number")
    if not FEWEST_CHARS <= max_chars <= MOST_CHARS:
        raise ContentError("max_chars", "chars_out_of_range")
    points = sum(points for _text, points in rubric)
    if points > MAX_POINTS:
        raise ContentError("rubric", "rubric_points")
    return FreeTextQuestion(
        **fields.asked({**content, "points": points}),
        rubric=rubric,
        max_chars=max_chars,
        sample=fields.text(content, "sample"),
    )


def rubric_points(question: FreeTextQuestion, given: Sequence[int]) -> Decimal:
    """The points of a grade: one whole number a line, none more than the line is worth.

    Raises:
        ContentError: Too many or too few lines, or too many points in one.
    """
    if len(given) != len(question.rubric):
        raise ContentError("rubric", "rubric_lines")
    for points, (_text, most) in zip(given, question.rubric, strict=True):
        if not 0 <= points <= most:
            raise ContentError("rubric", "rubric_points")
    return Decimal(sum(given))


def _rubric(raw: object) -> tuple[tuple[str, int], ...]:
    if not isinstance(raw, list) or not 1 <= len(raw) <= MAX_LINES:
        raise ContentError("rubric", "rubric_lines")
    return tuple(_line(line) for line in raw)


def _line(raw: object) -> tuple[str, int]:
    if not isinstance(raw, Mapping):
        raise ContentError("rubric", "rubric_lines")
    try:
        return fields.text(raw, "text", required=True).strip(), fields.points(raw)
    except ContentError as error:
        reason = "rubric_points" if error.field == "points" else "rubric_lines"
        raise ContentError("rubric", reason) from error
