"""What a certificate states, and what waits."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from courses.models import QuizAttempt
from courses.queries.certificate import (
    certificate_facts,
    due_enrolments,
    quiz_results,
    rule_met,
    unrendered_certificates,
)
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, QuizFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_the_best_passed_attempt_of_each_counting_quiz_is_the_result():
    enrolment = EnrolmentFactory()
    lessons = [LessonFactory(course=enrolment.course, position=n) for n in (1, 0)]
    second, first = (QuizFactory(lesson=lesson, titles={"de": lesson.slug}) for lesson in lessons)
    free = QuizFactory(lesson=lessons[0], is_required=False)
    retired = QuizFactory(lesson=lessons[0], retired_at=NOW)
    tries = [(second, "1", True), (first, "2.25", True), (first, "3", True), (first, "4", False)]
    for number, (quiz, points, is_passed) in enumerate(
        [*tries, (free, "1", True), (retired, "1", True)]
    ):
        QuizAttempt.objects.create(
            enrolment=enrolment, quiz=quiz, number=number, state="submitted", started_at=NOW,
            submitted_at=NOW, points=Decimal(points), max_points=4, is_passed=is_passed,
        )  # fmt: skip
    assert quiz_results(enrolment) == [
        {"title": "lektion-0", "points": "3", "max_points": "4", "percent": "75"},
        {"title": "lektion-1", "points": "1", "max_points": "4", "percent": "25"},
    ]


@pytest.mark.parametrize(
    ("max_points", "results"),
    [
        (2, [{"title": "Test", "points": "2", "max_points": "2", "percent": "100"}]),
        (0, []),  # a self-assessment: nothing to certify
    ],
)
def test_a_quiz_without_title_is_a_test_and_one_without_points_has_no_result(max_points, results):
    enrolment = EnrolmentFactory()
    quiz = QuizFactory(lesson=LessonFactory(course=enrolment.course), titles={})
    QuizAttempt.objects.create(
        enrolment=enrolment, quiz=quiz, number=1, state="submitted", started_at=NOW,
        submitted_at=NOW, points=max_points, max_points=max_points, is_passed=True,
    )  # fmt: skip
    assert quiz_results(enrolment) == results


@pytest.mark.parametrize(
    ("lessons", "share", "quizzes", "words"),
    [
        (3, "1", 0, "Alle Pflichtlektionen bearbeitet (3)"),
        (5, "0.7", 0, "Mindestens 4 von 5 Pflichtlektionen bearbeitet"),
        (2, "1", 1, "Alle Pflichtlektionen bearbeitet (2), alle Pflichttests bestanden"),
    ],
)
def test_the_rule_is_said_as_something_done(lessons, share, quizzes, words):
    course = CourseFactory(required_share=Decimal(share), lessons=lessons)
    LessonFactory(course=course, position=9, is_required=False)
    LessonFactory(course=course, position=10, retired_at=NOW)
    assert rule_met(course, quizzes) == words


def test_due_is_what_is_completed_named_and_without_certificate():
    named = UserFactory(certificate_name="Jana Jung", certificate_name_confirmed_at=NOW)
    done = {"state": "completed", "completed_at": NOW}
    due = EnrolmentFactory(user=named, **done)
    EnrolmentFactory(user=named)
    EnrolmentFactory(**done)
    issued = EnrolmentFactory(user=named, **done)
    CertificateFactory(enrolment=issued, state="revoked", ended_at=NOW)
    nameless = [
        EnrolmentFactory(user=UserFactory(kind="guest", email=""), **done),
        EnrolmentFactory(user=UserFactory(age_band="under_14"), **done),
        EnrolmentFactory(user=UserFactory(age_band="16_17"), **done),
    ]
    EnrolmentFactory(user=UserFactory(age_band="adult"), **done)
    EnrolmentFactory(user=UserFactory(kind="seat", email=""), **done)
    assert set(due_enrolments()) == {due, *nameless}


def test_unrendered_are_valid_ones_without_file():
    waiting = CertificateFactory()
    CertificateFactory(pdf_name="x.pdf")
    CertificateFactory(state="revoked", ended_at=NOW)
    assert list(unrendered_certificates()) == [waiting]


@pytest.mark.parametrize(
    ("months", "day", "until"),
    [
        (0, "2026-11-24", None),
        (1, "2026-01-31", "2026-02-28"),
        (24, "2026-11-24", "2028-11-24"),
        (13, "2026-12-01", "2028-01-01"),
    ],
)
def test_a_certificate_holds_as_long_as_its_course_says(months, day, until):
    enrolment = EnrolmentFactory(state="completed", completed_at=NOW)
    enrolment.course.certificate_months = months
    at = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    assert certificate_facts(enrolment, holder="Jana", at=at).get("valid_until") == until
