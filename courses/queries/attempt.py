"""The questions of an attempt: before submission by allow-list, afterwards with feedback.

A question's solution never passes through ``QuestionView``: it is built from named fields only.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import AttemptState, QuestionType
from courses.grading.content import parse
from courses.grading.scoring import Grade, is_answered, is_nearly_right, typed_feedback
from courses.grading.shapes import (
    TRUE,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    ScaleQuestion,
    TextQuestion,
)
from courses.models import QuestionVersion, QuizAttempt


@dataclass(frozen=True)
class Option:
    """A choice as shown: an id that says nothing, words, and whether it is ticked."""

    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class PlaceView:
    """A place to fill in: the field's name, what stands before it, what one may choose."""

    name: str
    before: str
    options: list[Option]  # none where one types
    typed: str

    @property
    def given(self) -> str:
        """What was chosen or typed, in words."""
        return next((option.text for option in self.options if option.is_chosen), self.typed)


@dataclass(frozen=True)
class QuestionView:
    """A question as asked. ``kind`` decides the control; ``typed`` is what stands in a text."""

    position: int
    kind: str
    prompt: str
    hint: str
    points: int
    unit: str
    rule: str  # how wrong ticks count
    options: list[Option]
    places: list[PlaceView]
    after: str  # running text behind the last place
    ends: tuple[str, str]  # of a scale
    typed: str
    is_answered: bool
    lang: str  # of the author's words

    @property
    def number(self) -> int:
        """As people count."""
        return self.position + 1

    @property
    def options_lang(self) -> str:
        """The language of the options; "right" and "wrong" are the site's own words."""
        return "" if self.kind == QuestionType.TRUE_FALSE else self.lang


@dataclass(frozen=True)
class ResultView:
    """A question after submission: points, and feedback for what was answered."""

    question: QuestionView
    points: Any
    max_points: int
    is_correct: bool
    is_near: bool  # wrong only by a letter, by case or by an accent
    feedback: list[str]
    solution: list[str]  # only when nothing is left to try


def questions(attempt: QuizAttempt) -> list[QuestionView]:
    """The questions of an attempt with what was saved; two queries."""
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    # A practice attempt is never saved and holds no answers.
    rows = attempt.responses.all() if attempt.pk else []
    saved = {row.position: row.answer for row in rows}
    return [
        question_view(position, item, versions[item["version"]], saved.get(position))
        for position, item in enumerate(items)
    ]


def question_view(
    position: int, item: dict[str, Any], version: QuestionVersion, answer: Answer
) -> QuestionView:
    """Build one question from named fields."""
    question = parse(version.type, version.content)
    texts = question.texts if isinstance(question, PlacesQuestion) else ()
    return QuestionView(
        position=position,
        kind=version.type,
        prompt=question.prompt,
        hint=question.hint,
        points=question.points,
        unit=question.unit if isinstance(question, NumberQuestion) else "",
        rule=question.rule if isinstance(question, ChoiceQuestion) else "",
        options=_options(item, version, question, answer),
        places=_places(position, item, question, answer),
        after=texts[-1] if texts else "",
        ends=(question.low, question.high) if isinstance(question, ScaleQuestion) else ("", ""),
        typed=answer if isinstance(answer, str) else "",
        is_answered=is_answered(answer),
        lang=version.locale,
    )


def _options(
    item: dict[str, Any], version: QuestionVersion, question: QuestionContent, answer: Answer
) -> list[Option]:
    if isinstance(question, ScaleQuestion):
        steps = [str(step) for step in range(1, question.steps + 1)]
        return [Option(step, step, step == answer) for step in steps]
    if not isinstance(question, ChoiceQuestion):
        return []
    chosen = set(answer) if isinstance(answer, list) else set()
    words = {choice.id: _words(version, choice.id, choice.text) for choice in question.choices}
    return [Option(shown, words[own], own in chosen) for shown, own in item["options"]]


def _places(
    position: int, item: dict[str, Any], question: QuestionContent, answer: Answer
) -> list[PlaceView]:
    """The places in the order in which they are shown."""
    if not isinstance(question, PlacesQuestion):
        return []
    given = answer if isinstance(answer, list) else [""] * len(question.places)
    found = []
    for number, index in enumerate(item["order"]):
        place, words = question.places[index], dict(question.places[index].options)
        options = [
            Option(shown, words[own], own == given[index]) for shown, own in item["places"][index]
        ]
        found.append(
            PlaceView(
                name=f"f{position}-{number}",
                before=question.texts[index] if question.texts else place.label,
                options=options,
                typed="" if options else given[index],
            )
        )
    return found


def _words(version: QuestionVersion, own: str, text: str) -> str:
    if version.type == QuestionType.TRUE_FALSE:
        return _("richtig") if own == TRUE else _("falsch")
    return text


def results(attempt: QuizAttempt, *, reveals: bool) -> list[ResultView]:
    """The graded questions of a submitted attempt; two queries.

    Args:
        attempt: Submitted.
        reveals: Whether right answers may be shown: passed, or nothing left to try.
    """
    if attempt.state != AttemptState.SUBMITTED:
        return []
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    found = []
    for row in attempt.responses.order_by("position"):
        version = versions[row.version_id]
        question = parse(version.type, version.content)
        found.append(
            ResultView(
                question=question_view(row.position, items[row.position], version, row.answer),
                points=row.points,
                max_points=question.points,
                is_correct=bool(row.is_correct),
                is_near=_is_near(question, row.answer),
                feedback=_feedback(question, row.answer),
                solution=_solution(version, question) if reveals else [],
            )
        )
    return found


def _feedback(question: QuestionContent, answer: Answer) -> list[str]:
    chosen = set(answer) if isinstance(answer, list) else set()
    words = []
    if isinstance(question, ChoiceQuestion):
        words = [c.feedback for c in question.choices if c.id in chosen and c.feedback]
    elif isinstance(question, TextQuestion | NumberQuestion):
        words = list(filter(None, [typed_feedback(question, answer)]))
    return [*words, question.feedback] if question.feedback else words


def _is_near(question: QuestionContent, answer: Answer) -> bool:
    return isinstance(question, TextQuestion) and is_nearly_right(question, answer)


def _solution(version: QuestionVersion, question: QuestionContent) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        right = [choice for choice in question.choices if choice.is_correct]
        return [_words(version, choice.id, choice.text) for choice in right]
    if isinstance(question, TextQuestion):
        return [question.accepted[0]]
    if isinstance(question, PlacesQuestion):
        return _filled(question)
    if isinstance(question, NumberQuestion):
        return [f"{question.value} {question.unit}".strip()]
    return []


def _filled(question: PlacesQuestion) -> list[str]:
    """``Spree → Fluss`` for a pair, ``1: öffnen`` for an entry, ``2: Spree`` for a gap."""
    found = []
    for number, place in enumerate(question.places, 1):
        words = dict(place.options).get(place.right[0], place.right[0])
        if question.mixes_places:
            found.append(f"{words}: {place.label}")
        else:
            found.append(f"{place.label} → {words}" if place.label else f"{number}: {words}")
    return found


def practice_result(
    position: int, item: dict[str, Any], version: QuestionVersion, answer: Answer, *, result: Grade
) -> ResultView:
    """A graded question of a practice quiz; its solution may be shown at once."""
    question = parse(version.type, version.content)
    return ResultView(
        question=question_view(position, item, version, answer),
        points=result.points,
        max_points=result.max_points,
        is_correct=result.is_correct,
        is_near=_is_near(question, answer),
        feedback=_feedback(question, answer),
        solution=_solution(version, question),
    )
