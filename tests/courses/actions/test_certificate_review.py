import pytest

from courses.actions.certificate_review import ask_review, keep_certificate
from courses.models import CertificateReview, QuizAttempt
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW, LessonFactory, QuizFactory

pytestmark = pytest.mark.django_db


def failed(certificate, quiz, number=1, **values):
    return QuizAttempt.objects.create(
        **{
            "enrolment": certificate.enrolment, "quiz": quiz, "number": number, "started_at": NOW,
            "state": "submitted", "submitted_at": NOW, "points": 0, "is_passed": False, **values,
        }
    )  # fmt: skip


def test_a_certificate_without_basis_is_looked_at_once_and_may_stay():
    certificate = CertificateFactory()
    quiz = QuizFactory(lesson=LessonFactory(course=certificate.enrolment.course))
    attempt = failed(certificate, quiz)
    ask_review(attempt=attempt, at=NOW)
    ask_review(attempt=attempt, at=NOW)
    assert CertificateReview.objects.get().certificate == certificate
    actor = UserFactory()
    assert keep_certificate(certificate=certificate, actor=actor, at=NOW)
    event = AuditEvent.objects.get(action="certificate.keep")
    assert (event.object_key, event.actor_key) == (certificate.code, actor.key)


@pytest.mark.parametrize("case", ["practice", "another", "revoked"])
def test_where_the_basis_holds_nobody_is_asked(case):
    certificate = CertificateFactory()
    lesson = LessonFactory(course=certificate.enrolment.course)
    quiz = QuizFactory(lesson=lesson, is_required=case != "practice")
    attempt = failed(certificate, quiz)
    if case == "another":
        failed(certificate, quiz, number=2, is_passed=True)
    if case == "revoked":
        type(certificate).objects.update(state="revoked", ended_at=NOW)
    ask_review(attempt=attempt, at=NOW)
    assert not CertificateReview.objects.exists()
