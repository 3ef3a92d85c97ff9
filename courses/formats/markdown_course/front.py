"""The front matter of a file: YAML between two lines of dashes, typed."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from courses.formats.markdown_course.shapes import CourseFacts, CourseFormatError, Picture

AGES = (0, 14, 16, 18)  # years one may have to be
MOST_MONTHS = 120  # that a certificate may hold
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


class Front:
    """Values of one file's front matter; absent ones read as empty."""

    def __init__(self, file: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self._values = values

    def text(self, name: str) -> str:
        """A word, a number or a date as text."""
        value = self._values.get(name)
        if isinstance(value, list | dict):
            raise self._wrong(name)
        return "" if value is None else str(value).strip()

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def number(self, name: str) -> Decimal | None:
        """A number that is not negative, or None."""
        text = self.text(name).replace(",", ".")
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self._wrong(name) from None
        if not value.is_finite() or value < 0:
            raise self._wrong(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; a single word is a list of one."""
        value = self._values.get(name)
        rows = [] if value is None else value if isinstance(value, list) else [value]
        if any(isinstance(row, list | dict) for row in rows):
            raise self._wrong(name)
        return tuple(str(row).strip() for row in rows)

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """A list of mappings."""
        value = self._values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._wrong(name)
        return value

    def _wrong(self, name: str) -> CourseFormatError:
        return CourseFormatError(self.file, "front_value", name)


def divide(file: str, text: str) -> tuple[Front, str, int]:
    """Divide a file into front matter, body and the body's first line number.

    Raises:
        CourseFormatError: The front matter is no YAML mapping.
    """
    match = _FRONT.match(text)
    if match is None:
        return Front(file, {}), text, 1
    try:
        values = yaml.safe_load(match[1] or "") or {}
    except yaml.YAMLError as error:
        raise CourseFormatError(file, "no_yaml", " ".join(str(error).split())) from error
    if not isinstance(values, dict):
        raise CourseFormatError(file, "no_yaml")
    return Front(file, values), text[match.end() :], match[0].count("\n") + 1


def facts_of(front: Front, description_html: str) -> CourseFacts:
    """Read the facts of ``course.md``.

    Raises:
        CourseFormatError: A value is of the wrong kind.
    """
    image = front.text("image")
    return CourseFacts(
        title=front.text("title"),
        summary=front.text("summary"),
        description_html=description_html,
        language=front.text("language"),
        licence=front.text("licence"),
        level=front.text("level"),
        effort_hours=front.number("effort_hours"),
        goals=front.texts("goals"),
        prerequisites=front.text("prerequisites"),
        stages=front.texts("stages"),
        action_fields=front.texts("action_fields"),
        target_groups=front.texts("target_groups"),
        subjects=front.texts("subjects"),
        accessibility=front.texts("accessibility"),
        accessibility_notes=front.text("accessibility_notes"),
        competences=tuple(_competence(front, row) for row in front.rows("competences")),
        minimum_age=_age(front),
        required_competences=tuple(
            _competence(front, row) for row in front.rows("required_competences")
        ),
        required_courses=front.texts("required_courses"),
        co_providers=front.texts("co_providers"),
        image=Picture(image, front.text("image_alt")) if image else None,
        picture_creator=front.text("picture_creator"),
        picture_licence=front.text("picture_licence"),
        picture_source=front.text("picture_source"),
        has_legible_pictures=front.flag("pictures_legible", default=False),
        required_share=_share(front),
        requires_quizzes=front.flag("requires_quizzes", default=True),
        certificate_months=_months(front),
    )


def _competence(front: Front, row: Mapping[str, Any]) -> tuple[str, str, int]:
    inner = Front(front.file, row)
    return inner.text("framework"), inner.text("code"), int(inner.number("level") or 0)


def _age(front: Front) -> int | None:
    age = front.number("minimum_age")
    if age is not None and age not in AGES:
        raise CourseFormatError(front.file, "front_value", "minimum_age")
    return None if age is None else int(age)


def _months(front: Front) -> int | None:
    months = front.number("certificate_months")
    if months is not None and not (1 <= months <= MOST_MONTHS and months == int(months)):
        raise CourseFormatError(front.file, "front_value", "certificate_months")
    return None if months is None else int(months)


def _share(front: Front) -> Decimal | None:
    share = front.number("required_share")
    if share is not None and not 0 < share <= 1:
        raise CourseFormatError(front.file, "front_value", "required_share")
    return share
