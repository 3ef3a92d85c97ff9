import pytest

from cms.demo.learning import load_learning
from courses.models import Certificate, Enrolment, LessonProgress, QuizAttempt
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db
TITLES = {"konten": "Sichere Konten"}


def content(**plan):
    return {"people": [{"username": "lena", "learns": [{"course": "konten", **plan}]}]}


def test_some_have_begun_and_loading_again_adds_nothing():
    build()
    user = UserFactory(username="lena")
    for _ in range(2):
        load_learning(content(lessons=2), TITLES, at=NOW)
    enrolment = Enrolment.objects.get()
    assert (enrolment.user, enrolment.completed_at) == (user, None)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 2
    assert not QuizAttempt.objects.exists()


@pytest.mark.parametrize(("quizzes", "is_done"), [("passed", True), ("failed", False)])
def test_some_took_the_test(quizzes, is_done):
    build()
    UserFactory(username="lena", certificate_name="Ada", certificate_name_confirmed_at=NOW)
    load_learning(content(lessons=3, quizzes=quizzes), TITLES, at=NOW)
    assert (Enrolment.objects.get().completed_at == NOW) is is_done
    assert Certificate.objects.count() == is_done
