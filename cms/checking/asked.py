"""What the tests of a written course ask: the questions chosen, and those that may be drawn."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.checking.written import WrittenCourse
from courses.enums import QuestionType
from courses.grading.pictures import images_of
from courses.models import QuestionVersion
from courses.queries.question import versions_tagged


def pools(course: WrittenCourse, quiz: Any) -> Iterator[list[int]]:
    """The versions each draw of a test may draw from."""
    partner = course.page.get_parent().specific.partner
    for draw in quiz.get("draws") or ():
        yield versions_tagged(partner=partner, locale=course.language, tag=draw["tag"])


def answer_images(course: WrittenCourse) -> list[tuple[Any, Any, Mapping[str, Any]]]:
    """The images one may choose as answers, each with its lesson and the block of its test.

    One query and those of the pools; none without tests.
    """
    asked = [(lesson, block, _ids(course, block.value)) for lesson, block in course.blocks("quiz")]
    ids = set().union(*(found for _lesson, _block, found in asked))
    versions = QuestionVersion.objects.filter(pk__in=ids, type=QuestionType.IMAGE_CHOICE)
    contents = {version.pk: version.content for version in versions} if ids else {}
    return [
        (lesson, block, image)
        for lesson, block, found in asked
        for pk in sorted(found & contents.keys())
        for image in images_of(contents[pk])
    ]


def _ids(course: WrittenCourse, quiz: Any) -> set[int]:
    fixed = {part["version"] for part in quiz["parts"] if part["version"]}
    return fixed.union(*pools(course, quiz)) if quiz.get("draws") else fixed
