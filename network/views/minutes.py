"""Live minutes, decisions, the end of a meeting and corrections after it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import DomainError
from lms.common.htmx import wants_part
from lms.taxonomy.models import ActionField
from lms.taxonomy.queries import action_fields
from network.actions.meeting.finalising import correct_minutes, finalise_minutes
from network.actions.meeting.minutes import (
    Ticked,
    add_decision,
    save_minutes,
    set_attendance,
    settle_decision,
    withdraw_decision,
)
from network.forms.meeting import CorrectionForm, DecisionForm, ItemForm
from network.models import AgendaItem, Decision, DecisionState, Meeting, MeetingState
from network.queries.agenda_links import linked
from network.queries.meetings import (
    decisions_of,
    invitees,
    mailboxes,
    meetings_of,
    role_titles,
)
from network.queries.minutes import minutes_of
from network.queries.viewer import Viewer
from network.rules import WRITTEN
from network.views.differences import differences
from network.views.doors import steering
from network.views.steering import item_or_404, meeting_or_404, see, show

LONGEST_NUMBER = 10  # digits


@dataclass(frozen=True)
class Typed:
    """Minutes that were not stored: text, the version it was written on, and why."""

    text: str
    version: int
    refusal: DomainError


@steering
@require_safe
def minutes(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """The items with room for minutes and decisions."""
    return _page(request, viewer, meeting_or_404(viewer, meeting))


@steering
@require_POST
def save(request: HttpRequest, viewer: Viewer, meeting: str, item: str) -> HttpResponse:
    """Store the minutes of one item; htmx gets the line that says so."""
    row = item_or_404(viewer, meeting, item)
    text = request.POST.get("minutes", "").replace("\r\n", "\n")
    version, mine = (_number(request.POST.get(name, "")) for name in ("version", "mine"))
    number = row.version if mine == row.version else version
    try:
        saved = save_minutes(item=row, text=text, version=number, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _not_saved(request, viewer, row, typed=Typed(text, version, refusal))
    if wants_part(request):
        return _state(request, saved)
    return see("meeting-minutes", meeting, anchor=f"#punkt-{item}")


@steering
@require_POST
def attendance(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Note who is there."""
    row = meeting_or_404(viewer, meeting)
    before, present = (
        {_number(text) for text in request.POST.getlist(name)} for name in ("before", "present")
    )
    guest = " ".join(request.POST.get("guest", "").split())[:120]
    ticked = Ticked(came=present - before, left=before - present)
    try:
        set_attendance(meeting=row, ticked=ticked, guest=guest, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row, refusal=refusal)
    return see("meeting-minutes", row.key, anchor="#anwesend")


