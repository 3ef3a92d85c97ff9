"""Compiles the live pages of a course into the learning model.

``build`` reads pages and writes nothing but image renditions; ``compile_course`` stores or retires.
"""

import mimetypes
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import nh3
from django.utils import translation
from wagtail.templatetags.wagtailcore_tags import richtext

from cms.models import CoursePage, LessonPage, PartnerPage
from courses.actions.course import retire_course, store_course
from courses.actions.draft import (
    CourseDraft,
    CourseTextDraft,
    FileDraft,
    ImageDraft,
    LessonDraft,
    LessonTextDraft,
    QuizDraft,
    QuizPartDraft,
)
from courses.models import Course
from lms.common.text import slugify_de

INTERACTIVE = {"quiz", "reflection"}
FILE_FIELDS = {"video": ("file", "captions"), "audio": ("file",), "file": ("file",)}
COVER = "fill-800x450|format-webp"
MINUTES = 60
# Rendered bodies are ours, but what editors typed is inside them: only this leaves the compiler.
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "tabindex", "role", "aria-label"},
    "a": {"href", "rel"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading"},
    "video": {"controls", "preload"},
    "audio": {"controls", "preload"},
    "source": {"src", "type"},
    "track": {"kind", "src", "srclang", "label", "default"},
    "th": {"scope"},
    "details": {"open"},
}
_ANCHOR = re.compile(r' id="([^"]+)"')
_TAGS = nh3.ALLOWED_TAGS | {
    "aside", "figure", "figcaption", "details", "summary", "video", "audio", "source", "track",
    "section", "dfn", "caption",
}  # fmt: skip


def sanitised(html: str) -> str:
    """Keep known elements and attributes only; file tokens count as relative addresses."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )


def with_unique_anchors(html: str, seen: Counter[str]) -> str:
    """Number anchors that stand twice in a lesson; ``seen`` is carried from part to part."""

    def number(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        count = seen[match[1]]
        return f' id="{match[1]}-{count}"' if count > 1 else match[0]

    return _ANCHOR.sub(number, html)


def segments(body: Any) -> Iterator[dict[str, Any]]:
    """Render a lesson body: joined HTML, and between it the places of interactive parts."""
    seen: Counter[str] = Counter()
    for is_interactive, children in groupby(body, key=lambda c: c.block_type in INTERACTIVE):
        if not is_interactive:
            html = "".join(str(child.render()) for child in children)
            yield {"kind": "html", "html": with_unique_anchors(sanitised(html), seen)}
            continue
        for child in children:
            if child.block_type == "quiz":
                yield {"kind": "quiz", "quiz": str(child.id)}
            else:
                yield {
                    "kind": "reflection",
                    "block": str(child.id),
                    "prompt": child.value["prompt"],
                }


def quizzes(pages: list[LessonPage]) -> tuple[QuizDraft, ...]:
    """The quiz blocks of a lesson; titles come from every language, settings from the first."""
    found: dict[str, QuizDraft] = {}
    for page in pages:
        for child in page.body:
            if child.block_type != "quiz":
                continue
            key = str(child.id)
            titles = {page.locale.language_code: child.value["title"]}
            if key in found:
                found[key].titles.update(titles)
                continue
            found[key] = QuizDraft(
                source_key=key,
                titles=titles,
                parts=tuple(QuizPartDraft(version_id=p["version"]) for p in child.value["parts"]),
                attempts_allowed=child.value["attempts"],
                pass_share=Decimal(child.value["pass_percent"]) / 100,
                is_required=child.value["is_required"],
                shuffles=child.value["shuffles"],
            )
    return tuple(found.values())


def files(pages: list[LessonPage]) -> tuple[FileDraft, ...]:
    """Documents named by the lesson's blocks in any language, each once."""
    chosen = {
        child.value[field].pk: child.value[field]
        for page in pages
        for child in page.body
        for field in FILE_FIELDS.get(child.block_type, ())
        if child.value.get(field)
    }
    return tuple(
        FileDraft(
            source_key=f"d{document.pk}",
            storage_name=document.file.name,
            title=document.title,
            media_type=mimetypes.guess_type(document.filename)[0] or "application/octet-stream",
            size_bytes=document.get_file_size() or 0,
        )
        for document in chosen.values()
    )


