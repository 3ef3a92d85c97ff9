"""Stores what publishing compiled: one course, its texts and everything that belongs to it."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import drop_entry, store_entry
from courses.actions.draft import CourseDraft
from courses.actions.lesson import store_outline
from courses.actions.rule import follow_rule, rule_of
from courses.enums import CourseState, RunKind
from courses.models import (
    Course,
    CourseCompetence,
    CoursePrerequisite,
    CourseProvider,
    CourseRun,
    CourseText,
)
from courses.signals import course_published, course_retired
from lms.common.errors import DomainError


class IncompleteDraftError(DomainError):
    """The course lacks what it cannot be shown without."""


@transaction.atomic
def store_course(*, draft: CourseDraft, at: datetime) -> Course:
    """Make the learning model say what the draft says; the same draft again changes nothing.

    Rows of lessons, quizzes and files that vanished are retired, never deleted: what people did
    points at them. A change raises ``content_version`` by one. A retired course is published
    again. Sends ``course_published``.

    Raises:
        IncompleteDraftError: The course has no text in its first language.
    """
    if draft.language not in draft.texts:
        raise IncompleteDraftError(_("Der Kurs hat in seiner ersten Sprache keinen Text."))
    digest = draft_hash(draft)
    course = _locked_course(draft, at)
    is_changed = course.content_hash != digest
    if not is_changed and course.state == CourseState.PUBLISHED:
        return course
    if is_changed:
        old = rule_of(course) if course.content_version else None
        _store_row(course, draft, digest, at)
        _store_texts(course, draft)
        _store_links(course, draft)
        store_outline(course=course, draft=draft, at=at)
        if old is not None:
            follow_rule(course=course, old=old, keeps_old=draft.keeps_rule, at=at)
    course.state = CourseState.PUBLISHED
    course.save(update_fields=["state"])
    if draft.lessons:  # there is something to learn at any time
        CourseRun.objects.get_or_create(course=course, kind=RunKind.SELF_PACED)
    store_entry(course=course, at=at)
    course_published.send(sender=Course, course=course, at=at)
    return course


@transaction.atomic
def retire_course(*, source_key: UUID, at: datetime) -> Course | None:
    """Take a course out of the catalogue; who is enrolled keeps it. Idempotent.

    Returns:
        The course, or None when nothing was ever published under this key.
    """
    course = Course.objects.select_for_update().filter(source_key=source_key).first()
    if course is None or course.state == CourseState.RETIRED:
        return course
    course.state = CourseState.RETIRED
    course.changed_at = at
    course.save(update_fields=["state", "changed_at"])
    drop_entry(course=course)
    course_retired.send(sender=Course, course=course, at=at)
    return course


def draft_hash(draft: CourseDraft) -> str:
    """Hash a draft's canonical JSON: equal drafts give equal hashes in any order of keys."""
    canonical = json.dumps(asdict(draft), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _locked_course(draft: CourseDraft, at: datetime) -> Course:
    defaults: dict[str, Any] = {
        "partner_id": draft.partner_id,
        "language": draft.language,
        "published_at": at,
        "changed_at": at,
    }
    course, _is_new = Course.objects.select_for_update().get_or_create(
        source_key=draft.source_key, defaults=defaults
    )
    return course


def _store_row(course: Course, draft: CourseDraft, digest: str, at: datetime) -> None:
    course.partner_id = draft.partner_id
    course.language = draft.language
    course.languages = [draft.language, *sorted(set(draft.texts) - {draft.language})]
    course.level = draft.level
    course.effort_minutes = draft.effort_minutes
    course.licence = draft.licence
    course.origins = list(draft.origins)
    course.image_url = draft.image.url
    course.image_width = draft.image.width
    course.image_height = draft.image.height
    course.required_share = draft.required_share
    course.requires_quizzes = draft.requires_quizzes
    course.certificate_months = draft.certificate_months
    course.minimum_age = draft.minimum_age
    course.content_version += 1
    course.content_hash = digest
    course.changed_at = at
    course.save()


def _store_texts(course: Course, draft: CourseDraft) -> None:
    course.texts.exclude(locale__in=draft.texts).delete()
    for locale, text in draft.texts.items():
        values = asdict(text) | {"goals": list(text.goals)}
        CourseText.objects.update_or_create(course=course, locale=locale, defaults=values)


def _store_links(course: Course, draft: CourseDraft) -> None:
    course.stages.set(draft.stage_ids)
    course.action_fields.set(draft.action_field_ids)
    course.target_groups.set(draft.target_group_ids)
    course.subjects.set(draft.subject_ids)
    course.accessibility.set(draft.accessibility_ids)
    course.providers.all().delete()
    others = dict.fromkeys(key for key in draft.co_partner_ids if key != draft.partner_id)
    CourseProvider.objects.bulk_create(
        CourseProvider(course=course, partner_id=key, position=position)
        for position, key in enumerate(others)
    )
    course.competences.all().delete()
    CourseCompetence.objects.bulk_create(
        CourseCompetence(course=course, competence_id=key, level=level)
        for key, level in dict(draft.competences).items()
    )
    _store_prerequisites(course, draft)


def _store_prerequisites(course: Course, draft: CourseDraft) -> None:
    """What must be done before; never the course itself."""
    course.prerequisites.all().delete()
    others = dict.fromkeys(key for key in draft.required_course_ids if key != course.pk)
    rows = [CoursePrerequisite(course=course, required_course_id=key) for key in others]
    rows += [
        CoursePrerequisite(course=course, competence_id=key, level=level)
        for key, level in dict(draft.required_competences).items()
    ]
    CoursePrerequisite.objects.bulk_create(rows)
