"""Authors put their lessons in order until somebody learns from them."""

import pytest
from django.urls import reverse

from cms.models import CoursePage
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def order(world):
    children = CoursePage.objects.get(pk=world.course.pk).get_children().order_by("path")
    return list(children.values_list("slug", flat=True))


def move(world, person, slug, direction):
    client = admin.signed_in(world.people[person])
    lesson = world.course.get_children().get(slug=slug)
    path = reverse("cms:lesson-order", args=[world.course.pk])
    return client.post(path, {"lesson": lesson.pk, "direction": direction}).status_code


def test_up_and_down_and_no_further(world):
    assert order(world) == ["l-0", "l-1"]
    assert move(world, "author_a", "l-1", "up") == 302
    assert order(world) == ["l-1", "l-0"]
    assert move(world, "author_a", "l-1", "up") == 302
    assert order(world) == ["l-1", "l-0"]
    assert move(world, "author_a", "l-1", "down") == 302
    assert order(world) == ["l-0", "l-1"]


def test_once_published_only_those_who_may_publish(world):
    world.course.get_latest_revision().publish()
    assert move(world, "author_a", "l-1", "up") == 403
    assert order(world) == ["l-0", "l-1"]
    assert move(world, "reviewer_a", "l-1", "up") == 302
    assert order(world) == ["l-1", "l-0"]


def test_foreign_courses_and_lessons_are_absent(world):
    assert move(world, "author_b", "l-1", "up") == 404
    own = admin.course(world.b, "Eigener Kurs", owner=world.people["author_b"])
    client = admin.signed_in(world.people["author_b"])
    path = reverse("cms:lesson-order", args=[own.pk])
    foreign = world.course.get_children().first().pk
    assert client.post(path, {"lesson": foreign, "direction": "up"}).status_code == 404
    for absurd in ("x", "9" * 5000):
        assert client.post(path, {"lesson": absurd, "direction": "up"}).status_code == 404
    assert client.get(path).status_code == 200


def test_a_lesson_is_no_course(world):
    client = admin.signed_in(world.people["city"])
    lesson = world.course.get_children().first().pk
    assert client.get(reverse("cms:lesson-order", args=[lesson])).status_code == 404
