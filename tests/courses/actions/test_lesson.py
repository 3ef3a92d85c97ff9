"""Storing the outline: sections, lessons, bodies, quizzes, files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.course import store_course
from courses.actions.draft import LessonTextDraft
from courses.models import Lesson, LessonContent, LessonProgress, QuizAttempt, QuizPart
from tests.factories import drafts
from tests.factories.courses import EnrolmentFactory, QuestionVersionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def live(course):
    return list(course.lessons.filter(retired_at=None).values_list("slug", flat=True))


def test_lessons_stand_in_teaching_order_below_their_sections():
    lessons = (drafts.lesson_draft(1, section=0), drafts.lesson_draft(2, section=1, is_open=True))
    draft = drafts.course_draft(lessons=lessons, sections=({"de": "Start"}, {"de": "Ziel"}))
    course = store_course(draft=draft, at=NOW)
    rows = course.lessons.values_list("slug", "section__titles", "is_open", "minutes")
    assert list(rows) == [
        ("lektion-1", {"de": "Start"}, False, 10),
        ("lektion-2", {"de": "Ziel"}, True, 10),
    ]


def test_vanished_sections_go_and_their_lessons_stay():
    lesson = drafts.lesson_draft(1, section=1)
    draft = drafts.course_draft(lessons=(lesson,), sections=({"de": "A"}, {"de": "B"}))
    course = store_course(draft=draft, at=NOW)
    again = replace(draft, lessons=(replace(lesson, section=None),), sections=({"de": "C"},))
    store_course(draft=again, at=LATER)
    assert [section.titles for section in course.sections.all()] == [{"de": "C"}]
    assert course.lessons.get().section is None


def test_a_vanished_lesson_is_retired_with_its_progress_and_may_return():
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    gone = course.lessons.get(slug="lektion-2")
    enrolment = EnrolmentFactory(course=course)
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=gone, position=1000, started_at=NOW, completed_at=NOW,
        updated_at=NOW,
    )  # fmt: skip
    store_course(draft=replace(draft, lessons=draft.lessons[:1]), at=LATER)
    gone.refresh_from_db()
    assert gone.retired_at == LATER
    assert LessonProgress.objects.get().completed_at == NOW
    store_course(draft=draft, at=LATER)
    gone.refresh_from_db()
    assert gone.retired_at is None
    assert Lesson.objects.count() == 2


def test_lessons_may_swap_their_slugs():
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    one, two = draft.lessons
    swapped = (replace(one, slug=two.slug), replace(two, slug=one.slug))
    store_course(draft=replace(draft, lessons=swapped), at=LATER)
    assert live(course) == ["lektion-2", "lektion-1"]


def test_a_retired_lesson_leaves_its_slug_to_another():
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    successor = replace(drafts.lesson_draft(3), slug="lektion-2")
    store_course(draft=replace(draft, lessons=(draft.lessons[0], successor)), at=LATER)
    assert live(course) == ["lektion-1", "lektion-2"]
    assert Lesson.objects.count() == 3


def test_a_body_is_written_only_where_it_changed():
    draft = drafts.course_draft()
    store_course(draft=draft, at=NOW)
    one, two = draft.lessons
    text = LessonTextDraft("Lektion 2", ({"kind": "html", "html": "<p>Neu</p>"},))
    changed = replace(two, texts={"de": text})
    course = store_course(draft=replace(draft, lessons=(one, changed)), at=LATER)
    versions = LessonContent.objects.order_by("lesson__position", "version")
    assert list(versions.values_list("lesson__slug", "version")) == [
        ("lektion-1", 1),
        ("lektion-2", 1),
        ("lektion-2", 2),
    ]
    assert course.content_version == 2


def test_a_language_that_is_taken_away_is_no_longer_offered():
    english = LessonTextDraft("Lesson 1", ({"kind": "html", "html": "<p>x</p>"},))
    lesson = drafts.lesson_draft(1)
    both = replace(lesson, texts={**lesson.texts, "en": english})
    draft = drafts.course_draft(lessons=(both,))
    store_course(draft=draft, at=NOW)
    store_course(draft=replace(draft, lessons=(lesson,)), at=LATER)
    assert list(LessonContent.objects.values_list("locale", flat=True)) == ["de"]


def test_a_page_moved_to_another_course_leaves_its_row_behind():
    draft = drafts.course_draft()
    store_course(draft=draft, at=NOW)
    other = drafts.course_draft(lessons=draft.lessons[1:])
    store_course(draft=other, at=NOW)
    store_course(draft=replace(draft, lessons=draft.lessons[:1]), at=LATER)
    moved = Lesson.objects.filter(source_key=draft.lessons[1].source_key)
    assert sorted(lesson.retired_at is None for lesson in moved) == [False, True]


def test_quizzes_are_kept_by_their_block_and_retired_when_it_vanishes():
    quiz = drafts.quiz_draft(attempts_allowed=3)
    lesson = drafts.lesson_draft(1, quizzes=(quiz, drafts.quiz_draft(is_required=False)))
    draft = drafts.course_draft(lessons=(lesson,))
    course = store_course(draft=draft, at=NOW)
    first, second = course.lessons.get().quizzes.all()
    assert (first.attempts_allowed, first.position, second.is_required) == (3, 0, False)
    attempt = QuizAttempt.objects.create(
        enrolment=EnrolmentFactory(course=course), quiz=second, number=1, started_at=NOW
    )
    pool = (QuestionVersionFactory().pk, QuestionVersionFactory().pk)
    part = drafts.QuizPartDraft(pool=pool, draw_count=1)
    renamed = replace(quiz, titles={"de": "Neu"}, parts=(*quiz.parts, part))
    store_course(draft=replace(draft, lessons=(replace(lesson, quizzes=(renamed,)),)), at=LATER)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.titles, first.retired_at, second.retired_at) == ({"de": "Neu"}, None, LATER)
    parts = QuizPart.objects.filter(quiz=first).values_list("version", "pool", "draw_count")
    assert list(parts) == [(quiz.parts[0].version_id, [], 0), (None, list(pool), 1)]
    assert QuizAttempt.objects.get() == attempt


def test_files_keep_their_key_and_are_retired():
    lesson = drafts.lesson_draft(1, files=(drafts.file_draft(),))
    draft = drafts.course_draft(lessons=(lesson,))
    course = store_course(draft=draft, at=NOW)
    file = course.lessons.get().files.get()
    renamed = replace(lesson, files=(drafts.file_draft(title="Anderer Titel"),))
    store_course(draft=replace(draft, lessons=(renamed,)), at=LATER)
    file.refresh_from_db()
    assert (file.title, file.retired_at) == ("Anderer Titel", None)
    store_course(draft=replace(draft, lessons=(replace(lesson, files=()),)), at=LATER)
    file.refresh_from_db()
    assert file.retired_at == LATER
