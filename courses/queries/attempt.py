"""The questions of an attempt by allow-list; feedback is in ``results``.

A question's solution never passes through ``QuestionView``: it is built from named fields only.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.enums import AttemptState, QuestionType
from courses.grading.content import parse
from courses.grading.scoring import is_answered
from courses.grading.shapes import (
    TRUE,
    Answer,
    Choice,
    ChoiceQuestion,
    FreeTextQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    ScaleQuestion,
)
from courses.models import QuestionVersion, QuizAttempt


@dataclass(frozen=True)
class Option:
    """A choice as shown: an id that says nothing, words, and whether it is ticked."""

    id: str
    text: str
    is_chosen: bool
    image: "ImageView | None" = None


@dataclass(frozen=True)
class ImageView:
    """The image of an option; the option's text describes it."""

    url: str
    width: int
    height: int


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
    max_chars: int  # of a free text
    allows_many: bool
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
        max_chars=question.max_chars if isinstance(question, FreeTextQuestion) else 0,
        allows_many=isinstance(question, ChoiceQuestion) and question.allows_many,
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
    words = {choice.id: choice_words(version, choice) for choice in question.choices}
    images = {choice.id: _image(choice) for choice in question.choices}
    return [Option(shown, words[own], own in chosen, images[own]) for shown, own in item["options"]]


def _image(choice: Choice) -> ImageView | None:
    if choice.image is None:
        return None
    picture = choice.image
    return ImageView(default_storage.url(picture.name), picture.width, picture.height)


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


def choice_words(version: QuestionVersion, choice: Choice) -> str:
    """What a choice says; for true and false these are the site's own words."""
    if version.type == QuestionType.TRUE_FALSE:
        return _("richtig") if choice.id == TRUE else _("falsch")
    return choice.text


def fixed_positions(attempt: QuizAttempt) -> set[int]:
    """Positions whose answers were checked and stay; no query where the test checks none."""
    if not attempt.frozen.get("checks"):
        return set()
    return set(attempt.responses.filter(is_fixed=True).values_list("position", flat=True))


def checkable_positions(attempt: QuizAttempt) -> set[int]:
    """Positions that may be checked one by one: a person's or nobody's grade cannot be told yet."""
    if not attempt.frozen.get("checks"):
        return set()
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    left_out = {QuestionType.SCALE, QuestionType.FREE_TEXT}
    return {n for n, item in enumerate(items) if versions[item["version"]].type not in left_out}


def overdue_attempts(before: datetime) -> QuerySet[QuizAttempt]:
    """Open attempts that should have ended before a moment, the longest overdue first."""
    found = QuizAttempt.objects.filter(state=AttemptState.OPEN, due_at__lt=before)
    return found.order_by("due_at")
