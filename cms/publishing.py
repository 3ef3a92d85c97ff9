"""Compiles the live pages of a course into the learning model.

``build`` reads pages and writes nothing but image renditions; ``compile_course`` stores or retires.
"""

import mimetypes
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from wagtail.templatetags.wagtailcore_tags import richtext

from cms.checking import live, proven_features
from cms.models import CoursePage, LessonPage
from cms.models.admission import taught_and_asked
from cms.models.approval import approved_pools
from cms.rendering import sanitised, segments
from cms.sealing import Pools, pool_name
from courses.actions.course import retire_course, store_course
from courses.actions.draft import (
    CourseDraft,
    CourseTextDraft,
    FileDraft,
    ImageDraft,
    LessonDraft,
    LessonTextDraft,
    QuizDraft,
    QuizPartDraft,
)
from courses.enums import FeedbackTiming
from courses.models import Course, QuestionVersion
from courses.queries.correction import holding
from courses.queries.question import counting_versions, questions_of, versions_tagged
from lms.common.text import slugify_de
from lms.taxonomy.models import AccessibilityFeature

FILE_FIELDS = {"video": ("file", "captions"), "audio": ("file",), "file": ("file",)}
COVER = "fill-800x450|format-webp"
MINUTES = 60


def quizzes(pages: list[LessonPage]) -> tuple[QuizDraft, ...]:
    """The quiz blocks of a lesson; settings come from the first language, words from each."""
    found: dict[str, QuizDraft] = {}
    for page in pages:
        pools = approved_pools(page)
        for child in page.body:
            if child.block_type != "quiz":
                continue
            key, code = str(child.id), page.locale.language_code
            titles = {code: child.value["title"]}
            asked = (*_fixed(child.value), *_drawn(child, page, pools))
            parts = tuple(replace(part, locale=code) for part in asked)
            if key in found:
                first = found[key]
                # A copy whose questions nobody has translated keeps following the first language.
                own = parts if _speaks(parts, code) else ()
                found[key] = replace(first, titles=first.titles | titles, parts=first.parts + own)
                continue
            found[key] = QuizDraft(
                source_key=key,
                titles=titles,
                parts=parts,
                attempts_allowed=child.value["attempts"],
                pass_share=Decimal(child.value["pass_percent"]) / 100,
                # A draw that found no question cannot hold anybody back.
                is_required=child.value["is_required"] and bool(parts),
                shuffles=child.value["shuffles"],
                **_times(child.value),
            )
    return tuple(found.values())


def _times(quiz: Any) -> dict[str, Any]:
    """How long, how often, and when feedback comes; older blocks say nothing of it."""
    return {
        "time_limit_minutes": quiz.get("time_limit") or 0,
        "cool_down_minutes": quiz.get("cool_down") or 0,
        "feedback_timing": quiz.get("feedback") or FeedbackTiming.SUBMISSION,
        "feedback_at": quiz.get("feedback_at"),
    }


def _speaks(parts: tuple[QuizPartDraft, ...], code: str) -> bool:
    ids = {pk for part in parts for pk in (part.version_id, *part.pool) if pk is not None}
    return QuestionVersion.objects.filter(pk__in=ids, locale=code).exists()


def _fixed(quiz: Any) -> Iterator[QuizPartDraft]:
    """The versions a page names, or what corrected them: pages are never rewritten for that."""
    ids = [part["version"] for part in quiz["parts"]]
    return (QuizPartDraft(version_id=pk) for pk in holding(ids))


def _drawn(quiz: Any, page: LessonPage, pools: Pools) -> Iterator[QuizPartDraft]:
    """Fix each draw to the versions its approved pool holds, or what corrected them since.

    An empty pool draws nothing.
    """
    fixed = {part.version_id for part in _fixed(quiz.value)}
    for number, draw in enumerate(quiz.value.get("draws") or ()):
        pool = pools.get(pool_name(quiz, number))
        if pool is None:
            pool = versions_tagged(
                partner=page.get_parent().get_parent().specific.partner,
                locale=page.locale.language_code,
                tag=draw["tag"],
            )
        ids = tuple(pk for pk in dict.fromkeys(holding(pool)) if pk not in fixed)
        if ids:
            yield QuizPartDraft(pool=ids, draw_count=min(draw["number"], len(ids)))


def files(pages: list[LessonPage]) -> tuple[FileDraft, ...]:
    """Documents named by the lesson's blocks in any language, each once."""
    chosen = {
        child.value[field].pk: child.value[field]
        for page in pages
        for child in page.body
        for field in FILE_FIELDS.get(child.block_type, ())
        if child.value.get(field)
    }
    return tuple(
        FileDraft(
            source_key=f"d{document.pk}",
            storage_name=document.file.name,
            title=document.title,
            media_type=mimetypes.guess_type(document.filename)[0] or "application/octet-stream",
            size_bytes=document.get_file_size() or 0,
        )
        for document in chosen.values()
    )


def lesson_draft(pages: list[LessonPage], section: int | None) -> LessonDraft:
    """One lesson from its pages in all languages, the course's first language first."""
    first = pages[0]
    texts = {}
    for page in pages:
        with translation.override(page.locale.language_code):
            texts[page.locale.language_code] = LessonTextDraft(
                title=page.title, segments=tuple(segments(page.body))
            )
    return LessonDraft(
        source_key=first.translation_key,
        slug=first.slug,
        texts=texts,
        section=section,
        minutes=first.minutes,
        is_required=first.is_required,
        is_open=first.is_open,
        quizzes=quizzes(pages),
        files=files(pages),
    )


