"""The agenda of a meeting: generate, change, put in order, strike out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import DomainError
from network.actions.meeting.agenda import (
    add_item,
    drop_item,
    edit_item,
    generate_agenda,
    move_item,
)
from network.forms.meeting import ItemForm
from network.models import AgendaItem, Meeting
from network.queries.agenda_inputs import agenda_inputs
from network.queries.agenda_links import linked
from network.queries.viewer import Viewer
from network.views.doors import steering
from network.views.steering import item_or_404, meeting_or_404, see, show


@steering
@require_safe
def agenda(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """The items in their order, and a form for one more."""
    return _page(request, viewer, meeting_or_404(viewer, meeting))


@steering
@require_POST
def generate(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Bring in what the network knows; edits stay."""
    row = meeting_or_404(viewer, meeting)
    try:
        at = timezone.now()
        inputs = agenda_inputs(row, viewer=viewer, at=at)
        generate_agenda(meeting=row, by=viewer, at=at, inputs=inputs)
    except DomainError as refusal:
        return _page(request, viewer, row, refusal=refusal)
    messages.success(request, _("Die Tagesordnung ist auf dem neuesten Stand."))
    return see("meeting-agenda", row.key)


@steering
@require_POST
def add(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Add an item by hand."""
    row = meeting_or_404(viewer, meeting)
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, row, form=form)
    try:
        made = add_item(meeting=row, words=form.words(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row, form=form, refusal=refusal)
    name = "meeting-agenda" if row.state == "planned" else "meeting-minutes"
    return see(name, row.key, anchor=f"#punkt-{made.key}")


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, viewer: Viewer, meeting: str, item: str) -> HttpResponse:
    """Change what an item says."""
    row = item_or_404(viewer, meeting, item)
    form = ItemForm(request.POST if request.method == "POST" else None, item=row)
    context = {"viewer": viewer, "meeting": row.meeting, "item": row, "form": form}
    if not form.is_bound or not form.is_valid():
        return show(request, "network/agenda-form.html", context, is_invalid=form.is_bound)
    version = form.cleaned_data["version"]
    try:
        edit_item(item=row, words=form.words(), version=version, by=viewer, at=timezone.now())
    except DomainError as refusal:
        data = request.POST.copy()
        data["version"] = str(row.version)
        context |= {"form": ItemForm(data, item=row), "newer": row.version != version}
        return show(request, "network/agenda-form.html", context, refusal=refusal)
    return see("meeting-agenda", meeting, anchor=f"#punkt-{item}")


@steering
@require_POST
def move(request: HttpRequest, viewer: Viewer, meeting: str, item: str) -> HttpResponse:
    """Put an item one place up or down."""
    row = item_or_404(viewer, meeting, item)
    is_up = request.POST.get("direction") == "up"
    try:
        move_item(item=row, is_up=is_up, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row.meeting, refusal=refusal)
    return see("meeting-agenda", meeting, anchor=f"#punkt-{item}")


@steering
@require_POST
def drop(request: HttpRequest, viewer: Viewer, meeting: str, item: str) -> HttpResponse:
    """Strike an item out, or take it back in."""
    row = item_or_404(viewer, meeting, item)
    is_dropped = request.POST.get("dropped") == "1"
    try:
        drop_item(item=row, is_dropped=is_dropped, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row.meeting, refusal=refusal)
    return see("meeting-agenda", meeting, anchor=f"#punkt-{item}")


def _page(
    request: HttpRequest,
    viewer: Viewer,
    row: Meeting,
    *,
    form: ItemForm | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    items: list[AgendaItem] = list(row.items.all())
    context: dict[str, Any] = {
        "viewer": viewer,
        "meeting": row,
        "items": linked(items),
        "minutes_needed": sum(item.time_box for item in items if not item.is_dropped),
        "minutes_given": int((row.ends_at - row.starts_at).total_seconds() // 60),
        "form": form or ItemForm(),
    }
    is_invalid = form is not None and bool(form.errors)
    return show(
        request, "network/meeting-agenda.html", context, refusal=refusal, is_invalid=is_invalid
    )
