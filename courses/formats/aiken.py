"""Reads questions in the Aiken format: one right answer among lettered ones.

Source: docs.moodle.org, "Aiken format": a question, lines ``A. …`` or ``A) …``, and ``ANSWER: A``.
"""

import re
from collections.abc import Iterator

from courses.formats.answers import FULL, Answer, choice_content
from courses.formats.questions import (
    LABEL,
    MAX_QUESTIONS,
    FormatError,
    Found,
    ImportedQuestion,
    Reason,
    UnfitError,
)

CHOICE = re.compile(r"([A-Z])[.)]\s+(.*\S)")
ANSWER = re.compile(r"ANSWER\s*:\s*([A-Z])\s*")
Row = tuple[int, str]  # number and text of a line


def read_aiken(text: str) -> list[Found]:
    """Read a file.

    Raises:
        FormatError: There are too many questions.
    """
    found = []
    for number, rows in enumerate(_questions(text), 1):
        line, words = rows[0]
        if number > MAX_QUESTIONS:
            raise FormatError(Reason.TOO_MANY, line)
        try:
            found.append(Found(number, line, words[:LABEL], (), _question(rows)))
        except UnfitError as error:
            found.append(Found(number, line, words[:LABEL], (error.reason,)))
    return found


def _questions(text: str) -> Iterator[list[Row]]:
    """Lines up to and with each ``ANSWER``; what follows the last one is a question without."""
    rows: list[Row] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip():
            rows.append((number, line.strip()))
        if ANSWER.fullmatch(line.strip()):
            yield rows
            rows = []
    if rows:
        yield rows


def _question(rows: list[Row]) -> ImportedQuestion:
    lines = [line for _number, line in rows]
    right = ANSWER.fullmatch(lines[-1])
    choices = [found for line in lines if (found := CHOICE.fullmatch(line))]
    words = [line for line in lines if not CHOICE.fullmatch(line) and not ANSWER.fullmatch(line)]
    if not right or not words or not choices:
        raise UnfitError(Reason.AIKEN)
    letters = [choice[1] for choice in choices]
    if right[1] not in letters or len(set(letters)) != len(letters):
        raise UnfitError(Reason.NOTHING_RIGHT)
    answers = [Answer(choice[2], FULL if choice[1] == right[1] else FULL * 0) for choice in choices]
    kind, content = choice_content(answers, is_single=True)
    prompt = "\n".join(words)
    asked = {"prompt": prompt, "points": 1, "feedback": "", "hint": ""}
    return ImportedQuestion(kind, {**asked, **content})
