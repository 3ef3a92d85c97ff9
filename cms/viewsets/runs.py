"""Runs of a course at given dates: announced, changed and taken back by the house's admins."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.run import CopyForm, RunForm, run_values
from cms.forms.run_team import RunTeamForm
from cms.scope import Scope
from cms.viewsets.access import admins_only, refusal, sent, show, show_form
from cms.viewsets.run_access import course_of, dated_or_404, page_of, places_of, run_or_404
from courses.actions.run import plan_run, remove_run, renew_entry_code
from courses.actions.run_change import change_run
from courses.actions.run_copy import copy_run
from courses.actions.run_team import set_run_team
from courses.actions.seat.cancelling import cancel_run
from courses.models import Course
from courses.queries.course import open_runs, usual_withdrawal_text
from courses.queries.team import unread_texts
from courses.rules import OfferedRun, offered_runs
from lms.accounts.models import User
from lms.common.errors import DomainError


@admins_only
def runs(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show the runs that have not ended; a POST announces one more."""
    page = page_of(scope, page_id)
    course = course_of(page)
    form = _new_run(request, course)
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


@admins_only
def edit(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Plan a run anew; whoever is in it gets a mail that says what changed."""
    run = dated_or_404(scope, page_id, key)
    form = RunForm(sent(request), places=places_of(run.course), initial=run_values(run))
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(change_run, run=run, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, plan=form.plan()))
        if status is None:
            messages.success(request, _("Der Termin ist gespeichert."))
            return redirect("cms:run-list", page_id)
    return show_form(
        request,
        form,
        title=_("Termin ändern"),
        submit=_("Speichern"),
        status=status,
        icon="calendar-alt",
        intro=_("Wer eingeschrieben ist, bekommt eine E-Mail mit dem, was sich ändert."),
        back=reverse("cms:run-list", args=[page_id]),
    )


@admins_only
def copy(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Offer a run once more on other days."""
    run = dated_or_404(scope, page_id, key)
    form, status = CopyForm(sent(request), run=run), None
    if request.method == "POST" and form.is_valid():
        act = partial(copy_run, run=run, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, starts_at=form.starts_at()))
        if status is None:
            messages.success(request, _("Der Termin ist kopiert und steht auf der Kursseite."))
            return redirect("cms:run-list", page_id)
    return show_form(
        request,
        form,
        title=_("Termin kopieren"),
        submit=_("Kopieren"),
        status=status,
        icon="copy",
        back=reverse("cms:run-list", args=[page_id]),
    )


@admins_only
def cancel(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Call a run off; everybody in it is told."""
    run = dated_or_404(scope, page_id, key)
    form, status = forms.Form(sent(request)), None
    if request.method == "POST" and form.is_valid():
        act = partial(cancel_run, run=run, actor=scope.user, at=timezone.now())
        status = refusal(form, act)
        if status is None:
            messages.success(request, _("Der Termin ist abgesagt."))
            return redirect("cms:run-list", page_id)
    return show_form(
        request,
        form,
        title=_("Termin absagen"),
        submit=_("Termin absagen"),
        status=status,
        icon="cross",
        intro=_("Alle, die eingeschrieben sind oder warten, bekommen eine E-Mail."),
        back=reverse("cms:run-list", args=[page_id]),
    )


@require_POST
@admins_only
def code(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Draw a new key; the one that goes round opens nothing any more."""
    run = dated_or_404(scope, page_id, key)
    try:
        new = renew_entry_code(run=run, actor=scope.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der neue Schlüssel ist %(code)s.") % {"code": new})
    return redirect("cms:run-list", page_id)


@require_POST
@admins_only
def remove(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Take back a run that nobody has enrolled in."""
    run = run_or_404(scope, page_id, key)
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
    run = run_or_404(scope, page_id, key)
    people = User.objects.filter(memberships__partner=run.course.partner).distinct()
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


def _new_run(request: HttpRequest, course: Course | None) -> RunForm:
    if course is None:
        return RunForm(sent(request))
    usual = usual_withdrawal_text(course.partner)
    return RunForm(sent(request), places=places_of(course), withdrawal_text=usual)


def _offered(course: Course, now: datetime) -> list[tuple[OfferedRun, int | None]]:
    """The runs, each with how many texts wait there for a team; None where nobody is missing."""
    unread = unread_texts(course)
    offered = offered_runs(open_runs(course, at=now), now)
    return [(one, unread.get(one.run.pk)) for one in offered]
