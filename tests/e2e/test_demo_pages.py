"""The demonstration: real lessons with pictures, tables, code, quizzes and their results."""

import pytest

from courses.actions.enrolment import enrol
from courses.models import Course, Enrolment
from lms.accounts.models import User
from tests.support.barriers import problems
from tests.support.demonstration import demonstration
from tests.support.journeys import sign_in

PASSWORD = "lernkette-demo-2026"


@pytest.fixture
def demo(transactional_db):
    demonstration()
    user = User.objects.get(username="noor")
    for course in Course.objects.all():
        run = course.runs.select_related("course").order_by("pk")[0]
        enrol(user=user, run=run, at=course.published_at)
    return user


def addresses(user):
    found = ["/de/", "/de/kurse/", "/de/partner/", "/de/lernen/", "/en/kurse/"]
    for row in Enrolment.objects.filter(user=user).select_related("course"):
        course = row.course
        found.append(f"/de/kurse/{course.key}-{course.texts.get().slug}/")
        lessons = course.lessons.order_by("position").prefetch_related("quizzes")
        found += [f"/de/lernen/{row.key}/{lesson.slug}/" for lesson in lessons]
        found += [
            f"/de/lernen/{row.key}/{lesson.slug}/quiz/{quiz.key}/"
            for lesson in lessons
            for quiz in lesson.quizzes.all()
        ]
    return found


def files_of_a_first_visit(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/de/kurse/", wait_until="networkidle")
    return {address for address in asked if not address.startswith("data:")}


def test_a_first_visit_is_small_and_no_page_has_barriers(open_browser, demo):
    """One test, because loading the demonstration takes as long as half of it."""
    files = files_of_a_first_visit(open_browser())
    assert 3 < len(files) <= 10, files
    pages = addresses(demo)
    assert len(pages) > 60
    page = open_browser()
    sign_in(page, demo.username, password=PASSWORD)
    wrong = {}
    for address in pages:
        wrong |= problems(page, address)
    assert wrong == {}
