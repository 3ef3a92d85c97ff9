"""What the admin offers to whom."""

import json
import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.site_summary import PagesSummaryItem, SiteSummaryPanel

from cms.onboarding import pages_of
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def entries(world, person):
    text = admin.signed_in(world.people[person]).get("/admin/").content.decode()
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', text, re.DOTALL)
    names = re.findall(r'"name": "([\w-]+)"', json.dumps(json.loads(found[1]))) if found else []
    return set(names), text


@pytest.mark.parametrize(
    ("person", "there", "absent"),
    [
        ("author_a", {"explorer", "images", "documents", "questions", "partners"},
         {"people", "reports", "settings", "help", "snippets"}),
        ("admin_a", {"questions", "people"}, {"reports", "settings"}),
        ("city", {"explorer", "questions", "people", "reports"}, set()),
        ("platform", {"settings"}, {"explorer", "questions", "people", "partners", "reports"}),
    ],
)  # fmt: skip
def test_the_menu_leads_nowhere_closed(world, person, there, absent):
    names, _text = entries(world, person)
    assert there <= names
    assert not absent & names


@pytest.mark.parametrize("person", ["reviewer_a", "city"])
def test_the_editor_of_a_partner_page_offers_no_direct_publishing(world, person):
    client = admin.signed_in(world.people[person])
    text = client.get(reverse("wagtailadmin_pages:edit", args=[world.course.pk])).content.decode()
    assert 'name="action-publish"' not in text
    assert 'name="action-submit"' not in text  # a course is submitted as a whole
    house = pages_of(world.a).first().pk
    text = client.get(reverse("wagtailadmin_pages:edit", args=[house])).content.decode()
    assert 'name="action-submit"' in text
    parent = pages_of(world.a).first().pk
    path = reverse("wagtailadmin_pages:add", args=["cms", "coursepage", parent])
    assert 'name="action-publish"' not in client.get(path).content.decode()


def test_city_pages_are_published_directly(world):
    client = admin.signed_in(world.people["city"])
    home = pages_of(world.a).first().get_parent().get_parent()
    text = client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).content.decode()
    assert 'name="action-publish"' in text


def test_a_course_leads_to_its_review(world):
    client = admin.signed_in(world.people["author_a"])
    review = reverse("cms:course-review", args=[world.course.pk])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[world.course.pk])).content.decode()
    assert review in edit
    parent = pages_of(world.a).get(locale__language_code="de").pk
    listing = client.get(reverse("wagtailadmin_explore", args=[parent])).content.decode()
    assert review in listing
    home = pages_of(world.a).first().get_parent().pk
    assert "/admin/freigabe/" not in client.get(
        reverse("wagtailadmin_explore", args=[home])
    ).content.decode().replace(reverse("cms:course-review", args=[parent]), "")


@pytest.mark.parametrize(("person", "is_told"), [("author_a", False), ("city", True)])
def test_only_the_city_is_told_how_many_pages_there_are(world, person, is_told):
    request = RequestFactory().get("/admin/")
    request.user = world.people[person]
    items = SiteSummaryPanel(request).summary_items
    assert any(isinstance(item, PagesSummaryItem) for item in items) is is_told
