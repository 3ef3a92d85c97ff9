"""Inviting, accepting, declining and taking back, through the pages."""

import pytest

from cms.models import CourseGuest, CoursePageProvider
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = admin.world()
    world.course.providers = [CoursePageProvider(partner=world.b)]
    world.course.save_revision()
    return world


def url(world):
    return f"/admin/mitschreibende/{world.course.pk}/"


def invite(world, email):
    client = admin.signed_in(world.people["author_a"])
    return client.post(url(world), {"email": email}, follow=True)


def test_the_answer_is_the_same_whoever_it_is(world):
    emails = [world.people["author_b"].email, "niemand@example.org"]
    pages = [invite(world, email).content.decode() for email in emails]
    assert all("eingeladen" in page for page in pages)
    assert set(CourseGuest.objects.values_list("email", "user")) == {(e, None) for e in emails}


@pytest.mark.parametrize("email", ["", "keine-adresse"])
def test_no_address_no_invitation(world, email):
    assert invite(world, email).status_code == 422
    assert not CourseGuest.objects.exists()


def test_accepted_on_the_desk_and_withdrawn_by_the_house(world):
    user = world.people["author_b"]
    invite(world, user.email)
    guest = CourseGuest.objects.get()
    client = admin.signed_in(user)
    client.post(f"/admin/mitschreibende/antwort/{guest.key}/")
    assert admin.SENTINEL in client.get("/admin/").content.decode()
    admin.signed_in(world.people["admin_a"]).post(f"{url(world)}{guest.key}/entfernen/")
    assert not CourseGuest.objects.exists()
    assert admin.SENTINEL not in client.get("/admin/").content.decode()


def test_declined_is_forgotten(world):
    user = world.people["author_b"]
    invite(world, user.email)
    client = admin.signed_in(user)
    address = f"/admin/mitschreibende/antwort/{CourseGuest.objects.get().key}/"
    assert admin.signed_in(world.people["admin_b"]).post(address).status_code == 404
    client.post(address, {"ablehnen": "1"})
    assert not CourseGuest.objects.exists()
