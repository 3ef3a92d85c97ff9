"""Read models of pages and of the frame around them."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.rendering import segments
from courses.enums import CourseState, Facet
from courses.models import Course, CourseFacet, CourseText
from courses.queries.cards import course_url
from courses.queries.catalogue import newest_cards
from courses.queries.filters import PARAMETERS
from lms.taxonomy.models import Area, EducationStage
from lms.taxonomy.queries import action_fields
from network.models import Partner
from network.queries.viewer import NOBODY
from network.queries.visibility import visible_partners

FRAME_SECONDS = 300
_FILE = re.compile(r"%%file:d(\d+)%%")
FRAME_KEY = "site-frame"
NEWEST = 3


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    title: str
    url: str


@dataclass(frozen=True)
class Tile:
    """A way into the catalogue: an area of the chain or an action field."""

    code: str
    title: str
    url: str
    count: int
    colour: str = ""
    icon: str = ""


def course_address(source_key: Any) -> str | None:
    """The public address of a compiled course in the active language; None before that."""
    texts = list(CourseText.objects.filter(course__source_key=source_key).select_related("course"))
    if not texts:
        return None
    language = translation.get_language()
    text = next((t for t in texts if t.locale == language), texts[0])
    return course_url(text.course.key, text.slug)


def home_context(language: str) -> dict[str, Any]:
    """What the front page shows beside its welcome; costs eight queries."""
    return {
        "areas": _areas(),
        "fields": _fields(),
        "newest": newest_cards(language=language, number=NEWEST),
        "partner_count": Partner.objects.filter(visible_partners(NOBODY, localdate())).count(),
        "course_count": Course.objects.filter(state=CourseState.PUBLISHED).count(),
    }


def _areas() -> list[Tile]:
    counts = dict(
        Course.objects.filter(state=CourseState.PUBLISHED)
        .order_by()
        .values_list("stages__area")
        .annotate(number=Count("pk", distinct=True))
    )
    codes: dict[str, list[tuple[str, str]]] = {}
    for area, code in EducationStage.objects.values_list("area", "code"):
        codes.setdefault(area, []).append((PARAMETERS[Facet.STAGE], code))
    return [
        Tile(
            code=area.value,
            title=str(area.label),
            url=f"{reverse('courses:catalogue')}?{urlencode(codes.get(area.value, []))}",
            count=counts.get(area.value, 0),
        )
        for area in Area
    ]


def _fields() -> list[Tile]:
    counts = dict(
        CourseFacet.objects.filter(facet=Facet.FIELD)
        .values_list("value")
        .annotate(number=Count("pk"))
    )
    name, address = PARAMETERS[Facet.FIELD], reverse("courses:catalogue")
    return [
        Tile(
            code=field.code,
            title=field.title,
            url=f"{address}?{urlencode({name: field.code})}",
            count=counts.get(field.code, 0),
            colour=field.colour,
            icon=field.icon,
        )
        for field in action_fields()
    ]


def site_parts(request: HttpRequest) -> dict[str, object]:
    """Menus, foot and introductions in the active language; no query while they are cached."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    key = f"{FRAME_KEY}:{language}"
    parts: dict[str, object] | None = cache.get(key)
    if parts is None:
        parts = _frame(language)
        cache.set(key, parts, FRAME_SECONDS)
    return parts


def forget_frame() -> None:
    """Read the frame anew: a menu or a page in it changed."""
    cache.delete_many([f"{FRAME_KEY}:{code}" for code, _name in settings.LANGUAGES])


def _frame(language: str) -> dict[str, object]:
    # By name: models stand above this module.
    frame_model = apps.get_model("cms", "SiteFrame")
    site = Site.objects.filter(is_default_site=True).first()
    frame = frame_model.objects.filter(site=site).first() if site else None
    if frame is None:
        empty: dict[str, object] = {"menu_main": [], "menu_footer": [], "intros": {}}
        return {**empty, "footer_text": "", "privacy_url": ""}
    links = list(frame.links.select_related("page__locale").order_by("sort_order"))
    text = frame.footer_text_en if language == "en" else frame.footer_text_de
    privacy = _link(frame.privacy_page, language) if frame.privacy_page else None
    return {
        "menu_main": _links(links, "main", language),
        "menu_footer": _links(links, "footer", language),
        "footer_text": text,
        "intros": _intros(language),
        "privacy_url": privacy.url if privacy else "",
    }


def _intros(language: str) -> dict[str, str]:
    """What editors wrote above lists whose views live elsewhere: ``courses`` and ``partners``."""
    pages = {"courses": "CourseIndexPage", "partners": "PartnerIndexPage"}
    found = {}
    for name, model in pages.items():
        rows = apps.get_model("cms", model).objects.live()
        intro = rows.filter(locale__language_code=language).values_list("intro", flat=True)
        found[name] = intro.first() or ""
    return found


def _links(links: list[Any], place: str, language: str) -> list[Link]:
    found = [_link(link.page, language) for link in links if link.place == place]
    return [link for link in found if link is not None]


def _link(page: Page, language: str) -> Link | None:
    """The page in this language, else as it is; None while it is a draft."""
    if page.locale.language_code != language:
        translated = Page.objects.filter(
            translation_key=page.translation_key, locale__language_code=language, live=True
        ).first()
        page = translated or page
    url = page.specific.url if page.live else None
    return Link(title=page.title, url=url) if url else None


def lesson_preview(request: HttpRequest, course: Any, lesson: Any) -> HttpResponse:
    """Show a draft as learners would see it; nothing is stored."""
    parts: list[dict[str, Any]] = []
    if lesson is not None:
        with translation.override(lesson.locale.language_code):
            parts = _preview_parts(lesson)
    outline = course.get_children().order_by("path") if course.pk else []
    context = {"course": course, "lesson": lesson, "parts": parts, "outline": outline}
    return render(request, "cms/lesson_preview.html", context)


def _preview_parts(lesson: Any) -> list[dict[str, Any]]:
    """The segments as publishing would render them; files by the admin's own addresses.

    A test that is saved with its lesson has an address where its author can take it.
    """
    quizzes = iter([child for child in lesson.body if child.block_type == "quiz"])
    parts = []
    for part in segments(lesson.body):
        shown = dict(part)
        if part["kind"] == "html":
            shown["html"] = _with_files(part["html"])
        elif part["kind"] == "quiz":
            block = next(quizzes)
            shown["quiz"] = block.value
            if lesson.pk and block.id:
                shown["address"] = reverse("cms:quiz-preview", args=[lesson.pk, block.id])
        parts.append(shown)
    return parts


def _with_files(html: str) -> str:
    tokens = set(_FILE.findall(html))
    documents = get_document_model().objects.in_bulk([int(pk) for pk in tokens])
    return _FILE.sub(lambda match: documents[int(match[1])].url, html)
