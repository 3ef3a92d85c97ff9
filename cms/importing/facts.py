"""Fills a course page with what the folder says about the course."""

import re
from decimal import Decimal
from html import escape, unescape
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from cms.models import CoursePage, CoursePageCompetence, CoursePageProvider, CoursePageRequirement
from cms.models.licence import LICENCES
from courses.enums import CourseState, Level
from courses.formats.markdown_course import CourseFacts, CourseFormatError, FolderCourse
from courses.formats.markdown_course.shapes import Text
from courses.models import Course
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    Subject,
    TargetGroup,
)
from network.models import Partner

_VOCABULARIES: dict[str, type[Model]] = {
    "stages": EducationStage,
    "action_fields": ActionField,
    "target_groups": TargetGroup,
    "subjects": Subject,
    "accessibility": AccessibilityFeature,
}
_FILE = "course.md"
_MINUTES = Decimal(60)
_SUMMARY = 300  # characters
_TAG = re.compile(r"<[^>]+>")


def fill(page: CoursePage, course: FolderCourse, *, licence: str = "") -> None:
    """Set every field of an unsaved page that the folder knows; lists of codes come later.

    Raises:
        CourseFormatError: A licence or level nobody knows.
    """
    facts = course.facts
    page.summary = (facts.summary or _first_words(course))[:_SUMMARY]
    page.description = _description(course)
    page.goals = "\n".join(facts.goals)
    page.prerequisites = facts.prerequisites[:600]
    page.accessibility_notes = facts.accessibility_notes[:600]
    page.has_legible_images = facts.has_legible_pictures
    page.requires_quizzes = facts.requires_quizzes
    if facts.certificate_months:
        page.certificate_months = facts.certificate_months
    page.licence = _known(licence or facts.licence, dict(LICENCES), page.licence)
    page.level = _known(facts.level, dict(Level.choices), page.level)
    minutes = sum(lesson.minutes for lesson in course.lessons)
    page.effort_hours = facts.effort_hours or max(round(minutes / _MINUTES, 1), Decimal("0.1"))
    page.minimum_age = facts.minimum_age
    if facts.required_share is not None:
        page.required_percent = max(round(facts.required_share * 100), 1)


def connect(page: CoursePage, facts: CourseFacts) -> None:
    """Connect a saved page with vocabularies, competences and co-providing partners.

    Raises:
        CourseFormatError: A code nobody knows.
    """
    for name, model in _VOCABULARIES.items():
        setattr(page, name, _rows(model, getattr(facts, name)))
    for order, (framework, code, level) in enumerate(facts.competences):
        row = CoursePageCompetence(
            competence=_competence(framework, code), level=level, sort_order=order
        )
        page.competences.add(row)
    _require(page, facts)
    for order, slug in enumerate(facts.co_providers):
        partner = Partner.objects.filter(slug=slug).first()
        if partner is None:
            raise CourseFormatError(_FILE, "unknown_code", slug)
        page.providers.add(CoursePageProvider(partner=partner, sort_order=order))


def _require(page: CoursePage, facts: CourseFacts) -> None:
    rows = []
    for framework, code, level in facts.required_competences:
        rows.append(CoursePageRequirement(competence=_competence(framework, code), level=level))
    for key in facts.required_courses:
        course = Course.objects.filter(key=key, state=CourseState.PUBLISHED).first()
        if course is None:
            raise CourseFormatError(_FILE, "unknown_code", key)
        rows.append(CoursePageRequirement(required_course=course))
    for order, row in enumerate(rows):
        row.sort_order = order
        page.requirements.add(row)


def _competence(framework: str, code: str) -> Competence:
    found = Competence.objects.filter(framework__code=framework, code=code).first()
    if found is None:
        raise CourseFormatError(_FILE, "unknown_code", f"{framework} {code}")
    return found


def picture_rights(facts: CourseFacts) -> dict[str, str]:
    """Whose the pictures of the folder are, as fields of an image; empty where nothing is said.

    Raises:
        CourseFormatError: A licence nobody knows.
    """
    return {
        "creator": facts.picture_creator[:200],
        "licence": _known(facts.picture_licence, dict(LICENCES), ""),
        "source_url": facts.picture_source if facts.picture_source.startswith("http") else "",
    }


def _rows(model: Any, codes: tuple[str, ...]) -> list[Model]:
    found = {row.code: row for row in model.objects.filter(code__in=codes)}
    missing = [code for code in codes if code not in found]
    if missing:
        raise CourseFormatError(_FILE, "unknown_code", ", ".join(missing))
    return [found[code] for code in codes]


def _known(value: str, choices: dict[str, Any], default: str) -> str:
    if value and value not in choices:
        raise CourseFormatError(_FILE, "unknown_code", value)
    return value or default


def _description(course: FolderCourse) -> str:
    parts = [course.facts.description_html]
    if course.attribution_html:
        parts.append(f"<p><b>{escape(_('Quelle und Lizenz'))}</b></p>{course.attribution_html}")
    return "".join(parts)


def _first_words(course: FolderCourse) -> str:
    """The first sentences of the first lesson, for courses that have no summary of their own."""
    texts = [block.html for block in course.lessons[0].blocks if isinstance(block, Text)]
    words = unescape(_TAG.sub(" ", texts[0] if texts else course.lessons[0].title))
    plain = " ".join(words.split())
    if len(plain) <= _SUMMARY:
        return plain
    return plain[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
