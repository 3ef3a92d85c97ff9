"""Copied media are new rows with their own files, made once however often they are named."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.authoring.media import CopiedMedia
from cms.onboarding import collection_of
from tests.factories.cms import document
from tests.support import admin

pytestmark = pytest.mark.django_db
Image, Document = get_image_model(), get_document_model()


@pytest.fixture
def media():
    world = admin.world()
    user = world.people["author_b"]
    return world, CopiedMedia(collection=collection_of(world.b), user=user)


def test_an_image_keeps_what_was_said_about_it(media):
    world, copied = media
    source = admin.image(world.a, "Bild")
    source.focal_point_x = source.focal_point_y = 3
    source.save()
    source.tags.add("Katze")
    made = Image.objects.get(pk=copied.image(source.pk))
    assert copied.image(source.pk) == made.pk
    assert (made.title, made.focal_point_x, list(made.tags.names())) == ("Bild", 3, ["Katze"])
    assert (made.collection, made.uploaded_by_user.username) == (collection_of(world.b), "bob")
    assert made.file.name != source.file.name
    assert Image.objects.get(pk=source.pk).collection == collection_of(world.a)


def test_a_file_is_copied_and_forgotten_again(media):
    _world, copied = media
    source = document(content=b"%PDF planted")
    made = Document.objects.get(pk=copied.document(source.pk))
    assert made.file.read() == b"%PDF planted"
    made.file.close()
    copied.forget()
    assert not made.file.storage.exists(made.file.name)
    assert source.file.storage.exists(source.file.name)


def test_what_is_gone_stays_gone(media):
    assert media[1].image(987_654) == 987_654
