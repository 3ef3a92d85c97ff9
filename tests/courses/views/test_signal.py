import pytest

from courses.models import LessonSignal
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1))
    client.force_login(enrolment.user)
    return enrolment


def path(enrolment, slug="lektion-0"):
    return f"/de/lernen/{enrolment.key}/{slug}/"


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [("broken", "nicht wer es war", 1), ("Anna war es", "Bitte wählen Sie aus", 0)],
)
def test_a_signal_leads_back_to_the_lesson_with_a_word(client, enrolment, kind, words, kept):
    assert 'value="broken"' in client.get(path(enrolment)).content.decode()
    answer = client.post(path(enrolment) + "melden/", {"kind": kind})
    assert (answer.status_code, answer["Location"]) == (303, path(enrolment))
    assert words in client.get(path(enrolment)).content.decode()
    assert LessonSignal.objects.filter(enrolment=enrolment, kind=kind).count() == kept


def test_looking_says_nothing(client, enrolment):
    assert client.get(path(enrolment) + "melden/").status_code == 405
    assert not LessonSignal.objects.exists()


def test_foreign_enrolments_and_lessons_are_absent(client, enrolment):
    LessonFactory(course=CourseFactory(), slug="fremd")
    sent = {"kind": "more"}
    assert client.post(path(enrolment, "fremd") + "melden/", sent).status_code == 404
    client.force_login(UserFactory())
    assert client.post(path(enrolment) + "melden/", sent).status_code == 404
    client.logout()
    assert "/konto/anmelden/" in client.post(path(enrolment) + "melden/", sent)["Location"]
    assert not LessonSignal.objects.exists()


def test_the_trial_does_not_ask(client):
    course = CourseFactory()
    LessonFactory(course=course, slug="offen", is_open=True)
    html = client.get(f"/de/kurse/{course.key}-sicher-im-netz/probe/offen/").content.decode()
    assert "Inhalt von offen" in html
    assert "Fehlt hier etwas" not in html