def lesson_draft(pages: list[LessonPage], section: int | None) -> LessonDraft:
    """One lesson from its pages in all languages, the course's first language first."""
    first = pages[0]
    texts = {}
    for page in pages:
        with translation.override(page.locale.language_code):
            texts[page.locale.language_code] = LessonTextDraft(
                title=page.title, segments=tuple(segments(page.body))
            )
    return LessonDraft(
        source_key=first.translation_key,
        slug=first.slug,
        texts=texts,
        section=section,
        minutes=first.minutes,
        is_required=first.is_required,
        is_open=first.is_open,
        quizzes=quizzes(pages),
        files=files(pages),
    )


def lessons_of(courses: list[CoursePage]) -> list[list[LessonPage]]:
    """Live lessons in the order of the first language, each with its translations."""
    by_key: dict[uuid.UUID, list[LessonPage]] = {}
    for course in courses:
        for page in LessonPage.objects.live().child_of(course).order_by("path"):
            by_key.setdefault(page.translation_key, []).append(page)
    return list(by_key.values())


def _sections(lessons: list[list[LessonPage]]) -> tuple[list[dict[str, str]], list[int | None]]:
    titles: list[dict[str, str]] = []
    places: list[int | None] = []
    last = ""
    for pages in lessons:
        name = pages[0].section.strip()
        if name and name != last:
            titles.append({p.locale.language_code: p.section.strip() or name for p in pages})
        last = name
        places.append(len(titles) - 1 if name else None)
    return titles, places


def cover(course: CoursePage) -> ImageDraft:
    """A ready-made rendition of the course's picture."""
    if course.image is None:
        return ImageDraft()
    rendition = course.image.get_rendition(COVER)
    return ImageDraft(url=rendition.url, width=rendition.width, height=rendition.height)


def course_text(course: CoursePage) -> CourseTextDraft:
    """What the course says about itself in one language."""
    with translation.override(course.locale.language_code):
        description = sanitised(str(richtext(course.description)))
    return CourseTextDraft(
        title=course.title,
        slug=slugify_de(course.title, 100) or course.slug,
        summary=course.summary,
        description_html=description,
        goals=tuple(line.strip() for line in course.goals.splitlines() if line.strip()),
        prerequisites=course.prerequisites,
        accessibility_notes=course.accessibility_notes,
        image_alt=course.image_alt,
    )


def live_pages(source_key: uuid.UUID) -> list[CoursePage]:
    """The course's live pages, the oldest (its first language) first."""
    pages = CoursePage.objects.live().filter(translation_key=source_key)
    return list(pages.select_related("locale", "image").order_by("pk"))


def build(course: CoursePage) -> CourseDraft:
    """Read a live course with all its live translations and lessons."""
    courses = live_pages(course.translation_key) or [course]
    first = courses[0]
    lessons = lessons_of(courses)
    titles, places = _sections(lessons)
    ids = {
        name: tuple(getattr(first, name).values_list("pk", flat=True).order_by("pk"))
        for name in ("stages", "action_fields", "target_groups", "subjects", "accessibility")
    }
    return CourseDraft(
        source_key=first.translation_key,
        partner_id=first.get_parent().specific.partner_id,
        language=first.locale.language_code,
        texts={c.locale.language_code: course_text(c) for c in courses},
        lessons=tuple(lesson_draft(p, s) for p, s in zip(lessons, places, strict=True)),
        sections=tuple(titles),
        co_partner_ids=tuple(first.providers.values_list("partner_id", flat=True)),
        stage_ids=ids["stages"],
        action_field_ids=ids["action_fields"],
        target_group_ids=ids["target_groups"],
        subject_ids=ids["subjects"],
        accessibility_ids=ids["accessibility"],
        competences=tuple(first.competences.values_list("competence_id", "level")),
        level=first.level,
        effort_minutes=int(first.effort_hours * MINUTES),
        licence=first.licence,
        image=cover(first),
        required_share=Decimal(first.required_percent) / 100,
        requires_quizzes=first.requires_quizzes,
    )


def compile_course(*, source_key: uuid.UUID, at: datetime) -> Course | None:
    """Bring the learning model in step with the live pages; safe to repeat.

    Returns:
        The stored course, or None when no page of it is live and it was retired.
    """
    pages = live_pages(source_key)
    if not pages:
        retire_course(source_key=source_key, at=at)
        return None
    return store_course(draft=build(pages[0]), at=at)


def partner_html(page: PartnerPage) -> str:
    """The body of a partner's page as clean HTML."""
    with translation.override(page.locale.language_code):
        return sanitised("".join(str(child.render()) for child in page.body))
