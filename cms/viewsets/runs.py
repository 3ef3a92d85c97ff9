"""Runs of a course at given dates: announced and taken back by the house's admins."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.run import RunForm
from cms.forms.run_team import RunTeamForm
from cms.models import CoursePage
from cms.scope import Scope
from cms.viewsets.access import admins_only, refusal, sent, show, show_form
from courses.actions.run import plan_run, remove_run
from courses.actions.run_team import set_run_team
from courses.enums import CourseState
from courses.models import Course
from courses.queries.course import open_runs
from courses.queries.team import unread_texts
from courses.rules import OfferedRun, offered_runs
from lms.accounts.models import User
from lms.common.errors import DomainError


@admins_only
def runs(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show the runs that have not ended; a POST announces one more."""
    page = _page(scope, page_id)
    course = _course(page)
    form = RunForm(sent(request))
    now, status = timezone.now(), int(HTTPStatus.OK)
    if request.method == "POST" and course is not None and form.is_valid():
        act = partial(plan_run, course=course, actor=scope.user, at=now)
        refused = refusal(form, partial(act, plan=form.plan()))
        if refused is None:
            messages.success(request, _("Der Termin steht nun auf der Kursseite."))
            return redirect("cms:run-list", page_id)
        status = refused
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY if course else HTTPStatus.CONFLICT
    context = {
        "title": _("Termine: %(title)s") % {"title": page.get_admin_display_title()},
        "page": page,
        "runs": _offered(course, now) if course else [],
        "form": form if course else None,
    }
    return show(request, "runs", context, status=status)


@require_POST
@admins_only
def remove(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Take back a run that nobody has enrolled in."""
    course = _course(_page(scope, page_id))
    if course is None:
        raise Http404
    run = get_object_or_404(course.runs.select_related("course__partner"), key=key)
    try:
        remove_run(run=run, actor=scope.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Termin ist entfernt."))
    return redirect("cms:run-list", page_id)


@admins_only
def team(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Name who looks after a run, among the people of the house."""
    course = _course(_page(scope, page_id))
    if course is None:
        raise Http404
    run = get_object_or_404(course.runs.select_related("course__partner"), key=key)
    people = User.objects.filter(memberships__partner=course.partner).distinct()
    members = people.filter(pk__in=run.team.values("user")).values_list("key", flat=True)
    form = RunTeamForm(sent(request), people=people.order_by("pk"), initial={"team": list(members)})
    if request.method == "POST" and form.is_valid():
        set_run_team(run=run, people=form.chosen(), actor=scope.user, at=timezone.now())
        messages.success(request, _("Das Team ist gespeichert."))
        return redirect("cms:run-list", page_id)
    return show_form(
        request,
        form,
        title=_("Team des Termins"),
        submit=_("Speichern"),
        icon="group",
        back=reverse("cms:run-list", args=[page_id]),
    )


def _offered(course: Course, now: datetime) -> list[tuple[OfferedRun, int | None]]:
    """The runs, each with how many texts wait there for a team; None where nobody is missing."""
    unread = unread_texts(course)
    offered = offered_runs(open_runs(course, at=now), now)
    return [(one, unread.get(one.run.pk)) for one in offered]


def _page(scope: Scope, page_id: int) -> CoursePage:
    pages = CoursePage.objects.all()
    if not scope.is_staff:
        pages = pages.filter(pk__in=scope.own_pages().values("pk"))
    page: CoursePage = get_object_or_404(pages, pk=page_id)
    house = page.get_parent().specific.partner_id
    if not scope.is_staff and house not in scope.administered_ids:
        raise PermissionDenied(_("Das macht die Verwaltung Ihrer Einrichtung."))
    return page


def _course(page: CoursePage) -> Course | None:
    """The published course of a page; None while there is none."""
    found = Course.objects.filter(source_key=page.translation_key, state=CourseState.PUBLISHED)
    return found.select_related("partner").first()
