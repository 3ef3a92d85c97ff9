"""What a question says and when an answer is right: typed shapes of ``QuestionVersion.content``.

An *answer* is what a learner gave: a list of choice ids for the three kinds with choices (single,
multiple and true/false, whose ids are ``"true"`` and ``"false"``), the text as typed for short text
and numeric questions, and ``None`` where nothing was given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Answer = list[str] | str | None

MAX_POINTS = 100
MIN_CHOICES = 2
MAX_CHOICES = 20
MAX_TEXT = 4000  # characters of a prompt, a choice or a feedback
MAX_ANSWER = 500  # characters of a typed answer
TRUE = "true"
FALSE = "false"


class ContentError(ValueError):
    """Content that is no question: ``field`` names where, ``reason`` is a code to translate."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Choice:
    """One answer to choose; ``feedback`` is shown to whoever chose it."""

    id: str
    text: str
    is_correct: bool
    feedback: str = ""


@dataclass(frozen=True)
class ChoiceQuestion:
    """Single or multiple choice, and true/false as two choices without text."""

    prompt: str
    points: int
    choices: tuple[Choice, ...]
    allows_many: bool
    feedback: str = ""


@dataclass(frozen=True)
class TextQuestion:
    """A short text; any of ``accepted`` is right."""

    prompt: str
    points: int
    accepted: tuple[str, ...]
    is_case_sensitive: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class NumberQuestion:
    """A number within ``value`` ± ``tolerance``; ``unit`` may be typed behind it."""

    prompt: str
    points: int
    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    feedback: str = ""


QuestionContent = ChoiceQuestion | TextQuestion | NumberQuestion


def parse(kind: str, content: Mapping[str, Any]) -> QuestionContent:
    """Read the stored content of a question of ``kind`` (a value of ``QuestionType``).

    Raises:
        ContentError: when something is missing, of the wrong type, or makes no sense.
    """
    reader = _READERS.get(kind)
    if reader is None:
        raise ContentError("type", "unknown")
    return reader(content)


def has_choices(kind: str) -> bool:
    """Tell whether answers of this kind are chosen, not typed."""
    return kind in {"single", "multiple", "true_false"}


def _text(content: Mapping[str, Any], field: str, *, required: bool = False) -> str:
    value = content.get(field, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ContentError(field, "no_text")
    if required and not value.strip():
        raise ContentError(field, "missing")
    return value


def _flag(content: Mapping[str, Any], field: str, *, required: bool = False) -> bool:
    value = content.get(field, None if required else False)
    if not isinstance(value, bool):
        raise ContentError(field, "no_flag")
    return value


def _points(content: Mapping[str, Any]) -> int:
    value = content.get("points", 1)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_POINTS:
        raise ContentError("points", "out_of_range")
    return value


def _number(content: Mapping[str, Any], field: str, default: str | None = None) -> Decimal:
    try:
        value = Decimal(str(content.get(field, default)).replace(",", "."))
    except InvalidOperation:
        raise ContentError(field, "no_number") from None
    if not value.is_finite() or abs(value) >= Decimal("1e15"):
        raise ContentError(field, "no_number")
    return value


def _choice(raw: object) -> Choice:
    if not isinstance(raw, Mapping):
        raise ContentError("choices", "no_choice")
    choice = Choice(
        id=_text(raw, "id", required=True),
        text=_text(raw, "text", required=True),
        is_correct=_flag(raw, "is_correct"),
        feedback=_text(raw, "feedback"),
    )
    if len(choice.id) > MAX_ANSWER:
        raise ContentError("choices", "long_id")
    return choice


def _choices(content: Mapping[str, Any]) -> tuple[Choice, ...]:
    raw = content.get("choices")
    if not isinstance(raw, list) or not MIN_CHOICES <= len(raw) <= MAX_CHOICES:
        raise ContentError("choices", "too_few_or_many")
    choices = tuple(_choice(item) for item in raw)
    if len({choice.id for choice in choices}) != len(choices):
        raise ContentError("choices", "same_id_twice")
    return choices


def _single(content: Mapping[str, Any]) -> ChoiceQuestion:
    question = _multiple(content, allows_many=False)
    if sum(choice.is_correct for choice in question.choices) != 1:
        raise ContentError("choices", "not_exactly_one_correct")
    return question


def _multiple(content: Mapping[str, Any], *, allows_many: bool = True) -> ChoiceQuestion:
    choices = _choices(content)
    if not any(choice.is_correct for choice in choices):
        raise ContentError("choices", "none_correct")
    return ChoiceQuestion(
        prompt=_text(content, "prompt", required=True),
        points=_points(content),
        choices=choices,
        allows_many=allows_many,
        feedback=_text(content, "feedback"),
    )


def _true_false(content: Mapping[str, Any]) -> ChoiceQuestion:
    answer = _flag(content, "answer", required=True)
    return ChoiceQuestion(
        prompt=_text(content, "prompt", required=True),
        points=_points(content),
        choices=(
            Choice(TRUE, "", answer, _text(content, "feedback_true")),
            Choice(FALSE, "", not answer, _text(content, "feedback_false")),
        ),
        allows_many=False,
        feedback=_text(content, "feedback"),
    )


def _short_text(content: Mapping[str, Any]) -> TextQuestion:
    accepted = content.get("accepted")
    if not isinstance(accepted, list) or not accepted:
        raise ContentError("accepted", "missing")
    if not all(isinstance(text, str) and 0 < len(text.strip()) <= MAX_ANSWER for text in accepted):
        raise ContentError("accepted", "no_text")
    return TextQuestion(
        prompt=_text(content, "prompt", required=True),
        points=_points(content),
        accepted=tuple(accepted),
        is_case_sensitive=_flag(content, "is_case_sensitive"),
        feedback=_text(content, "feedback"),
    )


def _numeric(content: Mapping[str, Any]) -> NumberQuestion:
    tolerance = _number(content, "tolerance", "0")
    if tolerance < 0:
        raise ContentError("tolerance", "negative")
    return NumberQuestion(
        prompt=_text(content, "prompt", required=True),
        points=_points(content),
        value=_number(content, "value"),
        tolerance=tolerance,
        unit=_text(content, "unit").strip(),
        feedback=_text(content, "feedback"),
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], QuestionContent]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
}
