"""Reads the stored content of a question: one reader for each kind (see ``shapes``)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from courses.grading import fields, weights
from courses.grading.free_text import free_text
from courses.grading.pictures import picture
from courses.grading.places import cloze, matching, ordering
from courses.grading.shapes import (
    DEDUCT,
    FALSE,
    MAX_ANSWER,
    MAX_CHOICES,
    MIN_CHOICES,
    RULES,
    TRUE,
    WEIGHTS,
    Choice,
    ChoiceQuestion,
    ContentError,
    NumberQuestion,
    QuestionContent,
    ScaleQuestion,
    TextQuestion,
)

FEWEST_STEPS, MOST_STEPS = 3, 10


def parse(kind: str, content: Mapping[str, Any]) -> QuestionContent:
    """Read the stored content of a question of ``kind`` (a value of ``QuestionType``).

    Raises:
        ContentError: when something is missing, of the wrong type, or makes no sense.
    """
    reader = _READERS.get(kind)
    if reader is None:
        raise ContentError("type", "unknown")
    return reader(content)


def _choice(raw: object) -> Choice:
    if not isinstance(raw, Mapping):
        raise ContentError("choices", "no_choice")
    choice = Choice(
        id=fields.text(raw, "id", required=True),
        text=fields.text(raw, "text", required=True),
        is_correct=fields.flag(raw, "is_correct"),
        feedback=fields.text(raw, "feedback"),
        weight=weights.of_choice(raw),
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
    is_one = sum(choice.is_correct for choice in question.choices) == 1
    if not is_one and question.rule != WEIGHTS:  # with weights, several may give all points
        raise ContentError("choices", "not_exactly_one_correct")
    return question


def _multiple(content: Mapping[str, Any], *, allows_many: bool = True) -> ChoiceQuestion:
    choices = _choices(content)
    if not any(choice.is_correct for choice in choices):
        raise ContentError("choices", "none_correct")
    rule = content.get("rule", DEDUCT)
    if rule not in RULES:
        raise ContentError("rule", "unknown")
    if weights.are_given(content["choices"]):
        rule = WEIGHTS
        weights.check(choices, allows_many=allows_many)
    return ChoiceQuestion(
        **fields.asked(content), choices=choices, allows_many=allows_many, rule=rule
    )


def _image_choice(content: Mapping[str, Any]) -> ChoiceQuestion:
    question = (_multiple if fields.flag(content, "allows_many") else _single)(content)
    pictures = [picture(raw) for raw in content["choices"]]
    pairs = zip(question.choices, pictures, strict=True)
    return replace(question, choices=tuple(replace(c, image=image) for c, image in pairs))


def _true_false(content: Mapping[str, Any]) -> ChoiceQuestion:
    answer = fields.flag(content, "answer", required=True)
    return ChoiceQuestion(
        **fields.asked(content),
        choices=(
            Choice(TRUE, "", answer, fields.text(content, "feedback_true")),
            Choice(FALSE, "", not answer, fields.text(content, "feedback_false")),
        ),
        allows_many=False,
    )


def _is_answer(text: object) -> bool:
    is_text = isinstance(text, str) and 0 < len(text.strip()) <= MAX_ANSWER
    return is_text and fields.is_storable(str(text))


def _short_text(content: Mapping[str, Any]) -> TextQuestion:
    accepted = content.get("accepted")
    if not isinstance(accepted, list) or not accepted:
        raise ContentError("accepted", "missing")
    if not all(map(_is_answer, accepted)):
        raise ContentError("accepted", "no_text")
    return TextQuestion(
        **fields.asked(content),
        accepted=tuple(accepted),
        is_case_sensitive=fields.flag(content, "is_case_sensitive"),
        is_accent_sensitive=fields.flag(content, "is_accent_sensitive", default=True),
        weighted=weights.of_texts(content),
    )


def _numeric(content: Mapping[str, Any]) -> NumberQuestion:
    tolerance = fields.number(content, "tolerance", "0")
    if tolerance < 0:
        raise ContentError("tolerance", "negative")
    return NumberQuestion(
        **fields.asked(content),
        value=fields.number(content, "value"),
        tolerance=tolerance,
        unit=fields.text(content, "unit").strip(),
        weighted=weights.of_numbers(content),
    )


def _scale(content: Mapping[str, Any]) -> ScaleQuestion:
    steps = content.get("steps", 5)
    if isinstance(steps, bool) or not isinstance(steps, int):
        raise ContentError("steps", "no_number")
    if not FEWEST_STEPS <= steps <= MOST_STEPS:
        raise ContentError("steps", "steps_out_of_range")
    return ScaleQuestion(
        **fields.asked(content) | {"points": 0},
        low=fields.text(content, "low", required=True),
        high=fields.text(content, "high", required=True),
        steps=steps,
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], QuestionContent]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "matching": matching,
    "ordering": ordering,
    "cloze": cloze,
    "image_choice": _image_choice,
    "free_text": free_text,
    "scale": _scale,
}
