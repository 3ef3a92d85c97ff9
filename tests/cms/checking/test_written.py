"""What is checked: the newest drafts, what approval would publish, or what is live."""

import pytest

from cms.checking.written import after_approval, courses_at, live, newest_draft
from cms.moderation import approve, submit
from cms.onboarding import pages_of
from tests.support import admin

pytestmark = pytest.mark.django_db


def titles(course):
    return [lesson.title for lesson in course.lessons]


def rename(lesson, title, by=None):
    lesson.title = title
    lesson.save_revision(user=by)


def test_courses_at_around_and_below_a_page():
    world = admin.world()
    second = admin.course(world.a, "Zweiter")
    house = pages_of(world.a).get(locale__language_code="de")
    assert courses_at(house) == [world.course, second]
    assert courses_at(world.course.get_children().first()) == [world.course]
    assert courses_at(pages_of(world.b).first()) == []


def test_each_way_of_reading_shows_its_own_state():
    world = admin.world()
    author = world.people["author_a"]
    lessons = [page.specific for page in world.course.get_children()]
    both = ["vor dem Einreichen", lessons[1].title]
    rename(lessons[0], both[0], author)
    submit(page=world.course, user=author)
    (course,) = courses_at(world.course)
    assert titles(live(course)) == []
    assert titles(newest_draft(course)) == titles(after_approval(course)) == both
    rename(lessons[0], "nach dem Einreichen", author)
    (course,) = courses_at(world.course)
    assert titles(newest_draft(course))[0] == "nach dem Einreichen"
    assert titles(after_approval(course)) == []  # the edit took the submission back
    submit(page=world.course, user=author)
    approve(page=world.course, user=world.people["city"])
    rename(lessons[1], "neuer Entwurf", author)
    (course,) = courses_at(world.course)
    assert titles(newest_draft(course))[1] == "neuer Entwurf"
    assert titles(after_approval(course)) == titles(live(course))
    assert titles(live(course))[1] != "neuer Entwurf"


@pytest.mark.parametrize("lessons", [1, 3])
def test_the_number_of_lessons_costs_nothing(django_assert_num_queries, lessons):
    admin.tree()
    house = admin.partner("Haus A", "haus-a")
    admin.course(house, "Kurs", lessons=lessons)
    (course,) = courses_at(pages_of(house).get(locale__language_code="de"))
    with django_assert_num_queries(7):
        assert len(newest_draft(course).lessons) == lessons
    with django_assert_num_queries(7):
        assert after_approval(course).lessons == ()


def test_lists_come_from_the_draft_and_the_language_from_the_page():
    world = admin.world()
    page = world.course
    page.stages = []
    page.save_revision()
    (course,) = courses_at(page)
    draft = newest_draft(course)
    assert draft.language == "de"
    assert not draft.page.stages.exists()
    assert course.stages.exists()
    assert list(draft.blocks("heading")) == []
    assert len(list(draft.blocks("text"))) == 2
