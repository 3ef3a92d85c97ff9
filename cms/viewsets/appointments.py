"""The dates of one run: put on the plan, moved and called off by the house's admins."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.run import AppointmentForm
from cms.scope import Scope
from cms.viewsets.access import admins_only, refusal, sent, show, show_form
from cms.viewsets.run_access import dated_or_404, places_of
from courses.actions.appointment import add_appointments, cancel_appointment, change_appointment
from lms.common.errors import DomainError


@admins_only
def appointments(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Show the dates of a run; a POST adds one, or one each week."""
    run = dated_or_404(scope, page_id, key)
    form = AppointmentForm(sent(request), run=run, places=places_of(run.course))
    status = int(HTTPStatus.OK)
    if request.method == "POST" and form.is_valid():
        act = partial(add_appointments, run=run, actor=scope.user, at=timezone.now())
        refused = refusal(form, partial(act, plans=form.plans()))
        if refused is None:
            messages.success(request, _("Die Treffen sind eingetragen."))
            return redirect("cms:run-appointments", page_id, key)
        status = refused
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "title": _("Treffen"),
        "page_id": page_id,
        "run": run,
        "dates": run.appointments.select_related("place"),
        "form": form,
    }
    return show(request, "appointments", context, status=status)


@admins_only
def edit(
    request: HttpRequest, scope: Scope, page_id: int, key: str, *, appointment: str
) -> HttpResponse:
    """Move a date, or say something else about it."""
    run = dated_or_404(scope, page_id, key)
    date = get_object_or_404(run.appointments.select_related("run", "place"), key=appointment)
    places = places_of(run.course)
    form = AppointmentForm(sent(request), run=run, places=places, appointment=date)
    status = None
    if request.method == "POST" and form.is_valid():
        act = partial(change_appointment, appointment=date, actor=scope.user, at=timezone.now())
        status = refusal(form, partial(act, plan=form.plans()[0]))
        if status is None:
            messages.success(request, _("Das Treffen ist gespeichert."))
            return redirect("cms:run-appointments", page_id, key)
    return show_form(
        request,
        form,
        title=_("Treffen ändern"),
        submit=_("Speichern"),
        status=status,
        icon="calendar-alt",
        intro=_("Wer eingeschrieben ist, bekommt eine E-Mail mit dem, was sich ändert."),
        back=reverse("cms:run-appointments", args=[page_id, key]),
    )


@require_POST
@admins_only
def cancel(
    request: HttpRequest, scope: Scope, page_id: int, key: str, *, appointment: str
) -> HttpResponse:
    """Call a date off; in calendars it stands as cancelled."""
    run = dated_or_404(scope, page_id, key)
    date = get_object_or_404(run.appointments.select_related("run"), key=appointment)
    try:
        cancel_appointment(appointment=date, actor=scope.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das Treffen ist abgesagt."))
    return redirect("cms:run-appointments", page_id, key)
