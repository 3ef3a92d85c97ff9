"""Runs of a course at given dates: announced, changed and taken back by the house's admins."""

from collections.abc import Callable
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
from cms.forms.run_any_time import AnyTimeForm
from cms.forms.run_team import RunTeamForm
from cms.scope import Scope
from cms.viewsets.access import admins_only, refusal, sent, show, show_form
from cms.viewsets.run_access import course_of, dated_or_404, page_of, places_of, run_or_404
from courses.actions.run import plan_run, remove_run, renew_entry_code
from courses.actions.run_any_time import change_any_time
from courses.actions.run_change import change_run
from courses.actions.run_copy import copy_run
from courses.actions.run_team import set_run_team
from courses.actions.seat.cancelling import cancel_run
from courses.enums import RunKind
from courses.models import Course, CourseRun
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
    """Plan a run anew; whoever is in one at given dates gets a mail that says what changed."""
    run = run_or_404(scope, page_id, key)
    if run.kind == RunKind.SELF_PACED:
        return _edit_any_time(request, scope, page_id, run)
    form = RunForm(sent(request), places=places_of(run.course), initial=run_values(run))
    act = partial(change_run, run=run, actor=scope.user, at=timezone.now())
    return _answer(
        request,
        page_id,
        form,
        lambda: act(plan=form.plan()),
        done=_("Der Termin ist gespeichert."),
        title=_("Termin ändern"),
        submit=_("Speichern"),
        icon="calendar-alt",
        intro=_("Wer eingeschrieben ist, bekommt eine E-Mail mit dem, was sich ändert."),
    )


def _edit_any_time(
    request: HttpRequest, scope: Scope, page_id: int, run: CourseRun
) -> HttpResponse:
    usual = usual_withdrawal_text(run.course.partner)
    form = AnyTimeForm(sent(request), run=run, withdrawal_text=usual)
    act = partial(change_any_time, run=run, actor=scope.user, at=timezone.now())
    return _answer(
        request,
        page_id,
        form,
        lambda: act(plan=form.plan()),
        done=_("Gespeichert. Es gilt für alle, die sich ab jetzt einschreiben."),
        title=_("Lernen ohne Termin"),
        submit=_("Speichern"),
        icon="calendar-alt",
        intro=_("Für alle, die schon eingeschrieben sind, ändert sich nichts."),
    )


@admins_only
def copy(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Offer a run once more on other days."""
    run = dated_or_404(scope, page_id, key)
    form = CopyForm(sent(request), run=run)
    act = partial(copy_run, run=run, actor=scope.user, at=timezone.now())
    return _answer(
        request,
        page_id,
        form,
        lambda: act(starts_at=form.starts_at()),
        done=_("Der Termin ist kopiert und steht auf der Kursseite."),
        title=_("Termin kopieren"),
        submit=_("Kopieren"),
        icon="copy",
    )


@admins_only
def cancel(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Call a run off; everybody in it is told."""
    run = dated_or_404(scope, page_id, key)
    return _answer(
        request,
        page_id,
        forms.Form(sent(request)),
        partial(cancel_run, run=run, actor=scope.user, at=timezone.now()),
        done=_("Der Termin ist abgesagt."),
        title=_("Termin absagen"),
        submit=_("Termin absagen"),
        icon="cross",
        intro=_("Alle, die eingeschrieben sind oder warten, bekommen eine E-Mail."),
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
    act = partial(set_run_team, run=run, actor=scope.user, at=timezone.now())
    return _answer(
        request,
        page_id,
        form,
        lambda: act(people=form.chosen()),
        done=_("Das Team ist gespeichert."),
        title=_("Team des Termins"),
        submit=_("Speichern"),
        icon="group",
    )


def _answer(  # noqa: PLR0913  (what is asked, what is done, what is said)
    request: HttpRequest,
    page_id: int,
    form: forms.Form,
    act: Callable[[], object],
    *,
    done: str,
    title: str,
    submit: str,
    **frame: str,
) -> HttpResponse:
    """Ask by a form on a page of its own, do it, and lead back to the runs."""
    status, runs_url = None, reverse("cms:run-list", args=[page_id])
    if request.method == "POST" and form.is_valid():
        status = refusal(form, act)
        if status is None:
            messages.success(request, done)
            return redirect(runs_url)
    return show_form(
        request, form, title=title, submit=submit, status=status, back=runs_url, **frame
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
