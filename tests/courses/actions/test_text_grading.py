from datetime import timedelta

import pytest

from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_review import keep_certificate
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.actions.quiz import TooEarlyError, start_attempt, submit_attempt
from courses.actions.text_grading import (
    GradedMeanwhileError,
    RubricError,
    grade_text,
    reveal_name,
)
from courses.models import Certificate, CertificateReview, QuizAttempt, RunContact, TextGrade
from courses.queries.certificate_review import open_reviews
from lms.records.models import AuditEvent, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    """A text of a learner who has done everything else of the course."""
    course = build(kinds=["single", "free_text"]).course
    user = UserFactory(certificate_name="Jana Jung", certificate_name_confirmed_at=NOW)
    run = course.runs.select_related("course").get()
    enrolment = enrol(user=user, run=run, at=NOW)
    for lesson in course.lessons.all():
        record_step(enrolment=enrolment, lesson=lesson, position=0, completed=True, at=NOW)
    quiz = course.lessons.get(slug="schritt-3").quizzes.get()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
    right = next(shown for shown, own in attempt.frozen["items"][0]["options"] if own == "b")
    submit_attempt(attempt=attempt, answers={0: [right], 1: "So etwa."}, at=NOW)
    return attempt.responses.select_related("version").get(position=1)


def graded(response, points=(3, 2), revision=0, **values):
    row = type(response).objects.get(pk=response.pk)
    grade_text(
        **{"comment": "Gut.", "grader": UserFactory(), "at": NOW, **values},
        response=row, points=points, revision=revision,
    )  # fmt: skip
    return QuizAttempt.objects.select_related("enrolment").get(pk=row.attempt_id)


def test_only_a_complete_grade_passes_finishes_and_is_told(response):
    attempt = QuizAttempt.objects.get()
    assert (attempt.state, attempt.points, attempt.is_passed) == ("waiting", 1, None)
    assert not Certificate.objects.exists()
    with pytest.raises(TooEarlyError):
        start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz, at=NOW)
    attempt = graded(response)
    assert (attempt.state, attempt.points, attempt.is_passed) == ("submitted", 6, True)
    assert attempt.enrolment.completed_at == NOW
    assert Certificate.objects.get().state == "valid"
    mail = OutboxMessage.objects.get(kind="text_graded")
    assert attempt.enrolment.key in mail.text
    event = AuditEvent.objects.get(action="attempt.grade")
    assert event.data == {"position": 1, "points": [3, 2], "revision": 1}


@pytest.mark.parametrize("points", [(4, 0), (-1, 0), (1,), (1, 1, 1)])
def test_points_fit_the_rubric(response, points):
    with pytest.raises(RubricError):
        graded(response, points)
    assert QuizAttempt.objects.get().state == "waiting"


def test_of_two_graders_the_second_is_told_and_nothing_is_lost(response):
    graded(response, (1, 0))
    with pytest.raises(GradedMeanwhileError):
        graded(response, (3, 2))
    assert TextGrade.objects.get().points == [1, 0]
    assert graded(response, (3, 2), revision=1).points == 6
    assert TextGrade.objects.get().revision == 2
    assert AuditEvent.objects.filter(action="attempt.grade").count() == 2
    assert OutboxMessage.objects.filter(kind="text_graded").count() == 2


def test_a_worse_grade_takes_no_certificate_away(response):
    graded(response)
    attempt = graded(response, (0, 0), revision=1)
    certificate = Certificate.objects.get()
    assert (attempt.is_passed, certificate.state) == (False, "valid")
    assert attempt.enrolment.completed_at == NOW
    reviews = open_reviews(Certificate.objects.all())
    assert [review.certificate for review in reviews] == [certificate]
    graded(response, (1, 0), revision=2)
    assert reviews.count() == 1
    later = NOW + timedelta(days=1)
    assert keep_certificate(certificate=certificate, actor=UserFactory(), at=later)
    assert not keep_certificate(certificate=certificate, actor=UserFactory(), at=later)
    assert CertificateReview.objects.get().decided_at == later


def test_who_revokes_has_decided(response):
    graded(response)
    graded(response, (0, 0), revision=1)
    code = Certificate.objects.get().code
    revoke_certificate(code=code, reason="error", actor=UserFactory(), at=NOW)
    assert not open_reviews(Certificate.objects.all()).exists()


def test_whose_text_it_is_is_told_and_logged(response):
    grader = UserFactory()
    assert reveal_name(response=response, grader=grader, at=NOW) == "Person 1"
    RunContact.objects.create(enrolment=response.attempt.enrolment, name="Frau Jung")
    response.attempt.enrolment.refresh_from_db()
    assert reveal_name(response=response, grader=grader, at=NOW) == "Frau Jung"
    events = AuditEvent.objects.filter(action="attempt.name")
    assert [event.actor_key for event in events] == [grader.key, grader.key]
