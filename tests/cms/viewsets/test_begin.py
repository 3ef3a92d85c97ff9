"""One page leads to a course and into the editor of its first lesson."""

import pytest
from django.urls import reverse

from cms.models import CoursePage, LessonPage
from cms.onboarding import pages_of
from tests.support import admin

pytestmark = pytest.mark.django_db
URL = "/admin/kurse/neu/"


@pytest.fixture
def world():
    return admin.world()


def values(world, **changes):
    house = pages_of(world.a).get(locale__language_code="de").pk
    return {
        "house": house, "title": "Neu", "summary": "Kurz.", "lesson": "Anfang",
        "licence": "CC-BY-4.0", **changes,
    }  # fmt: skip


def test_the_desk_and_the_menu_lead_there(world):
    page = admin.signed_in(world.people["author_a"]).get("/admin/").content.decode()
    assert page.count(URL) >= 2


def test_the_author_lands_in_the_editor_of_the_first_lesson(world):
    client = admin.signed_in(world.people["author_a"])
    response = client.post(URL, values(world))
    lesson = LessonPage.objects.get(title="Anfang")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert client.get(response["Location"]).status_code == 200
    assert lesson.get_parent().title == "Neu"


def test_an_error_keeps_what_was_typed(world):
    response = admin.signed_in(world.people["author_a"]).post(
        URL, values(world, title="", goals="Mein Ziel")
    )
    assert response.status_code == 422
    assert "Mein Ziel" in response.content.decode()
    assert not CoursePage.objects.filter(summary="Kurz.", title="Neu").exists()


def test_another_house_cannot_be_named(world):
    response = admin.signed_in(world.people["author_b"]).post(URL, values(world))
    assert response.status_code == 422
    assert not CoursePage.objects.filter(title="Neu").exists()
