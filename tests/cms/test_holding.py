"""What an approved page shows is held; what only drafts show is not."""

import pytest

from cms.holding import is_held
from cms.moderation import approve, send_back, submit
from tests.support import admin

pytestmark = pytest.mark.django_db


def test_an_image_is_held_while_it_waits_and_while_it_is_public():
    world = admin.world()
    author, city = world.people["author_a"], world.people["city"]
    image = admin.image(world.a, "Bild", by=author)
    image.licence = "CC0-1.0"
    image.save()
    world.course.has_legible_images = True
    world.course.image, world.course.image_alt = image, "Ein Bild"
    world.course.save_revision(user=author)
    held = [is_held(image)]
    submit(page=world.course, user=author)
    held.append(is_held(image))
    send_back(page=world.course, user=city, comment="")
    held.append(is_held(image))
    submit(page=world.course, user=author)
    approve(page=world.course, user=city)
    held.append(is_held(image))
    world.course.refresh_from_db()
    world.course.unpublish()
    held.append(is_held(image))
    assert held == [False, True, False, True, False]
