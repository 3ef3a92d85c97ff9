"""Builds the demonstration through the actions real people use. Safe to repeat."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from cms.demo.people import load_people
from cms.models import CoursePage, CoursePageCompetence, CoursePageProvider, LessonPage
from cms.onboarding import pages_of
from courses.actions.question import create_question, default_bank
from lms.common.text import slugify_de
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    TargetGroup,
)
from network.actions.partner import create_partner, set_self_approval
from network.models import Partner

CONTENT = Path(__file__).with_name("content.yaml")
VOCABULARIES: dict[str, Any] = {
    "stages": EducationStage,
    "action_fields": ActionField,
    "target_groups": TargetGroup,
    "accessibility": AccessibilityFeature,
}
_LETTERS = "abcdefgh"


def load(*, at: datetime) -> dict[str, Any]:
    """Load partners, courses and people; returns the content file for whoever prints it."""
    content: dict[str, Any] = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    for row in content["partners"]:
        _partner(row, at)
    for row in content["courses"]:
        _course(row, at)
    load_people(content, at=at)
    return content


def _partner(row: dict[str, Any], at: datetime) -> Partner:
    found = Partner.objects.filter(slug=row["slug"]).first()
    if found is not None:
        return found
    partner = create_partner(
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        actor=None,
        at=at,
        contact_mailbox=row["contact_mailbox"],
        stages=EducationStage.objects.filter(code__in=row["stages"]),
        action_fields=ActionField.objects.filter(code__in=row["action_fields"]),
        summary=row["summary"],
    )
    if row.get("may_self_approve"):
        set_self_approval(partner=partner, is_granted=True, actor=None, at=at)
    for page in pages_of(partner):
        page.summary = row["summary"]
        page.save_revision().publish()
    return partner


def _course(row: dict[str, Any], at: datetime) -> None:
    partner = Partner.objects.get(slug=row["partner"])
    language = row.get("language", "de")
    parent = pages_of(partner).get(locale__language_code=language)
    slug = slugify_de(row["title"])
    if CoursePage.objects.child_of(parent).filter(slug=slug).exists():
        return
    page = CoursePage(
        title=row["title"],
        slug=slug,
        summary=row["summary"],
        description=f"<p>{row['description']}</p>",
        goals="\n".join(row["goals"]),
        level=row["level"],
        effort_hours=Decimal(str(row["effort_hours"])),
        requires_quizzes=row.get("requires_quizzes", True),
        locale=parent.locale,
        live=False,
    )
    parent.add_child(instance=page)
    _describe(page, row)
    lessons = [_lesson(page, lesson, partner, language, at=at) for lesson in row["lessons"]]
    for draft in (*lessons, page):
        draft.save_revision().publish()


def _describe(page: CoursePage, row: dict[str, Any]) -> None:
    for name, model in VOCABULARIES.items():
        setattr(page, name, list(model.objects.filter(code__in=row.get(name, []))))
    page.competences = [
        CoursePageCompetence(
            competence=Competence.objects.get(framework__code=framework, code=code), level=level
        )
        for framework, code, level in row["competences"]
    ]
    page.providers = [
        CoursePageProvider(partner=Partner.objects.get(slug=slug))
        for slug in row.get("co_providers", [])
    ]
    page.save()


def _lesson(
    course: CoursePage, row: dict[str, Any], partner: Partner, language: str, *, at: datetime
) -> LessonPage:
    body = [(kind, value) for kind, value in row["body"]]
    if row.get("reflection"):
        body.append(("reflection", {"prompt": row["reflection"]}))
    body.extend(
        ("quiz", _quiz(row[name], partner, language, at, counts=name == "quiz"))
        for name in ("practice", "quiz")
        if name in row
    )
    page = LessonPage(
        title=row["title"],
        slug=slugify_de(row["title"]),
        minutes=row["minutes"],
        is_open=row.get("open", False),
        body=body,
        locale=course.locale,
        live=False,
    )
    course.add_child(instance=page)
    return page


def _quiz(
    row: dict[str, Any], partner: Partner, language: str, at: datetime, *, counts: bool
) -> dict[str, Any]:
    bank = default_bank(partner)
    versions = [
        create_question(bank=bank, type=q["type"], content=_content(q), locale=language, at=at)
        for q in row["questions"]
    ]
    return {
        "title": row["title"],
        "is_required": counts,
        "pass_percent": 60,
        "attempts": row.get("attempts", 0),
        "shuffles": False,
        "parts": [{"version": version.pk} for version in versions],
    }


def _content(row: dict[str, Any]) -> dict[str, Any]:
    content = {k: v for k, v in row.items() if k not in {"type", "answers"}} | {"points": 1}
    if "answers" in row:
        content["choices"] = [
            {"id": letter, "text": text, "is_correct": right, "feedback": feedback}
            for letter, (text, right, feedback) in zip(_LETTERS, row["answers"], strict=False)
        ]
    return content
