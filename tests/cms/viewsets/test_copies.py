"""What one may copy is listed; the rest does not exist."""

import pytest
from django.urls import reverse

from cms.models import CoursePage
from cms.onboarding import pages_of
from tests.support import admin
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
URL = "/admin/kurse/kopieren/"


@pytest.fixture
def world():
    return admin.world()


def test_only_published_courses_under_a_free_licence_of_others(world):
    client = admin.signed_in(world.people["author_b"])
    assert admin.SENTINEL not in client.get(URL).content.decode()
    assert client.get(f"{URL}{world.course.pk}/").status_code == 404
    world.course.save_revision().publish()
    assert admin.SENTINEL in client.get(URL, {"q": "sentinel"}).content.decode()
    assert "Kein Kurs gefunden." in client.get(URL, {"q": "nichts davon"}).content.decode()
    CoursePage.objects.update(licence="LicenseRef-all-rights-reserved")
    assert client.get(f"{URL}{world.course.pk}/").status_code == 404


def test_a_copy_leads_to_itself(world):
    world.course.save_revision().publish()
    house = pages_of(world.b).get(locale__language_code="de")
    client = admin.signed_in(world.people["author_b"])
    response = client.post(f"{URL}{world.course.pk}/", {"house": house.pk, "title": "Unser Kurs"})
    made = CoursePage.objects.get(title="Unser Kurs")
    assert response["Location"] == reverse("wagtailadmin_explore", args=[made.pk])
    assert made.is_child_of(house)


def test_nobody_copies_into_another_house(world):
    house = pages_of(world.b).get(locale__language_code="de")
    client = admin.signed_in(world.people["author_a"])
    response = client.post(f"{URL}{world.course.pk}/", {"house": house.pk, "title": "Fremd"})
    assert response.status_code == 422
    assert not CoursePage.objects.filter(title="Fremd").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(world, rows):
    for number in range(rows - 1):
        admin.course(world.a, f"Kurs {number}", lessons=0)
    from cms.scope import Scope
    from cms.viewsets.copies import _courses, _rows

    scope = Scope(world.people["author_a"])
    assert scope.house_paths
    with expect_statements(2):  # courses; the pages of their partners
        assert len(_rows(list(_courses(scope)))) == rows
