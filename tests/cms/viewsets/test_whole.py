"""Wagtail's own buttons take no course past its check."""

import pytest
from django.urls import reverse

from cms.models import CourseImage, LessonPage
from cms.moderation import submit
from cms.onboarding import pages_of
from cms.viewsets.whole import SUBMITTING, is_part_of_course
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def test_pages_of_courses_are_known_before_they_are_saved(world):
    house, lesson = pages_of(world.a).first(), world.course.get_children().first()
    assert is_part_of_course(world.course, None)
    assert is_part_of_course(lesson, None)
    assert is_part_of_course(LessonPage(), world.course)
    assert is_part_of_course(None, house)
    assert not is_part_of_course(house, None)
    assert not is_part_of_course(None, house.get_parent())
    assert not is_part_of_course(None, None)


@pytest.mark.parametrize("field", SUBMITTING)
def test_no_part_is_submitted_by_itself(world, field):
    client = admin.signed_in(world.people["author_a"])
    paths = [
        reverse("wagtailadmin_pages:edit", args=[world.course.pk]),
        reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", world.course.pk]),
    ]
    for path in paths:
        assert client.post(path, {field: "true", "title": "Still"}).status_code == 403
    assert not world.course.workflow_states.exists()
    assert world.course.get_children().count() == 2


def test_wagtails_approval_asks_the_check_of_the_whole_course(world):
    author = world.people["author_a"]
    picture = admin.image(world.a, "Bild", by=author, licence="CC0-1.0")
    lesson, other = (page.specific for page in world.course.get_children())
    world.course.has_legible_images = True
    other.body = [("picture", {"image": picture, "alt": "Feld"})]
    for page in (world.course, other):
        page.save_revision(user=author)
    submit(page=world.course, user=author)
    CourseImage.objects.filter(pk=picture.pk).update(licence="")
    lesson.refresh_from_db()
    state = lesson.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    client = admin.signed_in(world.people["city"])
    assert client.post(path).status_code == 403
    lesson.refresh_from_db()
    assert not lesson.live
