"""Questions from a JSON file: ``{"questions": [{"type": …, "text": …, …}]}``.

Types: single and multiple (``answers``: lists of text, whether right, perhaps feedback), truefalse
(``answer``), short (``accepted``), numeric (``value``, ``tolerance``, ``unit``), matching
(``pairs``, ``distractors``), ordering (``items``), cloze (``gaps``: a text with its gaps) and scale
(``low``, ``high``, ``steps``), freetext (``rubric``: lists of text and points, ``max_chars``,
``sample``). ``feedback``, ``hint`` and ``lesson`` may stand in each. Beside the
list: ``title``, ``attempts``, ``pass_share`` (0..1), ``required``, ``time_limit`` and ``cool_down``
(minutes).
"""

import json
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any

from courses.formats.markdown_course.shapes import CourseFormatError, FolderQuestion, FolderQuiz

_MOST_ATTEMPTS = 50
_MOST_MINUTES = 600
_LONGEST_PAUSE = 14 * 24 * 60  # minutes


def read_quiz(file: str, text: str) -> FolderQuiz:
    """Read a file.

    Raises:
        CourseFormatError: No JSON, no list of questions, or a question or setting of a wrong kind.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CourseFormatError(file, "no_json", str(error)) from error
    questions = data.get("questions") if isinstance(data, dict) else None
    if not isinstance(questions, list) or not questions:
        raise CourseFormatError(file, "no_questions")
    return FolderQuiz(
        questions=tuple(_question(file, number, raw) for number, raw in enumerate(questions, 1)),
        **_settings(file, data),
    )


def _settings(file: str, data: Mapping[str, Any]) -> dict[str, Any]:
    try:
        attempts = int(data.get("attempts", 0))
        percent = round(float(data.get("pass_share", 0.6)) * 100)
        minutes = int(data.get("time_limit", 0)), int(data.get("cool_down", 0))
    except (TypeError, ValueError, OverflowError) as error:
        raise CourseFormatError(file, "quiz_settings", str(error)) from error
    if attempts not in range(_MOST_ATTEMPTS + 1) or percent not in range(1, 101):
        raise CourseFormatError(file, "quiz_settings")
    if minutes[0] not in range(_MOST_MINUTES + 1) or minutes[1] not in range(_LONGEST_PAUSE + 1):
        raise CourseFormatError(file, "quiz_settings")
    return {
        "title": str(data.get("title", ""))[:150],
        "time_limit": minutes[0],
        "cool_down": minutes[1],
        "attempts": attempts,
        "pass_percent": percent,
        "is_required": bool(data.get("required", True)),
    }


def _question(file: str, number: int, raw: Any) -> FolderQuestion:
    kind = str(raw.get("type")) if isinstance(raw, Mapping) else ""
    if kind not in _READERS:
        raise CourseFormatError(file, "question_type", f"{number}: {kind}")
    name, reader = _READERS[kind]
    try:
        content = {
            "prompt": str(raw["text"]),
            "points": raw.get("points", 1),
            "feedback": str(raw.get("feedback", "")),
            "hint": str(raw.get("hint", "")),
            **reader(raw),
        }
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise CourseFormatError(file, "question_content", f"{number}: {error}") from error
    return FolderQuestion(type=name, content=content, lesson=str(raw.get("lesson", "")))


def _choices(raw: Mapping[str, Any]) -> dict[str, Any]:
    choices = [
        {
            "id": letter,
            "text": str(answer[0]),
            "is_correct": answer[1],
            "feedback": str(answer[2]) if len(answer) > 2 else "",  # noqa: PLR2004 (a third part)
        }
        for letter, answer in zip(ascii_lowercase, raw["answers"], strict=False)
    ]
    return {"choices": choices} | ({"rule": raw["rule"]} if "rule" in raw else {})


def _true_false(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "answer": raw["answer"],
        "feedback_true": str(raw.get("feedback_true", "")),
        "feedback_false": str(raw.get("feedback_false", "")),
    }


def _short(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"accepted": raw["accepted"], "is_case_sensitive": raw.get("is_case_sensitive", False)}


def _numeric(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": str(raw["value"]),
        "tolerance": str(raw.get("tolerance", 0)),
        "unit": str(raw.get("unit", "")),
    }


def _matching(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"pairs": raw["pairs"], "distractors": raw.get("distractors", [])}


def _cloze(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": raw["gaps"], "is_case_sensitive": raw.get("is_case_sensitive", False)}


def _scale(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"low": raw["low"], "high": raw["high"], "steps": raw.get("steps", 5)}


def _free_text(raw: Mapping[str, Any]) -> dict[str, Any]:
    rubric = [{"text": str(text), "points": points} for text, points in raw["rubric"]]
    own = {"rubric": rubric, "sample": str(raw.get("sample", ""))}
    return own | ({"max_chars": raw["max_chars"]} if "max_chars" in raw else {})


_READERS: dict[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "single": ("single", _choices),
    "multiple": ("multiple", _choices),
    "truefalse": ("true_false", _true_false),
    "true_false": ("true_false", _true_false),
    "short": ("short_text", _short),
    "short_text": ("short_text", _short),
    "numeric": ("numeric", _numeric),
    "matching": ("matching", _matching),
    "ordering": ("ordering", lambda raw: {"items": raw["items"]}),
    "cloze": ("cloze", _cloze),
    "scale": ("scale", _scale),
    "freetext": ("free_text", _free_text),
    "free_text": ("free_text", _free_text),
}
