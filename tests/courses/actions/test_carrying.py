import pytest

from courses.actions.carrying import carry_over
from courses.models import QuizAttempt
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    QuestionVersionFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db


def test_an_attempt_follows_a_chain_of_corrections_once(django_assert_num_queries):
    first = QuestionVersionFactory()
    second = QuestionVersionFactory(question=first.question, number=2)
    third = QuestionVersionFactory(question=first.question, number=3)
    course = CourseFactory(lessons=1)
    attempt = QuizAttempt.objects.create(
        enrolment=EnrolmentFactory(course=course), quiz=QuizFactory(lesson=course.lessons.get()),
        number=1, started_at=NOW, frozen={"items": [{"version": first.pk, "options": []}]},
    )  # fmt: skip
    row = attempt.responses.create(position=0, version=first, answer=["a"], saved_at=NOW)
    with django_assert_num_queries(1):
        assert carry_over(attempt) == set()
    first.corrected_by, second.corrected_by = second, third
    first.save()
    second.save()
    assert [carry_over(attempt), carry_over(attempt)] == [{0}, set()]
    row.refresh_from_db()
    attempt.refresh_from_db()
    assert (row.version, attempt.frozen["items"][0]["version"]) == (third, third.pk)
