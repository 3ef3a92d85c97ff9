"""What happens in a course, for those who write it: numbers about many, never about one."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from cms.models import CoursePage
from cms.scope import Scope
from cms.viewsets.access import scoped, show
from cms.viewsets.chart import lesson_chart
from cms.viewsets.report import Material, Table, material, tables
from cms.viewsets.suggestions import suggestions
from courses.grading.advice import advice
from courses.grading.statistics import Figures
from courses.models import Course, CourseRun
from courses.queries.conversation import asked_about
from courses.queries.statistics import CourseFigures, course_figures
from courses.rules import can_look_after_run
from lms.common.spreadsheet import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

RUN = "durchgang"  # the only filter: each further one would make groups overlap


@dataclass(frozen=True)
class Asked:
    """A course page, its published course, and the figures somebody chose to see."""

    page: CoursePage
    course: Course
    every: CourseFigures
    run: str
    until: datetime
    of: Material

    @property
    def figures(self) -> Figures:
        """Of the chosen run, or of the whole course."""
        return self.every.of(self.run)

    @cached_property
    def tables(self) -> list[Table]:
        """What screen and files show."""
        return tables(self.figures, self.of) if self.every.runs else []


@require_safe
@scoped
def course(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show the figures of a course, or of one of its runs."""
    page = _page(scope, page_id)
    context = {"title": _title(page), "page": page}
    asked = _asked(request, scope, page)
    if asked is None:
        return show(request, "statistics", context)
    order = list(asked.of.lessons)
    return show(
        request,
        "statistics",
        {
            **context,
            "asked": asked,
            "runs": [(run.key, run_in_words(run)) for run in _runs(asked)],
            "chart": lesson_chart(order, asked.figures),
            "suggestions": suggestions(advice(order, asked.figures), asked.of),
            "questions": asked_about(page.translation_key, get_language() or asked.course.language),
            "mine": [(run.key, run_in_words(run)) for run in _looked_after(asked, scope)],
        },
    )


@require_safe
@scoped
def csv(request: HttpRequest, scope: Scope, page_id: int, table: str) -> HttpResponse:
    """One table of the screen as text; without figures the way back, where it is explained."""
    asked = _asked(request, scope, _page(scope, page_id))
    if asked is None or not asked.tables:
        return redirect("cms:statistics", page_id)
    found = next((one for one in asked.tables if one.name == table), None)
    if found is None:
        raise Http404
    return _file(asked, as_csv(found.sheet), CSV_TYPE, f"{table}.csv")


@require_safe
@scoped
def xlsx(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """All tables of the screen as a workbook; without figures as ``csv``."""
    asked = _asked(request, scope, _page(scope, page_id))
    if asked is None or not asked.tables:
        return redirect("cms:statistics", page_id)
    data = as_xlsx([table.sheet for table in asked.tables])
    return _file(asked, data, XLSX_TYPE, "auswertung.xlsx")


def run_in_words(run: CourseRun) -> str:
    """A run as one line: when it began, or that it has no dates."""
    if run.starts_at is None:
        return str(run.get_kind_display())
    day = date_format(timezone.localtime(run.starts_at), "SHORT_DATE_FORMAT")
    return _("ab %(day)s") % {"day": day}


def _title(page: CoursePage) -> str:
    return _("Auswertung: %(title)s") % {"title": page.get_admin_display_title()}


def _page(scope: Scope, page_id: int) -> CoursePage:
    pages = CoursePage.objects.all()
    if not scope.is_staff:
        pages = pages.filter(pk__in=scope.own_pages().values("pk"))
    page: CoursePage = get_object_or_404(pages, pk=page_id)
    return page


def _asked(request: HttpRequest, scope: Scope, page: CoursePage) -> Asked | None:
    """None while the course was never published.

    Days begin at midnight: whoever asks twice a day is told the same, and nobody can watch the
    numbers move while somebody learns.
    """
    course = Course.objects.filter(source_key=page.translation_key).first()
    if course is None:
        return None
    until = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    every, run = course_figures(course, until=until), request.GET.get(RUN, "")
    if run and run not in every.runs:
        raise Http404
    language = get_language() or course.language
    of = material(course=course, page=page, versions=every.versions, scope=scope, language=language)
    return Asked(page=page, course=course, every=every, run=run, until=until, of=of)


def _runs(asked: Asked) -> list[CourseRun]:
    """The runs one may choose: those that have figures."""
    return list(asked.course.runs.filter(key__in=asked.every.runs))


def _looked_after(asked: Asked, scope: Scope) -> list[CourseRun]:
    """The runs whose people this person looks after."""
    now = timezone.now()
    runs = asked.course.runs.filter(team__user=scope.user)
    return [run for run in runs if can_look_after_run(run, scope.user, now)]


def _file(asked: Asked, data: bytes, media_type: str, ending: str) -> HttpResponse:
    """A download whose name holds letters, digits and hyphens only."""
    course = slugify(asked.page.title)[:60] or asked.course.key
    response = HttpResponse(data, content_type=media_type)
    name = f"{course}-{asked.until:%Y-%m-%d}-{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
