from datetime import timedelta

import pytest

from courses.enums import CertificateKind, EnrolmentState
from courses.models import CourseRun, LessonProgress, QuizPart, SeatRequest
from courses.queries.invariants import violations
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    QuestionVersionFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


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


def test_offers_hold_seats_and_nobody_waits_beside_a_free_one():
    course = CourseFactory()
    run = course.runs.get()
    CourseRun.objects.update(capacity=1, seats_taken=1)
    request = SeatRequest.objects.create(
        run=run, user=UserFactory(), state="offered", queued_at=NOW, offer_expires_at=NOW + MINUTE
    )
    assert broken() == set()
    assert violations(NOW + 3 * MINUTE)["I2"] == [run.key]  # the offer is over
    SeatRequest.objects.filter(pk=request.pk).update(state="waiting")
    assert violations(NOW)["I1"] == [run.key]
    CourseRun.objects.update(seats_taken=0)
    assert broken() == set()  # not for long enough
    assert violations(NOW + MINUTE)["I2"] == [run.key]
    CourseRun.objects.update(capacity=0)
    assert violations(NOW + MINUTE)["I2"] == []
    CourseRun.objects.update(enrol_until=NOW)
    assert violations(NOW + MINUTE)["I2"] == [run.key]  # waits for nothing


def test_certificate_without_completion_is_found():
    enrolment = EnrolmentFactory()
    CourseRun.objects.update(seats_taken=1)
    certificate = CertificateFactory(enrolment=enrolment, kind=CertificateKind.ATTENDANCE)
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
