"""Reads questions from GIFT."""

import re
from collections.abc import Collection

from courses.formats.gift.answers import Marked, read_answers
from courses.formats.gift.lexis import FORMAT, Block, blocks, cut, plain
from courses.formats.marked_text import Texts
from courses.formats.questions import (
    BLANK,
    LABEL,
    MAX_QUESTIONS,
    FormatError,
    Found,
    ImportedQuestion,
    Origin,
    Reason,
    UnfitError,
    with_origin,
)

MAX_BLOCK = 100_000  # characters of one question
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_BLANK = re.compile(f"(?<!_){BLANK}(?!_)")


def read_gift(text: str, kinds: Collection[str]) -> list[Found]:
    """Read a file.

    Args:
        text: The file.
        kinds: Values of ``QuestionType`` the bank knows.

    Raises:
        FormatError: There are too many questions.
    """
    found = []
    for number, block in enumerate(blocks(text), 1):
        if number > MAX_QUESTIONS:
            raise FormatError(Reason.TOO_MANY, block.line)
        found.append(_found(number, block, kinds))
    return found


def _found(number: int, block: Block, kinds: Collection[str]) -> Found:
    name, rest = cut(_TITLE, block.text)
    name = " ".join(plain(name).split())
    label = name or " ".join(plain(rest).split())[:LABEL]
    try:
        question, lost = _question(name, rest, block, kinds)
    except UnfitError as error:
        return Found(number, block.line, label, (error.reason,))
    label = name or " ".join(question.content["prompt"].split())[:LABEL]
    return Found(number, block.line, label, tuple(sorted(lost)), question)


def _question(
    name: str, text: str, block: Block, kinds: Collection[str]
) -> tuple[ImportedQuestion, set[Reason]]:
    if len(text) > MAX_BLOCK:
        raise UnfitError(Reason.LONG_TEXT)
    written, text = cut(FORMAT, text)
    before, braces, after = _parts(text)
    texts = Texts(written or "moodle")
    source, blank = _prompt(before, after)
    prompt = texts.read(source)
    answers, _mark, general = braces.partition("####")
    marked = Marked(texts)
    kind, content = read_answers(answers, marked)
    if kind not in kinds:  # of what GIFT says, our bank may lack only free text
        raise UnfitError(Reason.FREE_TEXT)
    asked = {"prompt": prompt, "points": 1, "feedback": marked.read(general), "hint": ""}
    origin = Origin(name, block.category, block.id, texts.written, blank, texts.originals)
    content = with_origin({**asked, **content}, origin)
    return ImportedQuestion(kind, content, block.tags), texts.lost


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before, between and after the braces."""
    if "{" not in text and "}" not in text:
        raise UnfitError(Reason.DESCRIPTION)
    before, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened or not closed or any(brace in before + answers + after for brace in "{}"):
        raise UnfitError(Reason.BRACES)
    return before, answers, after


def _prompt(before: str, after: str) -> tuple[str, int | None]:
    """The words around the answers, and which of its blanks is where they stood."""
    before, after = plain(before), plain(after)
    if not after.strip():
        return before, None
    before = before + " " * before.endswith("_")
    after = " " * after.startswith("_") + after
    return before + BLANK + after, len(_BLANK.findall(before))
