"""City staff name who coordinates an action field, also from outside the administration."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.common.errors import DomainError
from network.actions.coordinator import appoint_coordinator, end_coordinator
from network.forms.coordinator import CoordinatorForm
from network.models import Coordinator
from network.queries.viewer import Viewer
from network.rules import mailbox_looks_personal
from network.views.doors import steering
from network.views.steering import see, show


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def coordinators(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List them, name one more, or change what was agreed (``feld``, ``person``: whose)."""
    _only_staff(viewer)
    data = request.POST if request.method == "POST" else None
    form = CoordinatorForm(data, today=timezone.localdate(), row=_asked(request))
    if data is None or not form.is_valid():
        return _page(request, viewer, form)
    try:
        row = appoint_coordinator(
            appointment=form.appointment(), actor=viewer.user, at=timezone.now()
        )
    except DomainError as refusal:
        return _page(request, viewer, form, refusal=refusal)
    if mailbox_looks_personal(row.mailbox):
        messages.warning(request, _("Das Postfach sieht nach einer Person aus. Es ist öffentlich."))
    messages.success(request, _("Gespeichert."))
    return see("coordinators")


@steering
@require_POST
def end(request: HttpRequest, viewer: Viewer, code: str, person: str) -> HttpResponse:
    """End it with a day, today unless another is given."""
    _only_staff(viewer)
    row = get_object_or_404(Coordinator, field__code=code, user__key=person)
    on = _day(request.POST.get("on", "")) or timezone.localdate()
    end_coordinator(coordinator=row, on=on, actor=viewer.user, at=timezone.now())
    messages.success(request, _("Die Koordination endet."))
    return see("coordinators")


def _only_staff(viewer: Viewer) -> None:
    if not viewer.is_staff:
        raise PermissionDenied(_("Koordinationen benennt die Stadtverwaltung."))


def _asked(request: HttpRequest) -> Coordinator | None:
    """The row somebody wants to change."""
    rows = Coordinator.objects.select_related("user")
    asked = {"field__code": request.GET.get("feld"), "user__key": request.GET.get("person")}
    return rows.filter(**asked).first() if all(asked.values()) else None


def _day(words: str) -> Any:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _page(
    request: HttpRequest,
    viewer: Viewer,
    form: CoordinatorForm,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    rows = Coordinator.objects.select_related("field", "user", "organisation")
    context = {
        "viewer": viewer,
        "rows": rows.order_by("field__position", "is_deputy", "pk"),
        "form": form,
        "today": timezone.localdate(),
    }
    is_invalid = form.is_bound and bool(form.errors)
    return show(
        request, "network/coordinators.html", context, refusal=refusal, is_invalid=is_invalid
    )
