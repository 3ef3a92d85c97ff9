import pytest
from django.core.files.storage import default_storage

from cms.forms.question_images import (
    UNSTORED,
    ImageChoiceForm,
    ImageFormSet,
    chosen_images,
    initial_rows,
    store_images,
    typed_images,
)
from courses.grading.content import parse
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures():
    world = admin.world()
    return [admin.image(world.a, "richtig"), admin.image(world.a, "falsch")]


def rows(pictures, **changes):
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-is_correct": "on"}
    for number, picture in enumerate(pictures):
        data |= {f"form-{number}-image": str(picture.pk), f"form-{number}-text": f"Bild {number}"}
    return data | changes


def formset(data, pictures):
    images = type(pictures[0]).objects.filter(pk__in=[picture.pk for picture in pictures])
    return ImageFormSet(data, form_kwargs={"images": images})


def read(pictures, before=None):
    form = ImageChoiceForm({"prompt": "?", "points": "1", "rule": "deduct", "tags": ""})
    filled = formset(rows(pictures), pictures)
    assert filled.is_valid(), filled.errors
    form.choices = chosen_images(filled, before or {})
    assert form.is_valid(), form.errors
    return form.content()


def test_images_are_stored_when_the_question_is_and_their_names_say_nothing(pictures):
    content = read(pictures)
    assert {choice["image"]["name"] for choice in content["choices"]} == {UNSTORED}
    stored = store_images(content)
    names = [choice["image"]["name"] for choice in stored["choices"]]
    assert len(set(names)) == 2
    for name in names:
        assert name.startswith("images/fragen/")
        assert "richtig" not in name
        with default_storage.open(name) as file:
            assert file.read(4) == b"RIFF"  # re-encoded as WebP
    assert parse("image_choice", stored).choices[0].image.width > 1
    assert read(pictures, before=stored) == stored  # the same images are not stored twice
    assert [row["image"] for row in initial_rows(stored)] == [str(p.pk) for p in pictures]


def test_an_image_without_description_or_of_another_house_is_refused(pictures):
    assert not formset(rows(pictures, **{"form-1-text": " "}), pictures).is_valid()
    assert not formset(rows(pictures), pictures[:1]).is_valid()


def test_what_was_chosen_comes_back_unchecked(pictures):
    for absurd in ("x", "²", "9" * 5000):
        typed = typed_images(rows(pictures, **{"form-1-image": absurd}))
        assert [(row["image"], row["is_correct"]) for row in typed] == [(str(pictures[0].pk), True)]
