"""Reads what stands between the braces of a GIFT question."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.formats.answers import (
    FULL,
    Answer,
    NumberAnswer,
    choice_content,
    decimal,
    number_content,
    text_content,
)
from courses.formats.gift.lexis import FORMAT, cut, plain
from courses.formats.marked_text import Texts
from courses.formats.questions import Reason, UnfitError

_TRUTH = re.compile(r"(TRUE|FALSE|T|F)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_SIGNS = re.compile(r"(?=[~=])")
_PERCENT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,10})?)%")
_ARROW = "->"


@dataclass
class Marked:
    """Reads texts that may say their own format in front: ``[html]…``."""

    texts: Texts

    def read(self, text: str, *, usual: str = "", is_line: bool = False) -> str:
        """The text as we show it (see ``Texts.read``)."""
        own, text = cut(FORMAT, text)
        return self.texts.read(plain(text), own, usual=usual, is_line=is_line)


def read_answers(body: str, marked: Marked) -> tuple[str, dict[str, Any]]:
    """Kind and own part of the content.

    Raises:
        UnfitError: No kind of question is answered like this.
    """
    body = body.strip()
    if body.startswith("#"):
        return "numeric", number_content([_number(piece, marked) for piece in _pieces(body[1:])])
    truth = _TRUTH.fullmatch(body)
    if truth:
        return "true_false", _truth(truth[1], truth[2] or "", marked)
    return _of_pieces(body, marked) if body else ("free_text", {})


def _of_pieces(body: str, marked: Marked) -> tuple[str, dict[str, Any]]:
    if "~" in body:
        answers = [_answer(piece, marked) for piece in _pieces(body)]
        return choice_content(answers, is_single="=" in body)
    if _ARROW in body:
        return "matching", _matching(_pieces(body), marked)
    typed = [_answer(piece, marked, is_typed=True) for piece in _pieces(body)]
    return "short_text", text_content(typed, marked.texts.lost)


def _pieces(body: str) -> list[str]:
    """Answers with their signs; the first may stand without one."""
    pieces = [piece.strip() for piece in _SIGNS.split(body) if piece.strip()]
    if not pieces:
        raise UnfitError(Reason.NO_ANSWER)
    if pieces[0][0] not in "~=":
        pieces[0] = f"={pieces[0]}"
    return pieces


def _weighed(piece: str) -> tuple[Decimal, str, str]:
    """Percentage, answer and feedback of one piece."""
    percent, text = (FULL if piece[0] == "=" else Decimal(0)), piece[1:]
    found = _PERCENT.match(text)
    if found:
        percent, text = Decimal(found[1].replace(",", ".")), text[found.end() :]
    text, _mark, feedback = text.partition("#")
    return percent, text, feedback


def _answer(piece: str, marked: Marked, *, is_typed: bool = False) -> Answer:
    """What is typed is plain unless it says otherwise."""
    percent, text, feedback = _weighed(piece)
    if not text.strip():
        raise UnfitError(Reason.NO_ANSWER)
    shown = marked.read(text, usual="plain" if is_typed else "", is_line=is_typed)
    return Answer(shown, percent, marked.read(feedback))


def _number(piece: str, marked: Marked) -> NumberAnswer:
    percent, text, feedback = _weighed(piece)
    value, tolerance = _bounds(plain(text).strip())
    return NumberAnswer(value, tolerance, percent, marked.read(feedback))


def _bounds(text: str) -> tuple[Decimal | None, Decimal]:
    """``3``, ``3:2`` (from 1 to 5) or ``1..5``; nothing or ``*`` is any number."""
    if text in ("", "*"):
        return None, Decimal(0)
    if ".." in text:
        low, high = (decimal(part) for part in text.split("..", 1))
        return (low + high) / 2, abs(high - low) / 2
    value, _colon, tolerance = text.partition(":")
    return decimal(value), decimal(tolerance) if tolerance.strip() else Decimal(0)


def _truth(word: str, comments: str, marked: Marked) -> dict[str, Any]:
    """The first comment is for whoever is wrong, the second for whoever is right."""
    wrong, _mark, right = comments.partition("#")
    is_true = word.upper().startswith("T")
    said = {is_true: marked.read(right), not is_true: marked.read(wrong)}
    return {"answer": is_true, "feedback_true": said[True], "feedback_false": said[False]}


def _matching(pieces: list[str], marked: Marked) -> dict[str, Any]:
    """``left -> right``; nothing on the left makes a right side that matches nothing."""
    pairs, others = [], []
    for piece in pieces:
        left, arrow, right = piece[1:].partition(_ARROW)
        if not arrow or not right.strip():
            raise UnfitError(Reason.NO_PAIR)
        words = " ".join(plain(right).split())
        if left.strip():
            pairs.append([marked.read(left, is_line=True), words])
        else:
            others.append(words)
    return {"pairs": pairs, "distractors": others}