def lessons_of(courses: list[CoursePage]) -> list[list[LessonPage]]:
    """Live lessons in the order of the first language, each with its translations."""
    by_key: dict[uuid.UUID, list[LessonPage]] = {}
    for course in courses:
        for page in LessonPage.objects.live().child_of(course).order_by("path"):
            by_key.setdefault(page.translation_key, []).append(page)
    return list(by_key.values())


def without_counted(lessons: list[LessonDraft], course_key: uuid.UUID) -> tuple[LessonDraft, ...]:
    """Take out of open lessons' practice what counts elsewhere: it is shown with its solution."""
    if not any(lesson.is_open and lesson.quizzes for lesson in lessons):
        return tuple(lessons)
    quizzes = [quiz for lesson in lessons for quiz in lesson.quizzes]
    counted = {pk for quiz in quizzes if quiz.is_required for pk in _versions(quiz)}
    counted |= counting_versions(except_course=course_key)
    question = questions_of(counted.union(*(_versions(quiz) for quiz in quizzes)))
    closed = {question[pk] for pk in counted if pk in question}
    return tuple(
        replace(lesson, quizzes=tuple(_practice(quiz, question, closed) for quiz in lesson.quizzes))
        if lesson.is_open
        else lesson
        for lesson in lessons
    )


def _versions(quiz: QuizDraft) -> set[int]:
    fixed = {part.version_id for part in quiz.parts if part.version_id is not None}
    return fixed.union(*(part.pool for part in quiz.parts))


def _practice(quiz: QuizDraft, question: dict[int, int], closed: set[int]) -> QuizDraft:
    if quiz.is_required:
        return quiz
    kept = []
    for part in quiz.parts:
        pool = tuple(pk for pk in part.pool if question.get(pk) not in closed)
        if part.version_id is not None and question.get(part.version_id) not in closed:
            kept.append(part)
        elif pool:
            kept.append(replace(part, pool=pool, draw_count=min(part.draw_count, len(pool))))
    return replace(quiz, parts=tuple(kept))


def _sections(lessons: list[list[LessonPage]]) -> tuple[list[dict[str, str]], list[int | None]]:
    titles: list[dict[str, str]] = []
    places: list[int | None] = []
    last = ""
    for pages in lessons:
        name = pages[0].section.strip()
        if name and name != last:
            titles.append({p.locale.language_code: p.section.strip() or name for p in pages})
        last = name
        places.append(len(titles) - 1 if name else None)
    return titles, places


def cover(course: CoursePage) -> ImageDraft:
    """A ready-made rendition of the course's picture."""
    if course.image is None:
        return ImageDraft()
    rendition = course.image.get_rendition(COVER)
    return ImageDraft(url=rendition.url, width=rendition.width, height=rendition.height)


def course_text(course: CoursePage) -> CourseTextDraft:
    """What the course says about itself in one language."""
    with translation.override(course.locale.language_code):
        description = sanitised(str(richtext(course.description)))
    return CourseTextDraft(
        title=course.title,
        slug=slugify_de(course.title, 100) or course.slug,
        summary=course.summary,
        description_html=description,
        goals=tuple(line.strip() for line in course.goals.splitlines() if line.strip()),
        prerequisites=course.prerequisites,
        accessibility_notes=course.accessibility_notes,
        image_alt=course.image_alt,
    )


def live_pages(source_key: uuid.UUID) -> list[CoursePage]:
    """The course's live pages, the oldest (its first language) first."""
    pages = CoursePage.objects.live().filter(translation_key=source_key)
    return list(pages.select_related("locale", "image").order_by("pk"))


def build(course: CoursePage) -> CourseDraft:
    """Read a live course with all its live translations and lessons."""
    courses = live_pages(course.translation_key) or [course]
    first = courses[0]
    lessons = lessons_of(courses)
    titles, places = _sections(lessons)
    drafts = [lesson_draft(p, s) for p, s in zip(lessons, places, strict=True)]
    ids = {
        name: tuple(getattr(first, name).values_list("pk", flat=True).order_by("pk"))
        for name in ("stages", "action_fields", "target_groups", "subjects", "accessibility")
    }
    return CourseDraft(
        source_key=first.translation_key,
        partner_id=first.get_parent().specific.partner_id,
        language=first.locale.language_code,
        texts={c.locale.language_code: course_text(c) for c in courses},
        lessons=without_counted(drafts, first.translation_key),
        sections=tuple(titles),
        co_partner_ids=tuple(first.providers.values_list("partner_id", flat=True)),
        stage_ids=ids["stages"],
        action_field_ids=ids["action_fields"],
        target_group_ids=ids["target_groups"],
        subject_ids=ids["subjects"],
        accessibility_ids=_accessibility(courses, ids["accessibility"]),
        **taught_and_asked(first),
        effort_minutes=int(first.effort_hours * MINUTES),
        licence=first.licence,
        origins=tuple(first.origins),
        image=cover(first),
        required_share=Decimal(first.required_percent) / 100,
        requires_quizzes=first.requires_quizzes,
        certificate_months=first.certificate_months or 0,
        keeps_rule=first.keeps_rule,
    )


def _accessibility(courses: list[CoursePage], stated: tuple[int, ...]) -> tuple[int, ...]:
    """What the author stated and what the check proves in every language."""
    proven = AccessibilityFeature.objects.filter(code__in=proven_features(map(live, courses)))
    return tuple(sorted({*stated, *proven.values_list("pk", flat=True)}))


def compile_course(*, source_key: uuid.UUID, at: datetime) -> Course | None:
    """Bring the learning model in step with the live pages; safe to repeat.

    Returns:
        The stored course, or None when no page of it is live and it was retired.
    """
    pages = live_pages(source_key)
    if not pages:
        retire_course(source_key=source_key, at=at)
        return None
    return store_course(draft=build(pages[0]), at=at)
