"""Stores the outline of a course: sections, lessons with their bodies, quizzes and files."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from courses.actions.draft import CourseDraft, LessonDraft, QuizDraft
from courses.models import Course, Lesson, LessonContent, LessonFile, Quiz, QuizPart, Section


def store_outline(*, course: Course, draft: CourseDraft, at: datetime) -> None:
    """Bring sections and lessons in line with the draft; what is missing there is retired.

    Runs inside the transaction of ``store_course``, at the course's new content version. Costs a
    handful of queries a lesson; publishing is rare.
    """
    sections = _store_sections(course, draft)
    known = {lesson.source_key: lesson for lesson in course.lessons.all()}
    wanted = {lesson.source_key for lesson in draft.lessons}
    course.lessons.exclude(source_key__in=wanted).filter(retired_at=None).update(retired_at=at)
    _free_slugs(known, draft)
    for position, lesson_draft in enumerate(draft.lessons):
        lesson = known.get(lesson_draft.source_key) or Lesson(
            course=course, source_key=lesson_draft.source_key
        )
        index = lesson_draft.section
        lesson.section = None if index is None else sections[index]
        _store_lesson(lesson, lesson_draft, position, at)
    course.sections.filter(position__gte=len(draft.sections)).delete()


def _store_sections(course: Course, draft: CourseDraft) -> list[Section]:
    return [
        Section.objects.update_or_create(
            course=course, position=position, defaults={"titles": titles}
        )[0]
        for position, titles in enumerate(draft.sections)
    ]


def _free_slugs(known: dict[UUID, Lesson], draft: CourseDraft) -> None:
    """Two lessons may swap their slugs: every slug that changes is given up first."""
    moving = [
        known[lesson.source_key].pk
        for lesson in draft.lessons
        if lesson.source_key in known and known[lesson.source_key].slug != lesson.slug
    ]
    if moving:
        Lesson.objects.filter(pk__in=moving).update(
            slug=Concat(Value("~"), Cast("pk", CharField()))
        )


def _store_lesson(lesson: Lesson, draft: LessonDraft, position: int, at: datetime) -> None:
    lesson.slug = draft.slug
    lesson.position = position
    lesson.minutes = draft.minutes
    lesson.is_required = draft.is_required
    lesson.is_open = draft.is_open
    lesson.retired_at = None
    lesson.save()
    _store_contents(lesson, draft)
    _store_quizzes(lesson, draft.quizzes, at)
    _store_files(lesson, draft, at)


def _store_contents(lesson: Lesson, draft: LessonDraft) -> None:
    """Write a body only where it differs from the newest one of its language."""
    newest = {
        content.locale: content
        for content in lesson.contents.filter(locale__in=draft.texts).order_by("version")
    }
    for locale, text in draft.texts.items():
        segments = list(text.segments)
        old = newest.get(locale)
        if old is None or (old.title, old.segments) != (text.title, segments):
            LessonContent.objects.create(
                lesson=lesson,
                locale=locale,
                version=lesson.course.content_version,
                title=text.title,
                segments=segments,
            )
    # A language that was taken away is no longer offered; its old bodies nobody needs.
    lesson.contents.exclude(locale__in=draft.texts).delete()


def _store_quizzes(lesson: Lesson, drafts: tuple[QuizDraft, ...], at: datetime) -> None:
    wanted = [draft.source_key for draft in drafts]
    lesson.quizzes.exclude(source_key__in=wanted).filter(retired_at=None).update(retired_at=at)
    for position, draft in enumerate(drafts):
        quiz, _is_new = Quiz.objects.update_or_create(
            lesson=lesson,
            source_key=draft.source_key,
            defaults={
                "position": position,
                "titles": draft.titles,
                "attempts_allowed": draft.attempts_allowed,
                "pass_share": draft.pass_share,
                "is_required": draft.is_required,
                "shuffles": draft.shuffles,
                "time_limit_minutes": draft.time_limit_minutes,
                "cool_down_minutes": draft.cool_down_minutes,
                "feedback_timing": draft.feedback_timing,
                "feedback_at": draft.feedback_at,
                "retired_at": None,
            },
        )
        # Attempts hold their questions frozen, so parts may be replaced as a whole.
        quiz.parts.all().delete()
        QuizPart.objects.bulk_create(
            QuizPart(
                quiz=quiz,
                position=number,
                version_id=part.version_id,
                pool=list(part.pool),
                draw_count=part.draw_count,
                locale=part.locale,
            )
            for number, part in enumerate(draft.parts)
        )


def _store_files(lesson: Lesson, draft: LessonDraft, at: datetime) -> None:
    wanted = [file.source_key for file in draft.files]
    lesson.files.exclude(source_key__in=wanted).filter(retired_at=None).update(retired_at=at)
    for file in draft.files:
        LessonFile.objects.update_or_create(
            lesson=lesson, source_key=file.source_key, defaults=asdict(file) | {"retired_at": None}
        )
