"""What several queries are asked about."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.quiz import start_attempt
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, build


@pytest.fixture
def attempt():
    world = build()
    run = world.course.runs.select_related("course").get()
    enrolment = enrol(user=UserFactory(), run=run, at=NOW)
    quiz = world.course.lessons.get(slug="schritt-3").quizzes.get()
    return start_attempt(enrolment=enrolment, quiz=quiz, at=NOW)
