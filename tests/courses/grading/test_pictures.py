import pytest

from courses.grading.content import parse
from courses.grading.pictures import images_of, picture, with_images
from courses.grading.shapes import ContentError, Picture
from tests.support.world import QUESTIONS

GOOD = {"name": "images/fragen/abcdefghjk.webp", "width": 320, "height": 240, "source": 7}


def test_an_image_has_a_name_that_says_nothing():
    assert picture({"image": GOOD}) == Picture("images/fragen/abcdefghjk.webp", 320, 240)


@pytest.mark.parametrize(
    "image",
    [
        None,
        {},
        GOOD | {"name": "images/richtig.webp"},
        GOOD | {"name": "images/fragen/../abcdefghjk.webp"},
        GOOD | {"name": "images/fragen/richtige-antwort.webp"},
        GOOD | {"width": 0},
        GOOD | {"width": "320"},
        GOOD | {"height": 9999},
    ],
)
def test_what_is_no_image_is_refused(image):
    with pytest.raises(ContentError) as error:
        picture({"image": image})
    assert error.value.reason == "no_image"


def test_an_image_choice_needs_images_descriptions_and_one_right_answer():
    content = QUESTIONS["image_choice"]
    first, second = content["choices"]
    assert parse("image_choice", content).choices[0].image.width == 320
    many = {**content, "allows_many": True, "choices": [first, second | {"is_correct": True}]}
    assert parse("image_choice", many).allows_many
    for choices in (
        [first, second | {"text": " "}],
        [first, second | {"image": None}],
        [first, second | {"is_correct": True}],
    ):
        with pytest.raises(ContentError):
            parse("image_choice", {**content, "choices": choices})


@pytest.mark.parametrize("content", [{}, {"choices": "x"}, {"choices": [3, {"image": 1}]}])
def test_where_there_are_no_images_nothing_is_exchanged(content):
    assert with_images(content, lambda _image: {}) == content
    assert images_of(content) == []


def test_images_are_found_and_exchanged_and_the_old_content_stays():
    content = {"choices": [{"id": "a", "image": GOOD}, {"id": "b"}]}
    assert with_images(content, lambda image: {"old": image["name"]})["choices"] == [
        {"id": "a", "image": {"old": GOOD["name"]}}, {"id": "b"}
    ]  # fmt: skip
    assert images_of(content) == [GOOD]
