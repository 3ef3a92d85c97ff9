"""Carries an attempt over to the corrected versions of its questions."""

from typing import Any

from courses.grading.content import parse
from courses.grading.shapes import QuestionContent
from courses.grading.structure import carried_over, moved, places_in_new_order
from courses.models import QuestionVersion, QuizAttempt, Response
from courses.queries.correction import corrections


def carry_over(attempt: QuizAttempt) -> set[int]:
    """Let an attempt ask the corrected versions; answers and places follow. Safe to repeat.

    What was asked stays the same to the letter, only its key is another one. The caller holds the
    attempt's lock. Grades are not touched.

    Returns:
        The positions that changed.
    """
    items = attempt.frozen["items"]
    newer = corrections(item["version"] for item in items)
    if not newer:
        return set()
    versions = QuestionVersion.objects.in_bulk([*newer, *newer.values()])
    changed = {n for n, item in enumerate(items) if item["version"] in newer}
    for position in changed:
        old, new = versions[items[position]["version"]], versions[newer[items[position]["version"]]]
        before, after = parse(old.type, old.content), parse(new.type, new.content)
        items[position] = _item(items[position], new, before, after)
        for row in Response.objects.filter(attempt=attempt, position=position):
            row.version, row.answer = new, carried_over(before, after, row.answer)
            row.save(update_fields=["version", "answer"])
    attempt.save(update_fields=["frozen"])
    return changed


def _item(
    item: dict[str, Any], version: QuestionVersion, old: QuestionContent, new: QuestionContent
) -> dict[str, Any]:
    if "places" not in item:
        return {**item, "version": version.pk}
    was_at = places_in_new_order(old, new)
    return {
        **item,
        "version": version.pk,
        "places": moved(old, new, item["places"]),
        "order": [was_at.index(index) for index in item["order"]],
    }
