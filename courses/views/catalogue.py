"""Catalogue and course page."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from courses.models import CourseText, Enrolment
from courses.queries.cards import course_url
from courses.queries.catalogue import Catalogue, catalogue as read_catalogue
from courses.queries.course import (
    KEPT,
    course_page,
    course_text,
    is_published,
    open_enrolment,
    open_runs,
)
from courses.queries.filters import CatalogueFilter
from courses.queries.path.public import (
    ShownPath,
    matching_paths,
    paths_with,
    published_paths,
)
from courses.queries.progress import (
    counted_rule,
    course_progress,
    progress_in_words,
    rule_in_words,
)
from courses.rules import OfferedRun, offered_runs
from courses.views.access import language
from courses.views.as_pupil import lead_pages
from courses.views.enrol_page import is_possible
from lms.common.htmx import render_part
from network.queries.viewer import NOBODY
from network.queries.visibility import may_open

PATHS = 2  # shown above the courses: as many as stand side by side


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Find courses; htmx gets only the results and facets."""
    result = read_catalogue(
        CatalogueFilter.from_query(request.GET),
        language=get_language() or "de",
        page=request.GET.get("seite", "1"),
    )
    context = {"catalogue": result, "paths": _paths(result)}
    return render_part(request, "courses/catalogue.html", "results", context)


@require_safe
def course(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Show a course; a retired one only to who is enrolled."""
    text = course_text(key, language(), request.user)
    if text is None:
        raise Http404
    enrolment = open_enrolment(request.user, text.course)
    if enrolment is None and not is_published(text.course):
        raise Http404
    if text.slug != slug:
        return redirect(course_url(key, text.slug), permanent=True)
    now = timezone.now()
    page, today = course_page(text), timezone.localdate(now)
    runs = offered_runs(open_runs(text.course, at=now), now)
    context: dict[str, object] = {
        "page": page,
        "linked": [partner.pk for partner in page.partners if may_open(partner, NOBODY, today)],
        "runs": runs,
        "invitation": _invitation(runs),
        "enrolment": enrolment,
        "seconds_kept": KEPT,
        "paths": partial(_paths_of, text, page.stamp),  # asked only by who renders the body
        "lead_pages": lead_pages(text),
    }
    return render(request, "courses/course.html", context | _standing(text, enrolment))


def _invitation(runs: list[OfferedRun]) -> str:
    """What the button to enrol promises: nothing that no run keeps."""
    possible = [one.run for one in runs if is_possible(one)]
    if not possible:
        return _("Termine und Preise ansehen")
    is_free = any(not run.price_text for run in possible)
    return _("Kostenlos einschreiben") if is_free else _("Einschreiben")


def _paths(result: Catalogue) -> list[ShownPath]:
    """Learning paths above the courses: the newest, or those with the searched words."""
    wanted = result.filter
    if result.page.number > 1 or wanted.values:
        return []
    found = published_paths(result.stamp, language())
    return (matching_paths(found, wanted.text) if wanted.text else list(found))[:PATHS]


def _paths_of(text: CourseText, stamp: str) -> list[ShownPath]:
    """Learning paths with a course; where there is none it costs nothing."""
    if not getattr(text, "is_in_path", False):
        return []
    return paths_with(text.course.pk, stamp=stamp, language=language())


def _standing(text: CourseText, enrolment: Enrolment | None) -> dict[str, object]:
    """The rule to finish, and how far somebody is who is enrolled."""
    if enrolment is None:
        return {"rule": partial(rule_in_words, text.course)}  # asked only by who renders it
    progress = course_progress(enrolment)
    words = progress_in_words(progress)
    rule = counted_rule(enrolment.own_rule, progress.required, progress.quizzes_required)
    return {"progress": progress, "progress_words": words, "rule": rule}
