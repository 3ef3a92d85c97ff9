"""Two people at one page hear of each other, through the wall; a newer version is announced."""

import re

import pytest
from django.urls import reverse

from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


def ping(world, person, page, *, model="coursepage", revision=None, session=0):
    data = {"is_editing": "1"} | ({"revision_id": revision} if revision else {})
    url = reverse("wagtailadmin_editing_sessions:ping", args=["cms", model, page.pk, session])
    return admin.signed_in(world.people[person]).post(url, data)


def test_the_editor_listens_and_the_second_sees_the_first(world):
    client = admin.signed_in(world.people["author_a"])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[world.course.pk]))
    told = re.search(
        r'data-w-swap-src-value="(/admin/editing-sessions/[^"]+)"', edit.content.decode()
    )
    assert told
    assert client.post(told[1], {"is_editing": "1"}).status_code == 200
    seen = admin.signed_in(world.people["admin_a"]).post(told[1], {"is_editing": "1"}).json()
    assert [row["user"] for row in seen["other_sessions"]] == ["alice"]
    assert seen["other_sessions"][0]["is_editing"]


def test_a_version_saved_meanwhile_is_announced(world):
    first = world.course.latest_revision
    world.course.save_revision(user=world.people["admin_a"], changed=False)
    seen = ping(world, "author_a", world.course, revision=first.pk).json()
    assert [row["user"] for row in seen["other_sessions"]] == ["anton"]
    assert seen["other_sessions"][0]["revision_id"] == world.course.latest_revision_id


@pytest.mark.parametrize("person", ["author_b", "learner"])
@pytest.mark.parametrize("model", ["coursepage", "lessonpage", "partnerpage"])
def test_strangers_hear_nothing(world, person, model):
    ping(world, "author_a", world.course)
    assert ping(world, person, world.course, model=model).status_code == 404


def test_of_another_house_no_session_is_found_by_its_number(world):
    number = ping(world, "author_a", world.course).json()["session_id"]
    other = admin.course(world.b, "Anderer", owner=world.people["author_b"])
    answer = ping(world, "author_b", other, session=number).json()
    assert answer["session_id"] != number
    assert answer["other_sessions"] == []
    release = reverse("wagtailadmin_editing_sessions:release", args=[number])
    admin.signed_in(world.people["author_b"]).post(release)
    seen = ping(world, "admin_a", world.course).json()
    assert [row["user"] for row in seen["other_sessions"]] == ["alice"]
