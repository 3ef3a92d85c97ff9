"""Files of answers are stored once, forgotten after a rollback, and lead back to their image."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from cms.answer_images import AnswerImages, originals, source_of, stored, unchanged_original
from courses.grading.pictures import picture
from tests.factories.cms import image


def webp():
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6)).save(buffer, "WEBP")
    buffer.seek(0)
    return buffer


def test_a_file_is_stored_once_for_each_key_and_goes_away_again():
    images = AnswerImages()
    made = images.store("picture-1", webp())
    assert picture({"image": made}).width == 8
    assert images.store("picture-1", webp()) == made
    copied = images.copy(stored(webp()))
    assert copied["name"] != made["name"]
    images.forget()
    assert not any(default_storage.exists(row["name"]) for row in (made, copied))


@pytest.mark.django_db
def test_the_way_back_ends_where_the_image_is_gone_or_another_one(django_assert_num_queries):
    original = image()
    raw = {"source": source_of(original)}
    with django_assert_num_queries(1):
        found = originals([raw, {"name": "x"}, {"source": "99999-x"}])
    assert found == {raw["source"]: original}
    assert unchanged_original(raw) == original
    original.file_hash = "other"
    original.save()
    assert originals([raw]) == {raw["source"]: original}
    assert unchanged_original(raw) is None
    assert unchanged_original({}) is None
