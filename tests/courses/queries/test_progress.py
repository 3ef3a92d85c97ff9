import re
from decimal import Decimal

import pytest

from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.queries.progress import (
    Progress,
    course_progress,
    progress_in_words,
    rule_in_words,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, QuizFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def learner(course):
    return enrol(user=UserFactory(), run=course.runs.select_related("course").get(), at=NOW)


def test_counts_come_in_one_statement():
    course = CourseFactory(lessons=4)
    QuizFactory(lesson=course.lessons.first())
    QuizFactory(lesson=course.lessons.last(), is_required=False)
    enrolment = learner(course)
    record_step(
        enrolment=enrolment, lesson=course.lessons.first(), position=0, completed=True, at=NOW
    )
    with expect_statements(1):
        progress = course_progress(enrolment)
    assert (progress.share, progress.completed, progress.required) == (0.25, 1, 4)
    assert (progress.quizzes_passed, progress.quizzes_required) == (0, 1)
    assert progress_in_words(progress) == "1 von 4 Lektionen erledigt, 0 von 1 Test bestanden"


def test_the_rule_in_words():
    course = CourseFactory(lessons=3, required_share=Decimal("0.5"), requires_quizzes=False)
    assert rule_in_words(course) == "Zu bearbeiten sind 2 von 3 Pflichtlektionen."
    other = CourseFactory(lessons=1, required_share=Decimal(1))
    QuizFactory(lesson=other.lessons.get())
    assert rule_in_words(other).endswith("Zu bestehen ist der Test.")


def test_every_page_tells_the_same_progress(client):
    course = CourseFactory(lessons=4, requires_quizzes=False)
    enrolment = learner(course)
    for lesson in course.lessons.all()[:3]:
        record_step(enrolment=enrolment, lesson=lesson, position=0, completed=True, at=NOW)
    client.force_login(enrolment.user)
    pages = [
        "/de/lernen/",
        f"/de/kurse/{course.key}-{course.texts.get().slug}/",
        f"/de/lernen/{enrolment.key}/lektion-1/",
    ]
    for page in pages:
        html = client.get(page).content.decode()
        assert "3 von 4 Lektionen erledigt" in html, page
        assert set(re.findall(r'<progress[^>]* value="(\d+)"', html)) == {"75"}, page
    answer = client.get(f"/api/v1/me/enrolments/{enrolment.key}/progress").json()
    assert (answer["share"], answer["completed"], answer["required"]) == (0.75, 3, 4)


def test_a_course_that_grew_says_so():
    progress = Progress(0.5, 1, 4, 0, 0, has_new_lessons=True)
    words = "1 von 4 Lektionen erledigt (neue Lektionen kamen hinzu)"
    assert progress_in_words(progress) == words
