from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from courses.actions.enrolment import enrol
from courses.actions.progress import complete_if_due, record_step, save_note
from courses.enums import EnrolmentState
from courses.models import Certificate, Enrolment, LessonProgress, ReflectionNote
from courses.queries.progress import course_progress
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, LessonFactory, QuizFactory

LATER = NOW + timedelta(hours=1)


def learner(course, **values):
    user = UserFactory(**values)
    run = course.runs.select_related("course").get()
    return enrol(user=user, run=run, at=NOW)


def finish(enrolment, at=NOW):
    for lesson in enrolment.course.lessons.all():
        record_step(enrolment=enrolment, lesson=lesson, position=1000, completed=True, at=at)


@pytest.mark.django_db
def test_progress_never_goes_back():
    course = CourseFactory(lessons=2, requires_quizzes=False)
    enrolment, lesson = learner(course), course.lessons.first()
    record_step(enrolment=enrolment, lesson=lesson, position=700, completed=True, at=NOW)
    record_step(enrolment=enrolment, lesson=lesson, position=10, completed=False, at=LATER)
    row = LessonProgress.objects.get()
    assert (row.position, row.completed_at, row.updated_at) == (700, NOW, LATER)
    assert row.started_at == NOW
    enrolment.refresh_from_db()
    assert (enrolment.last_lesson, enrolment.last_seen_at) == (lesson, LATER)


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "kept"), [(-1, 0), (5000, 1000), (1000, 1000)])
def test_positions_are_cut(given, kept):
    course = CourseFactory(lessons=1)
    record_step(
        enrolment=learner(course), lesson=course.lessons.get(), position=given, completed=False, at=NOW
    )  # fmt: skip
    assert LessonProgress.objects.get().position == kept


@pytest.mark.django_db
def test_last_lesson_finishes_the_course_once():
    course = CourseFactory(lessons=2, requires_quizzes=False)
    enrolment = learner(course)
    finish(enrolment)
    finish(enrolment, LATER)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.completed_at) == (EnrolmentState.COMPLETED, NOW)
    assert enrolment.completion["completed"] == 2


@pytest.mark.django_db
def test_a_share_of_the_lessons_may_suffice():
    course = CourseFactory(lessons=3, requires_quizzes=False, required_share="0.5")
    enrolment = learner(course)
    for lesson in course.lessons.all()[:2]:
        record_step(enrolment=enrolment, lesson=lesson, position=0, completed=True, at=NOW)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOW


@pytest.mark.django_db
def test_a_required_quiz_holds_the_course_open():
    course = CourseFactory(lessons=1)
    QuizFactory(lesson=course.lessons.get())
    enrolment = learner(course)
    finish(enrolment)
    enrolment.refresh_from_db()
    assert complete_if_due(enrolment=enrolment, at=NOW).quizzes_required == 1
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None


@pytest.mark.django_db
def test_a_course_without_lessons_is_never_finished():
    enrolment = learner(CourseFactory(requires_quizzes=False))
    complete_if_due(enrolment=enrolment, at=NOW)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None


@pytest.mark.django_db
def test_publishing_more_never_reopens_or_lowers_what_is_finished():
    course = CourseFactory(lessons=1, requires_quizzes=False)
    done, running = learner(course), learner(course)
    finish(done)
    LessonFactory(course=course, position=7)
    assert course_progress(done).share == 1.0
    assert (course_progress(running).completed, course_progress(running).required) == (0, 2)
    done.refresh_from_db()
    assert done.state == EnrolmentState.COMPLETED


@pytest.mark.django_db
def test_a_retired_lesson_no_longer_counts_but_its_row_stays():
    course = CourseFactory(lessons=2, requires_quizzes=False)
    enrolment = learner(course)
    first, second = course.lessons.all()
    record_step(enrolment=enrolment, lesson=first, position=0, completed=True, at=NOW)
    second.retired_at = NOW
    second.save()
    complete_if_due(enrolment=enrolment, at=LATER)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == LATER
    assert LessonProgress.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_complete_once_and_certify_once():
    course = CourseFactory(lessons=1, requires_quizzes=False)
    enrolment = learner(course, certificate_name="Ada Łužyca", certificate_name_confirmed_at=NOW)
    lesson = course.lessons.get()

    def one(_index):
        try:
            row = Enrolment.objects.select_related("course", "user").get(pk=enrolment.pk)
            record_step(enrolment=row, lesson=lesson, position=1000, completed=True, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(one, range(20)))
    assert Enrolment.objects.get().state == EnrolmentState.COMPLETED
    assert Certificate.objects.count() == 1
    assert LessonProgress.objects.count() == 1


@pytest.mark.django_db
def test_notes_are_cut_and_removed():
    course = CourseFactory(lessons=1)
    values = {"enrolment": learner(course), "lesson": course.lessons.get(), "block": "b", "at": NOW}
    save_note(**values, text="x" * 5000)
    assert len(ReflectionNote.objects.get().text) == 4000
    save_note(**values, text="  ")
    assert not ReflectionNote.objects.exists()


@pytest.mark.django_db
def test_what_somebody_reached_stays_when_the_course_grows():
    course = CourseFactory(lessons=2, requires_quizzes=False)
    enrolment = learner(course)
    first = course.lessons.first()
    record_step(enrolment=enrolment, lesson=first, position=0, completed=True, at=NOW)
    for position in (7, 8):
        LessonFactory(course=course, position=position)
    enrolment.refresh_from_db()
    progress = course_progress(enrolment)
    assert (progress.share, progress.completed, progress.required) == (0.5, 1, 4)
    assert progress.has_new_lessons
