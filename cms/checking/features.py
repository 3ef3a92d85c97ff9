"""What the check proves about a course becomes a stated feature of accessibility."""

from collections.abc import Iterable, Iterator

from cms.checking.asked import answer_images
from cms.checking.media import silent_media, undescribed_images
from cms.checking.structure import heading_order
from cms.checking.written import WrittenCourse


def proven_features(courses: Iterable[WrittenCourse]) -> frozenset[str]:
    """Codes of ``AccessibilityFeature`` that hold in every language of a course.

    Nothing is claimed of what a course does not have: no captions without a film.
    """
    found = [frozenset(_features(course)) for course in courses]
    return frozenset.intersection(*found) if found else frozenset()


def _features(course: WrittenCourse) -> Iterator[str]:
    if _shows_images(course) and not any(undescribed_images(course)):
        yield "alternativeText"
    if any(course.blocks("heading")) and not any(heading_order(course)):
        yield "structuralNavigation"
    faults = {finding.code for finding in silent_media(course)}
    if any(course.blocks("video")) and not faults & {"no_captions", "bad_captions"}:
        yield "captions"
    if any(course.blocks("video", "audio")) and "no_transcript" not in faults:
        yield "transcript"
    quizzes = [block.value for _lesson, block in course.blocks("quiz")]
    if quizzes and not any(quiz["time_limit"] for quiz in quizzes):
        yield "noTimeLimit"


def _shows_images(course: WrittenCourse) -> bool:
    """Whether an image says something, and is not decoration alone."""
    pictures = (block.value for _lesson, block in course.blocks("picture"))
    says = course.page.image is not None or any(not value["is_decorative"] for value in pictures)
    return says or bool(answer_images(course))  # no question is saved with an undescribed one
