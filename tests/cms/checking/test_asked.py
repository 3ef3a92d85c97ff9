import pytest

from cms.checking.asked import answer_images, pools
from cms.checking.written import newest_draft
from courses.actions.question import create_question, default_bank
from tests.factories.cms import course_page, framed_house, lesson_page
from tests.factories.network import NOW
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def quiz(versions, *draws):
    return ("quiz", {"title": "Test", "pass_percent": 60, "attempts": 0,
                     "parts": [{"version": version.pk} for version in versions],
                     "draws": [{"tag": tag, "number": 1} for tag in draws]})  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_images_of_chosen_and_of_drawn_questions(rows, django_assert_num_queries):
    partner, house = framed_house()
    bank = default_bank(partner)
    fixed, drawn, _other = (
        create_question(bank=bank, type=kind, content=QUESTIONS[kind], locale="de", tags=tags, at=NOW)
        for kind, tags in (("image_choice", []), ("image_choice", ["schloss"]), ("single", ["schloss"]))
    )  # fmt: skip
    page = course_page(house)
    for number in range(rows):
        lesson_page(page, f"Lektion {number}", [quiz([fixed])])
    course = newest_draft(page)
    with django_assert_num_queries(1):
        found = answer_images(course)
    assert len(found) == 2 * rows
    names = [choice["image"]["name"] for choice in QUESTIONS["image_choice"]["choices"]]
    assert [image["name"] for _lesson, _block, image in found[:2]] == names
    page = course_page(house, "Zweiter")
    lesson = lesson_page(page, "Ziehung", [quiz([], "schloss", "nichts")])
    course = newest_draft(page)
    first, second = pools(course, next(course.blocks("quiz"))[1].value)
    assert (drawn.pk in first, len(first), second) == (True, 2, [])
    assert {place.pk for place, _block, _image in answer_images(course)} == {lesson.pk}


def test_without_tests_nothing_is_asked(django_assert_num_queries):
    _partner, house = framed_house()
    page = course_page(house)
    lesson_page(page)
    course = newest_draft(page)
    with django_assert_num_queries(0):
        assert answer_images(course) == []
