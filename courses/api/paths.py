"""Published learning paths, for everybody."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import Query, Router, Schema

from courses.api.courses import PartnerRef, known_language
from courses.queries.labels import catalogue_stamp
from courses.queries.path.public import ShownPath, ShownStep, find_path, published_paths
from network.models import Partner

router = Router(tags=["paths"])
PER_PAGE = 20


class PathStepOut(Schema):
    """One step. What is not offered at present names no course."""

    number: int
    is_offered: bool
    course: str | None
    title: str
    url: str
    partner: PartnerRef | None
    effort_minutes: int
    reason: str
    transition: str


class PathOut(Schema):
    """A learning path; no ``made_by`` means the city made it."""

    key: str
    url: str
    title: str
    summary: str
    text_language: str
    made_by: PartnerRef | None
    is_ordered: bool
    effort_minutes: int
    stages: list[str]
    published_at: datetime | None
    changed_at: datetime
    steps: list[PathStepOut]


class PathListOut(Schema):
    """One page of paths; twenty a page."""

    count: int
    page: int
    pages: int
    results: list[PathOut]


@router.get("/paths", response=PathListOut, summary="List learning paths")
def path_list(
    request: HttpRequest,
    language: str = "de",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """Twenty paths a page, the newest first. Stages are titles in ``language``."""
    code = known_language(language)
    with translation.override(code):
        found = published_paths(catalogue_stamp(), code)
        start = (page - 1) * PER_PAGE
        return {
            "count": len(found),
            "page": page,
            "pages": max(1, -(-len(found) // PER_PAGE)),
            "results": [path_values(path) for path in found[start : start + PER_PAGE]],
        }


@router.get("/paths/{key}", response=PathOut, summary="One learning path")
def path_detail(request: HttpRequest, key: str, language: str = "de") -> dict[str, Any]:
    """A path in ``language``, else in its own first language."""
    code = known_language(language)
    with translation.override(code):
        found = find_path(key, stamp=catalogue_stamp(), language=code)
        if found is None:
            raise Http404
        return path_values(found)


def path_values(path: ShownPath) -> dict[str, Any]:
    """The public values of a path, one by one: nothing else ever leaves."""
    return {
        "key": path.key,
        "url": f"{settings.SITE_URL}{path.url}",
        "title": path.title,
        "summary": path.summary,
        "text_language": path.lang,
        "made_by": _partner(path.partner),
        "is_ordered": path.is_ordered,
        "effort_minutes": path.effort_minutes,
        "stages": path.stages,
        "published_at": path.published_at,
        "changed_at": path.changed_at,
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: ShownStep) -> dict[str, Any]:
    card = step.card
    return {
        "number": step.number,
        "is_offered": card is not None,
        "course": card.key if card else None,
        "title": card.title if card else "",
        "url": f"{settings.SITE_URL}{card.url}" if card else "",
        "partner": _partner(step.partner),
        "effort_minutes": card.effort_minutes if card else 0,
        "reason": step.reason,
        "transition": step.transition,
    }


def _partner(partner: Partner | None) -> dict[str, str] | None:
    return {"slug": partner.slug, "name": partner.name} if partner else None
