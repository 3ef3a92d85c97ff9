"""Certificates that no longer rest on what they certify."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import CertificateState
from courses.models import Certificate, CertificateReview, QuizAttempt
from courses.queries.certificate import course_certificates


def unfounded_certificates(attempts: Iterable[QuizAttempt]) -> QuerySet[Certificate]:
    """Valid certificates that need one of these attempts, were it not passed; one query.

    Another try that passed the same quiz is basis enough.
    """
    keys = [attempt.pk for attempt in attempts]
    others = QuizAttempt.objects.filter(
        enrolment=OuterRef("enrolment"), quiz=OuterRef("quiz"), is_passed=True
    ).exclude(pk__in=keys)
    needed = QuizAttempt.objects.filter(
        ~Exists(others),
        pk__in=keys,
        quiz__is_required=True,
        quiz__retired_at=None,
        enrolment__course__requires_quizzes=True,
    )
    return course_certificates().filter(
        state=CertificateState.VALID, enrolment__in=needed.values("enrolment")
    )


def open_reviews(certificates: QuerySet[Certificate]) -> QuerySet[CertificateReview]:
    """What waits for a decision, the oldest first."""
    return CertificateReview.objects.filter(certificate__in=certificates, decided_at=None)
