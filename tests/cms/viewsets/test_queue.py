"""The reviewers' pages: what waits, who stands in."""

import pytest
from django.urls import reverse

from cms.models import Deputy
from cms.moderation import submit
from network.enums import Role
from tests.support import admin

pytestmark = pytest.mark.django_db
QUEUE = "/admin/freigaben/"
DEPUTIES = "/admin/freigaben/vertretung/"


@pytest.fixture
def world():
    return admin.world()


def get(world, person, path, **query):
    return admin.signed_in(world.people[person]).get(path, query)


def test_the_queue_leads_to_the_course_and_is_filtered_by_partner(world):
    submit(page=world.course, user=world.people["author_a"])
    foreign = admin.course(world.b, "Kurs B", owner=world.people["author_b"])
    submit(page=foreign, user=world.people["author_b"])
    link, other = (reverse("cms:course-review", args=[p.pk]) for p in (world.course, foreign))
    text = get(world, "city", QUEUE).content.decode()
    assert (link in text, other in text) == (True, True)
    text = get(world, "city", QUEUE, partner=world.b.key).content.decode()
    assert (link in text, other in text) == (False, True)
    text = get(world, "reviewer_a", QUEUE, partner=world.b.key).content.decode()
    assert (link in text, other in text, "Haus B" in text) == (True, False, False)


def test_the_menu_leads_there_whoever_approves(world):
    shown = {
        name: QUEUE in get(world, name, reverse("wagtailadmin_home")).content.decode()
        for name in ("city", "reviewer_a", "author_a")
    }
    assert shown == {"city": True, "reviewer_a": True, "author_a": False}


def test_naming_and_ending_a_deputy(world):
    rolf = admin.member(world.a, Role.REVIEWER, name="rolf")
    client = admin.signed_in(world.people["reviewer_a"])
    sent = {"deputy": f"{world.a.key}:{rolf.key}", "from_on": "2026-12-01"}
    assert client.post(DEPUTIES, sent).status_code == 422
    assert client.post(DEPUTIES, {**sent, "until_on": "2026-11-01"}).status_code == 422
    assert client.post(DEPUTIES, {**sent, "until_on": "2026-12-24"}).status_code == 302
    assert "rolf" in client.get(DEPUTIES).content.decode()
    row = Deputy.objects.get()
    end = reverse("cms:deputy-end", args=[row.key])
    assert admin.signed_in(world.people["city"]).post(end).status_code == 404
    assert client.post(end).status_code == 302
    assert not Deputy.objects.exists()


def test_who_reviews_alone_is_told_that_the_city_does(world):
    text = get(world, "reviewer_a", DEPUTIES).content.decode()
    assert "Stadtverwaltung" in text
    assert "<select" not in text
