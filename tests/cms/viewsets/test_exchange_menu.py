import pytest
from django.urls import reverse

from cms.viewsets.exchange_menu import course_buttons
from tests.support import admin

pytestmark = pytest.mark.django_db


def test_ways_stand_at_courses_only():
    world = admin.world()
    user = world.people["author_a"]
    urls = [button.url for button in course_buttons(world.course, user, "edit")]
    assert urls == [
        reverse("cms:document-upload", args=[world.course.pk]),
        reverse("cms:course-download", args=[world.course.pk]),
    ]
    assert list(course_buttons(world.course.get_first_child(), user, "edit")) == []
    menu = admin.signed_in(user).get("/admin/").content.decode()
    assert reverse("cms:import-list") in menu
