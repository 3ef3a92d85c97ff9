"""Reads quiz files (JSON)."""

import json
from pathlib import Path
from typing import Any

from courses.formats.markdown_course.values import FormatError, QuestionSource, QuizSource
from courses.grading.content import ContentError, parse

_LETTERS = "abcdefghijklmnopqrst"


def read_quiz(path: Path) -> QuizSource:
    """Read one quiz file.

    Raises:
        FormatError: The file is no JSON, or a question is wrong; says which and why.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = data["questions"]
    except json.JSONDecodeError as error:
        message = f"{path.name}:{error.lineno}: kein gültiges JSON ({error.msg})"
        raise FormatError(message) from error
    except (KeyError, TypeError) as error:
        message = f"{path.name}: es fehlt die Liste „questions“"
        raise FormatError(message) from error
    return QuizSource(
        title=str(data.get("title") or "Test"),
        questions=tuple(_question(path, number, row) for number, row in enumerate(rows, 1)),
        attempts=int(data.get("attempts", 0)),
        pass_percent=round(float(data.get("pass_share", 0.6)) * 100),
        is_required=bool(data.get("required", True)),
    )


def _question(path: Path, number: int, row: dict[str, Any]) -> QuestionSource:
    try:
        kind, content = _content(row)
        parse(kind, content)
    except (ContentError, KeyError, TypeError, ValueError) as error:
        message = f"{path.name}: Frage {number} ist unvollständig oder falsch ({error})"
        raise FormatError(message) from error
    return QuestionSource(type=kind, content=content, lesson=str(row.get("lesson", "")))


def _content(row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    base = {
        "prompt": row["text"],
        "points": int(row.get("points", 1)),
        "feedback": row.get("feedback", ""),
    }
    kind = row["type"]
    if kind in {"single", "multiple"}:
        return kind, base | {"choices": _choices(row["answers"])}
    if kind == "truefalse":
        extra = {name: row.get(name, "") for name in ("feedback_true", "feedback_false")}
        return "true_false", base | extra | {"answer": row["answer"]}
    if kind == "short":
        return "short_text", base | {"accepted": row["accepted"], "is_case_sensitive": False}
    if kind == "numeric":
        numbers = {name: str(row.get(name, "0")) for name in ("value", "tolerance")}
        return "numeric", base | numbers | {"unit": row.get("unit", "")}
    raise ValueError(kind)


def _choices(answers: list[list[Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": letter,
            "text": answer[0],
            "is_correct": answer[1],
            "feedback": answer[2] if len(answer) > 2 else "",  # noqa: PLR2004  (a third part)
        }
        for letter, answer in zip(_LETTERS, answers, strict=False)
    ]
