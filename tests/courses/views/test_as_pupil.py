"""A class lead tries a course as pupil; nothing is stored, nothing that counts is graded."""

import pytest
from django.contrib.sessions.models import Session

from courses.models import Enrolment, LessonProgress, QuestionVersion, QuizAttempt
from network.enums import PartnerState, Role
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, QuizFactory
from tests.factories.network import MembershipFactory
from tests.support.admin import signed_in
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def base(course):
    return f"/de/kurse/{course.key}-sicher-im-netz/"


def trial(course, rest=""):
    return f"{base(course)}als-lernende/{rest}"


@pytest.fixture
def lead():
    return signed_in(MembershipFactory(role=Role.LEAD).user)


@pytest.fixture
def course():
    made = CourseFactory(requires_quizzes=True)
    for position in range(3):
        lesson = LessonFactory(course=made, position=position)
        if position < 2:
            quiz = QuizFactory(lesson=lesson, is_required=position == 1, titles={"de": "Test"})
            lesson.contents.update(segments=[{"kind": "quiz", "quiz": quiz.source_key}])
    return made


def quiz_address(course, position):
    lesson = course.lessons.get(position=position)
    return trial(course, f"{lesson.slug}/quiz/{lesson.quizzes.get().key}/")


def test_the_course_page_offers_leads_both_ways(course, lead, client):
    html = words(lead.get(base(course)))
    assert "Als Schülerin oder Schüler ausprobieren" in html
    assert f'href="{trial(course)}"' in html
    assert f'href="/de/klassen/?kurs={course.key}"' in html
    assert "Mit meiner Klasse nutzen" in html
    for other in (client, signed_in(UserFactory()), signed_in(MembershipFactory().user)):
        assert "ausprobieren</span>" not in words(other.get(base(course)))


def test_a_lead_goes_through_every_lesson_and_stores_nothing(course, lead):
    first = lead.get(trial(course))
    assert (first.status_code, first["Location"]) == (303, trial(course, "lektion-0/"))
    sessions = Session.objects.count()
    for position in range(3):
        html = words(lead.get(trial(course, f"lektion-{position}/")))
        assert f"Lektion {position + 1} von 3" in html
        assert "Gespeichert wird nichts." in html
        is_last = position == 2
        assert (f'lektion-{position + 1}/"><span class="kern-label">Weiter' in html) is not is_last
    for model in (Enrolment, LessonProgress, QuizAttempt):
        assert not model.objects.exists()
    assert Session.objects.count() == sessions


def test_practice_is_graded_and_not_stored(course, lead):
    page = quiz_address(course, 0)
    assert "Auswerten" in words(lead.get(page))
    html = words(lead.post(page, {"f0": "b", "f1": "a"}))
    assert "Ergebnis" in html
    assert "Genau." in html
    assert not QuizAttempt.objects.exists()


def test_what_counts_is_shown_without_solution_and_never_graded(course, lead):
    page = quiz_address(course, 1)
    html = words(lead.get(page))
    assert "Was ist ein sicheres Passwort?" in html
    assert "Dieser Test zählt für den Abschluss" in html
    assert "Auswerten" not in html
    # Ids of options say nothing: the stored ones would repeat where a question came from a file.
    assert 'value="a"' not in html
    assert 'value="b"' not in html
    refused = lead.post(page, {"f0": "b"})
    assert refused.status_code == 409
    for secret in ("Genau.", "Zu kurz.", "Länge schützt.", "Richtig"):
        assert secret not in words(refused), secret
        assert secret not in html, secret


def test_a_pool_that_counts_gives_the_same_questions_every_time(course, lead):
    lesson = course.lessons.get(position=1)
    quiz = lesson.quizzes.get()
    part = quiz.parts.first()
    pool = list(QuestionVersion.objects.values_list("pk", flat=True))
    for number, pk in enumerate(pool):
        version = QuestionVersion.objects.get(pk=pk)
        version.content["prompt"] = f"Frage aus dem Vorrat {number}?"
        QuestionVersion.objects.filter(pk=pk).update(content=version.content)
    quiz.parts.exclude(pk=part.pk).delete()
    quiz.parts.filter(pk=part.pk).update(version=None, pool=pool, draw_count=1)
    shown = {
        number
        for _ in range(6)
        for number in range(len(pool))
        if f"Vorrat {number}?" in words(lead.get(quiz_address(course, 1)))
    }
    assert shown == {0}


def test_explained_later_means_nothing_to_practise_yet(course, lead):
    quiz = course.lessons.get(position=0).quizzes.get()
    quiz.feedback_timing, quiz.feedback_at = "close", "2099-01-01T00:00:00Z"
    quiz.save()
    for page in (
        lead.get(quiz_address(course, 0)),
        lead.post(quiz_address(course, 0), {"f0": "b"}),
    ):
        assert "Hier üben können Sie ab" in words(page)
        assert "Genau." not in words(page)


def test_for_all_others_it_is_absent(course, lead, client):
    page = trial(course, "lektion-0/")
    assert client.get(page).status_code == 302
    learner = EnrolmentFactory(course=course).user
    closed = MembershipFactory(role=Role.LEAD, partner__state=PartnerState.ARCHIVED).user
    for user in (learner, MembershipFactory().user, UserFactory(is_city_staff=True), closed):
        for address in (trial(course), page, quiz_address(course, 0)):
            assert signed_in(user).get(address).status_code == 404
    assert lead.get(trial(course, "nichts-da/")).status_code == 404
    assert lead.get(trial(course, "lektion-0/quiz/zzzzzzzzzz/")).status_code == 404
    assert lead.get(trial(course, "lektion-0/datei/zzzzzzzzzz/")).status_code == 404


def test_only_published_courses_and_lessons_still_taught(lead):
    course = CourseFactory(state="retired", lessons=1)
    assert lead.get(trial(course)).status_code == 404
    assert "ausprobieren</span>" not in lead.get(base(course)).content.decode()
    assert lead.get(trial(CourseFactory())).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_lesson_costs_the_same_however_long_the_course(lead, rows):
    course = CourseFactory(lessons=rows)
    lead.get(trial(course, "lektion-0/"))
    with expect_statements(4):  # user, leads, text, body
        html = words(lead.get(trial(course, "lektion-0/")))
    assert f"Lektion 1 von {rows}" in html
