import pytest

from courses.actions.certificate import revoke_certificate
from courses.actions.enrolment import enrol, leave
from courses.actions.progress import record_step
from courses.enums import RevocationReason
from courses.models import Certificate
from courses.queries.learner import learning, own_enrolment, resume_lesson
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, QuizFactory

pytestmark = pytest.mark.django_db


def row_for(user, course):
    return enrol(user=user, run=course.runs.select_related("course").get(), at=NOW)


def step(row, slug, *, done, position=0):
    lesson = row.course.lessons.get(slug=slug)
    record_step(enrolment=row, lesson=lesson, position=position, completed=done, at=NOW)
    row.refresh_from_db()


def test_running_and_finished_are_apart():
    user = UserFactory()
    courses = [CourseFactory(lessons=1, requires_quizzes=False) for _ in range(3)]
    rows = [row_for(user, course) for course in courses]
    step(rows[0], "lektion-0", done=True)
    leave(enrolment=rows[1], at=NOW)
    found = learning(user, "de")
    assert [card.enrolment.pk for card in found.running] == [rows[2].pk]
    assert [card.waits_for_name for card in found.finished] == [True]
    assert found.current.enrolment.pk == rows[2].pk


def test_only_the_owner_finds_an_enrolment():
    row = row_for(UserFactory(), CourseFactory())
    assert own_enrolment(row.user, row.key).pk == row.pk
    assert own_enrolment(UserFactory(), row.key) is None


def test_where_to_go_on():
    row = row_for(UserFactory(), CourseFactory(lessons=3, requires_quizzes=False))
    assert resume_lesson(row)[0].slug == "lektion-0"
    step(row, "lektion-1", done=False, position=300)
    assert (resume_lesson(row)[0].slug, resume_lesson(row)[1]) == ("lektion-1", 300)
    step(row, "lektion-1", done=True)
    assert resume_lesson(row)[0].slug == "lektion-2"
    step(row, "lektion-2", done=True)
    assert resume_lesson(row)[0].slug == "lektion-0"


def certified(user):
    User.objects.filter(pk=user.pk).update(
        certificate_name="Ada", certificate_name_confirmed_at=NOW
    )
    user.refresh_from_db()
    row = row_for(user, CourseFactory(lessons=1, requires_quizzes=False))
    step(row, "lektion-0", done=True)
    return row


def test_a_certificate_stays_within_reach_after_leaving():
    row = certified(UserFactory())
    leave(enrolment=row, at=NOW)
    found = learning(row.user, "de")
    assert (found.running, found.finished) == ([], [])
    assert [card.enrolment.pk for card in found.kept] == [row.pk]


def test_a_revoked_certificate_does_not_wait_for_a_name():
    row = certified(UserFactory())
    revoke_certificate(
        code=Certificate.objects.get().code, reason=RevocationReason.ERROR, actor=None, at=NOW
    )
    card = learning(row.user, "de").finished[0]
    assert (card.waits_for_name, card.certificates[0].state) == (False, "revoked")


def test_when_only_the_test_is_missing_it_is_where_to_go_on():
    course = CourseFactory(lessons=3)
    QuizFactory(lesson=course.lessons.get(slug="lektion-1"))
    row = row_for(UserFactory(), course)
    for number in range(3):
        step(row, f"lektion-{number}", done=True)
    assert resume_lesson(row)[0].slug == "lektion-1"
