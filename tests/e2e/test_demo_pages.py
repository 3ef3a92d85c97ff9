"""The demonstration: real lessons with pictures, tables, code, quizzes and their results."""

import pytest
from django.core.management import call_command

from courses.actions.enrolment import enrol
from courses.models import Course, Enrolment
from lms.accounts.models import User
from tests.support.barriers import problems

PASSWORD = "lernkette-demo-2026"
# Every page on a phone, every third one wide and dark.
SIZES = [(320, False, 1), (1280, True, 3)]


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo")
    user = User.objects.get(username="noor")
    for course in Course.objects.all():
        run = course.runs.select_related("course").order_by("pk")[0]
        enrol(user=user, run=run, at=course.published_at)
    return user


def sign_in(page, name):
    page.goto("/de/konto/anmelden/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/lernen/**")


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


def test_every_course_and_lesson(open_browser, demo):
    wrong = {}
    pages = addresses(demo)
    assert len(pages) > 60
    for width, dark, step in SIZES:
        page = open_browser(width=width, dark=dark)
        sign_in(page, demo.username)
        for address in pages[::step]:
            if found := problems(page, address):
                wrong[f"{address} {width}"] = found
    assert wrong == {}
