"""Whose a medium is says any author of the house, but not once it is public."""

import pytest
from django.urls import reverse

from cms.models import CourseFile
from cms.moderation import send_back, submit
from cms.onboarding import collection_of
from cms.viewsets.rights import FORMS
from tests.support import admin

pytestmark = pytest.mark.django_db

RIGHTS = {"creator": "Mia", "source_url": "https://bilder.example/", "licence": "CC-BY-4.0"}


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def picture(world):
    return admin.image(world.a, "Foto", by=world.people["admin_a"])


def send(world, person, route, medium, **data):
    path = reverse(f"cms:{route}", args=[medium.pk])
    return admin.signed_in(world.people[person]).post(path, {**RIGHTS, **data})


def test_a_colleague_says_whose_it_is(world, picture):
    file = CourseFile.objects.create(title="Blatt", file="x.txt", collection=collection_of(world.a))
    for route, medium in (("image-rights", picture), ("file-rights", file)):
        assert send(world, "author_a", route, medium, is_ai_made="on").status_code == 302
        medium.refresh_from_db()
        assert (medium.creator, medium.licence, medium.is_ai_made) == ("Mia", "CC-BY-4.0", True)
        assert send(world, "author_b", route, medium, creator="Bob").status_code == 404
        medium.refresh_from_db()
        assert medium.creator == "Mia"


@pytest.mark.parametrize("source", ["javascript:alert(1)", "bilder", "ftp://a.example/"])
def test_sources_are_addresses_of_pages(world, picture, source):
    answer = send(world, "author_a", "image-rights", picture, source_url=source)
    assert answer.status_code == 422
    assert list(answer.context_data["form"].errors) == ["source_url"]


def shown(world, picture):
    world.course.image, world.course.image_alt = picture, "Raps"
    world.course.has_legible_images = True
    world.course.save_revision(user=world.people["author_a"])


def test_what_is_public_is_changed_by_the_city_only(world, picture):
    shown(world, picture)
    world.course.get_latest_revision().publish()
    assert send(world, "author_a", "image-rights", picture).status_code == 409
    picture.refresh_from_db()
    assert picture.licence == ""
    assert send(world, "city", "image-rights", picture).status_code == 302
    picture.refresh_from_db()
    assert picture.licence == "CC-BY-4.0"


def test_what_waits_for_approval_keeps_its_rights(world, picture):
    shown(world, picture)
    answers = [send(world, "author_a", "image-rights", picture)]
    submit(page=world.course, user=world.people["author_a"])
    answers.append(send(world, "author_a", "image-rights", picture, creator="Bob"))
    picture.refresh_from_db()
    assert picture.creator == "Mia"
    send_back(page=world.course, user=world.people["city"], comment="")
    answers.append(send(world, "author_a", "image-rights", picture, creator="Bob"))
    assert [answer.status_code for answer in answers] == [302, 409, 302]
    assert "zurückzugeben" in answers[1].content.decode()


def test_only_rights_can_be_sent_and_only_known_licences(world, picture):
    fields = ["creator", "source_url", "licence", "is_ai_made"]
    assert [list(form_class().fields) for form_class in FORMS.values()] == [fields, fields]
    answer = send(world, "author_a", "image-rights", picture, licence="WTF", title="Neu")
    assert list(answer.context_data["form"].errors) == ["licence"]
    picture.refresh_from_db()
    assert (picture.title, picture.licence) == ("Foto", "")
