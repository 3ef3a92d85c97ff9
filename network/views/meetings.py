"""Meetings: the list, the date, and the way from plan to cancellation."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import ConflictError, DomainError
from network.actions.meeting.inviting import cancel_meeting, invite_all, mail_words
from network.actions.meeting.planning import change_meeting, plan_meeting, step_meeting
from network.forms.meeting import MeetingForm
from network.models import Meeting, MeetingState
from network.queries.meetings import Invitee, invitees, mailboxes, meetings_of, my_decisions
from network.queries.viewer import Viewer
from network.views.doors import steering
from network.views.steering import meeting_or_404, see, show

PAST = 12  # meetings shown that are over


@steering
@require_safe
def meetings(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Coming and past meetings, and the decisions that are still open."""
    rows = meetings_of(viewer).prefetch_related("fields")
    is_over = Q(ends_at__lt=timezone.now()) | Q(state=MeetingState.CANCELLED)
    context = {
        "viewer": viewer,
        "coming": rows.exclude(is_over),
        "past": _newest(rows.filter(is_over)),
        "decisions": my_decisions(viewer),
        "today": timezone.localdate(),
    }
    return show(request, "network/meetings.html", context)


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Plan a meeting."""
    form = MeetingForm(request.POST if request.method == "POST" else None)
    context = {"viewer": viewer, "form": form}
    if not form.is_bound or not form.is_valid():
        return show(request, "network/meeting-form.html", context, is_invalid=form.is_bound)
    try:
        made = plan_meeting(plan=form.plan(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return show(request, "network/meeting-form.html", context, refusal=refusal)
    messages.success(request, _("Der Termin steht. Noch weiß niemand davon."))
    return see("meeting-agenda", made.key)


@steering
@require_safe
def meeting(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """One meeting: where it stands and what comes next."""
    return _page(request, viewer, meeting_or_404(viewer, meeting))


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Change date, place or circle."""
    row = meeting_or_404(viewer, meeting)
    form = MeetingForm(request.POST if request.method == "POST" else None, meeting=row)
    context = {"viewer": viewer, "form": form, "meeting": row}
    if not form.is_bound or not form.is_valid():
        return show(request, "network/meeting-form.html", context, is_invalid=form.is_bound)
    version, now = form.cleaned_data["version"], timezone.now()
    try:
        changed = change_meeting(meeting=row, plan=form.plan(), version=version, by=viewer, at=now)
    except DomainError as refusal:
        context["newer"] = isinstance(refusal, ConflictError) and row.version != version
        context["form"] = _on_newest(request, row)
        return show(request, "network/meeting-form.html", context, refusal=refusal)
    if changed.is_invitation_stale:
        messages.warning(request, _("Die Eingeladenen wissen davon noch nichts."))
    return see("meeting", row.key)


@steering
@require_POST
def step(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Lead a meeting one step on (``to``: a state)."""
    row = meeting_or_404(viewer, meeting)
    to = request.POST.get("to", "")
    try:
        step_meeting(meeting=row, to=to, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, row, refusal=refusal)
    ways = {MeetingState.PLANNED: "meeting-agenda", MeetingState.HELD: "meeting-minutes",
            MeetingState.MINUTES_DRAFT: "meeting-finish"}  # fmt: skip
    return see(ways.get(MeetingState(to), "meeting"), row.key)


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Show who would get which mail; sending it is a click of its own."""
    row = meeting_or_404(viewer, meeting)
    if request.method != "POST":
        return _preview(request, viewer, row)
    try:
        number = invite_all(meeting=row, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _preview(request, viewer, row, refusal=refusal)
    messages.success(request, _sent(number))
    return see("meeting", row.key)


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Show who would be told that a meeting is off; telling them is a click of its own."""
    row = meeting_or_404(viewer, meeting)
    if request.method != "POST":
        return _preview(request, viewer, row, is_cancelling=True)
    try:
        number = cancel_meeting(meeting=row, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _preview(request, viewer, row, refusal=refusal, is_cancelling=True)
    messages.success(request, _("Das Treffen ist abgesagt. %(sent)s") % {"sent": _sent(number)})
    return see("meetings")


def _newest(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.order_by("-starts_at", "-pk")[:PAST]


def _on_newest(request: HttpRequest, row: Meeting) -> MeetingForm:
    """What was typed, ready to be saved over what somebody else saved meanwhile."""
    row.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(row.version)
    return MeetingForm(data, meeting=row)


def _page(
    request: HttpRequest, viewer: Viewer, row: Meeting, *, refusal: DomainError | None = None
) -> HttpResponse:
    context = {
        "viewer": viewer,
        "meeting": row,
        "items": row.items.filter(is_dropped=False),
        "people": invitees(row),
        "versions": row.minutes_versions.order_by("number"),
    }
    return show(request, "network/meeting.html", context, refusal=refusal)


def _preview(
    request: HttpRequest,
    viewer: Viewer,
    row: Meeting,
    *,
    refusal: DomainError | None = None,
    is_cancelling: bool = False,
) -> HttpResponse:
    people = invitees(row)
    context: dict[str, Any] = {
        "viewer": viewer,
        "meeting": row,
        "people": people,
        "number": len(mailboxes(people)),
        "is_cancelling": is_cancelling,
        "is_update": row.sent_sequence is not None,
        "letter": _letter(row, people, is_cancelled=is_cancelling),
    }
    return show(request, "network/meeting-invite.html", context, refusal=refusal)


def _letter(row: Meeting, people: list[Invitee], *, is_cancelled: bool) -> tuple[str, str]:
    """Subject and text of the first mail, as it would leave."""
    first = next(iter(mailboxes(people).values()), Invitee(role="–", mailbox=""))
    is_update = row.sent_sequence is not None
    words = mail_words(row, first, is_update=is_update, is_cancelled=is_cancelled)
    words |= {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    with override(settings.LANGUAGE_CODE):
        subject, text = (
            render_to_string(f"email/meeting_{part}.txt", words) for part in ("subject", "message")
        )
    return subject.strip(), text.strip()


def _sent(number: int) -> str:
    return ngettext(
        "%(number)d E-Mail ist unterwegs.", "%(number)d E-Mails sind unterwegs.", number
    ) % {"number": number}  # fmt: skip
