from datetime import timedelta

import pytest

from courses.enums import CertificateKind, EnrolmentState
from courses.models import Certificate, CourseRun, LessonProgress, QuizPart
from courses.queries.invariants import violations
from lms.records.models import OutboxMessage
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    QuestionVersionFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db


def broken():
    return {name for name, keys in violations(NOW).items() if keys}


def test_an_empty_ledger_is_sound():
    assert broken() == set()


def test_seats_that_were_miscounted_are_found():
    enrolment = EnrolmentFactory()
    CourseRun.objects.update(seats_taken=1)
    assert broken() == set()
    CourseRun.objects.update(seats_taken=2)
    assert violations(NOW)["I1"] == [enrolment.run.key]


def test_certificate_without_completion_is_found():
    enrolment = EnrolmentFactory()
    CourseRun.objects.update(seats_taken=1)
    values = {
        "enrolment": enrolment,
        "enrolment_key": enrolment.key,
        "kind": CertificateKind.ATTENDANCE,
        "holder_name": "Planted",
        "facts": {},
        "issued_at": NOW,
    }
    certificate = Certificate.objects.create(**values)
    assert violations(NOW)["I4"] == [certificate.code]
    enrolment.state, enrolment.completed_at = EnrolmentState.COMPLETED, NOW
    enrolment.save()
    assert broken() == set()


def test_mail_that_waits_is_found():
    OutboxMessage.objects.create(
        key="planted", kind="x", recipient="a@b.example", subject="x", created_at=NOW, due_at=NOW
    )
    assert broken() == set()
    assert violations(NOW + timedelta(minutes=6))["I8"] == ["planted"]


def test_rows_of_another_course_are_found():
    enrolment = EnrolmentFactory()
    CourseRun.objects.update(seats_taken=1)
    other = LessonFactory(course=CourseFactory())
    CourseRun.objects.filter(course=other.course).update(seats_taken=0)
    progress = LessonProgress.objects.create(
        enrolment=enrolment, lesson=other, started_at=NOW, updated_at=NOW
    )
    assert violations(NOW)["I11"] == [f"progress {progress.pk}"]


def test_question_of_a_strange_partner_is_found():
    quiz = QuizFactory(questions=0)
    part = QuizPart.objects.create(quiz=quiz, position=0, version=QuestionVersionFactory())
    assert violations(NOW)["I11"] == [f"quiz part {part.pk}"]
    bank = part.version.question.bank
    bank.partner = quiz.lesson.course.partner
    bank.save()
    assert violations(NOW)["I11"] == []