@steering
@require_POST
def decide(request: HttpRequest, viewer: Viewer, meeting: str, item: str) -> HttpResponse:
    """Write down a decision on an item."""
    row = item_or_404(viewer, meeting, item)
    form = DecisionForm(request.POST, fields=list(action_fields()), auto_id=f"{row.key}-%s")
    if not form.is_valid():
        return _page(request, viewer, row.meeting, form=(row, form))
    try:
        add_decision(item=row, decision=form.decision(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row.meeting, form=(row, form), refusal=refusal)
    return see("meeting-minutes", meeting, anchor=f"#punkt-{item}")


@steering
@require_POST
def withdraw(request: HttpRequest, viewer: Viewer, meeting: str, decision: str) -> HttpResponse:
    """Take back a decision of a meeting that runs."""
    row = meeting_or_404(viewer, meeting)
    found = get_object_or_404(row.decisions.select_related("meeting"), key=decision)
    try:
        withdraw_decision(decision=found, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row, refusal=refusal)
    return see("meeting-minutes", row.key)


@steering
@require_POST
def settle(request: HttpRequest, viewer: Viewer, decision: str) -> HttpResponse:
    """Mark a decision as done or open again; from the list, or from the minutes (``meeting``)."""
    found = get_object_or_404(decisions_of(viewer), key=decision)
    is_done = request.POST.get("done") == "1"
    try:
        settle_decision(decision=found, is_done=is_done, by=viewer, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Erledigt.") if is_done else _("Wieder offen."))
    back = meetings_of(viewer).filter(key=request.POST.get("meeting", "")).first()
    return see("meeting-minutes", back.key) if back else see("meetings")


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Read the minutes once more and make them final; the mails go with that click."""
    row = meeting_or_404(viewer, meeting)
    context = {"viewer": viewer, "meeting": row, "number": len(mailboxes(invitees(row)))}
    if request.method == "POST":
        try:
            finalise_minutes(meeting=row, by=viewer, at=timezone.now())
        except DomainError as refusal:
            context["minutes"] = minutes_of(row)
            return show(request, "network/meeting-finish.html", context, refusal=refusal)
        messages.success(request, _("Das Protokoll ist fertig und steht nun fest."))
        return see("meeting", row.key)
    return show(request, "network/meeting-finish.html", {**context, "minutes": minutes_of(row)})


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Put a corrected version beside the final minutes."""
    row = meeting_or_404(viewer, meeting)
    newest = minutes_of(row)
    if newest is None or newest.version is None:
        return see("meeting", row.key)
    number = newest.version.number
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, items=newest.content["items"], number=number)
    context: dict[str, Any] = {"viewer": viewer, "meeting": row, "form": form}
    if data is None or not form.is_valid():
        return show(request, "network/meeting-correct.html", context, is_invalid=form.is_bound)
    facts = {"note": form.cleaned_data["note"], "number": form.cleaned_data["number"]}
    try:
        correct_minutes(meeting=row, minutes=form.minutes(), by=viewer, at=timezone.now(), **facts)
    except DomainError as refusal:
        context |= _on_newest(request, row)
        return show(request, "network/meeting-correct.html", context, refusal=refusal)
    return see("meeting-pack", row.key)


def _on_newest(request: HttpRequest, row: Meeting) -> dict[str, Any]:
    """The correction on top of the newest version, and where the two differ."""
    newest = row.minutes_versions.order_by("number").last()
    if newest is None:
        return {}
    data = request.POST.copy()
    data["number"] = str(newest.number)
    form = CorrectionForm(data, items=newest.content["items"], number=newest.number)
    is_stale = request.POST.get("number") != str(newest.number)
    newer = differences(form, skip=("number", "note")) if is_stale else []
    return {"form": form, "newer": newer}


def _page(
    request: HttpRequest,
    viewer: Viewer,
    row: Meeting,
    *,
    form: tuple[AgendaItem, DecisionForm] | None = None,
    refusal: DomainError | None = None,
    typed: tuple[AgendaItem, Typed] | None = None,
) -> HttpResponse:
    decisions = Decision.objects.select_related("field", "carried_from__meeting").order_by("pk")
    items = row.items.filter(is_dropped=False).prefetch_related(Prefetch("decisions", decisions))
    fields = list(action_fields())
    known = (role_titles(fields), fields)
    context: dict[str, Any] = {
        "viewer": viewer,
        "meeting": row,
        "is_open": row.state in WRITTEN,
        "lines": [_line(item, url, known, form=form, typed=typed) for item, url in linked(items)],
        "attendances": row.attendances.all(),
        "open": set(_open(viewer).values_list("key", flat=True)),
        "item_form": ItemForm() if row.state == MeetingState.HELD else None,
    }
    is_invalid = form is not None and refusal is None
    return show(
        request, "network/meeting-minutes.html", context, refusal=refusal, is_invalid=is_invalid
    )


def _line(
    item: AgendaItem,
    url: str,
    known: tuple[dict[str, str], list[ActionField]],
    *,
    form: tuple[AgendaItem, DecisionForm] | None,
    typed: tuple[AgendaItem, Typed] | None,
) -> dict[str, Any]:
    titles, fields = known
    is_asked = form is not None and form[0].pk == item.pk
    is_typed = typed is not None and typed[0].pk == item.pk
    return {
        "item": item,
        "url": url,
        "role": titles.get(item.minutes_role, item.minutes_role),
        "form": form[1] if form and is_asked else _blank(item, fields),
        "is_asked": is_asked,
        "typed": typed[1] if typed and is_typed else None,
    }


def _open(viewer: Viewer) -> QuerySet[Decision]:
    return decisions_of(viewer).filter(state=DecisionState.OPEN).order_by()


def _blank(item: AgendaItem, fields: list[ActionField]) -> DecisionForm:
    return DecisionForm(fields=fields, auto_id=f"{item.key}-%s")


def _state(request: HttpRequest, item: AgendaItem, typed: Typed | None = None) -> HttpResponse:
    """The line below a text: its version, who saved it when, or what somebody else wrote."""
    role = role_titles().get(item.minutes_role, item.minutes_role)
    context = {"item": item, "role": role, "typed": typed}
    return render(request, "network/minutes-state.html", context)


def _not_saved(
    request: HttpRequest, viewer: Viewer, row: AgendaItem, *, typed: Typed
) -> HttpResponse:
    """Nothing typed is lost: it stays in the field, what the other wrote stands below it.

    The version stays the one that was read, so that typing on never writes over the other's text.
    """
    row.refresh_from_db()
    if wants_part(request):
        answer = _state(request, row, typed)
        answer.status_code = 422  # htmx puts nothing else of the errors into the page
        return answer
    return _page(request, viewer, row.meeting, refusal=typed.refusal, typed=(row, typed))


def _number(text: str) -> int:
    """A version or primary key as sent; -1, which is nobody's, for anything else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else -1
