"""Checks images, sounds, films and files: words beside them, and whose they are."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.answer_images import originals
from cms.blocks.playing import captions_fault
from cms.checking.asked import answer_images
from cms.checking.findings import Finding, hard
from cms.checking.written import WrittenCourse


def undescribed_images(course: WrittenCourse) -> Iterator[Finding]:
    """Images that neither have a description nor are named decoration."""
    page = course.page
    if page.image is not None and not page.image_alt.strip():
        message = _("Beschreiben Sie das Titelbild für alle, die es nicht sehen.")
        yield hard("no_alternative_text", page, message)
    for lesson, block in course.blocks("picture"):
        if not block.value["is_decorative"] and not block.value["alt"].strip():
            message = _("Beschreiben Sie das Bild, oder kreuzen Sie an, dass es Schmuck ist.")
            yield hard("no_alternative_text", lesson, message, block_id=str(block.id))


def undeclared_images(course: WrittenCourse) -> Iterator[Finding]:
    """Nobody has said that what is written in the images can be read."""
    if course.page.has_legible_images:
        return
    shown = course.page.image is not None or any(course.blocks("picture"))
    if shown or answer_images(course):
        message = _("Bestätigen Sie auf der Kursseite, dass Schrift in Bildern gut lesbar ist.")
        yield hard("images_not_declared", course.page, message)


def silent_media(course: WrittenCourse) -> Iterator[Finding]:
    """Films without captions, films and sounds without their words as text."""
    for lesson, block in course.blocks("video", "audio"):
        title, place = {"title": block.value["title"]}, {"block_id": str(block.id)}
        if block.block_type == "video":
            yield from _captions(lesson, block)
        if not block.value["transcript"].strip():
            message = _("Zu „%(title)s“ fehlt der Text.") % title
            yield hard("no_transcript", lesson, message, **place)


def media_without_licence(course: WrittenCourse) -> Iterator[Finding]:
    """Images and files of which nobody knows what one may do with them."""
    if course.page.image is not None and not course.page.image.licence:
        yield _without_licence(course.page, course.page.image, "image", "")
    for lesson, block in course.blocks("picture", "video", "audio", "file"):
        kind = "image" if block.block_type == "picture" else "file"
        medium = block.value[kind]
        if medium is not None and not medium.licence:
            yield _without_licence(lesson, medium, kind, str(block.id))
    yield from _answers_without_licence(course)


def _answers_without_licence(course: WrittenCourse) -> Iterator[Finding]:
    """Of an image one chooses as an answer, the one it was made from tells the licence."""
    shown = answer_images(course)
    made_from = originals(raw for _lesson, _block, raw in shown)
    places = {
        (lesson.pk, str(block.id), image.pk): (lesson, image)
        for lesson, block, raw in shown
        if (image := made_from.get(raw.get("source", ""))) is not None and not image.licence
    }
    for (_lesson, block_id, _image), (lesson, image) in places.items():
        yield _without_licence(lesson, image, "image", block_id)


def _captions(lesson: Any, block: Any) -> Iterator[Finding]:
    words, place = {"title": block.value["title"]}, str(block.id)
    captions = block.value["captions"]
    if not captions:
        message = _("Dem Film „%(title)s“ fehlen Untertitel.") % words
        yield hard("no_captions", lesson, message, block_id=place)
    elif fault := captions_fault(captions):
        message = _("Die Untertitel zu „%(title)s“ stimmen nicht.") % words
        yield hard("bad_captions", lesson, f"{message} {fault}", block_id=place)


def _without_licence(page: Any, medium: Any, kind: str, block_id: str) -> Finding:
    message = _("„%(title)s“ hat noch keine Lizenz.") % {"title": medium.title}
    url = reverse(f"cms:{kind}-rights", args=[medium.pk])
    return hard("no_medium_licence", page, message, block_id=block_id, medium_url=url)
