"""Who fits whom: suggestions, what people decide about them, and what was decided."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.common.errors import DomainError
from lms.common.htmx import render_part, wants_part
from network.actions.match_decision import Verdict, decide as decide_match, undo as undo_decision
from network.enums import DeclineReason, Outcome
from network.models import Match, Partner
from network.queries.matches import (
    FLAGS,
    Wanted,
    board,
    cards,
    current_run,
    decisions_of,
    fields_of,
    missing_facts,
    own_matches,
    pair_of,
)
from network.queries.viewer import Viewer
from network.views.doors import for_viewers, keeps_suggestions, see

OUTCOMES = {"spaeter": Outcome.LATER, "passt-nicht": Outcome.DECLINED}
HISTORY = 25  # decisions on a page


@for_viewers(keeps_suggestions)
@require_safe
def matches(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The queue of who steers; the lists of the own houses for everybody else."""
    wanted = Wanted.from_query(request.GET)
    context = _page(request, viewer, wanted) if viewer.steers else _houses(viewer, wanted)
    context |= {"viewer": viewer, "wanted": wanted, "run": current_run()}
    context["undo"] = _undone(viewer, request.GET.get("entschieden", ""))
    return render_part(request, "network/matches.html", "match-results", context)


def _page(request: HttpRequest, viewer: Viewer, wanted: Wanted) -> dict[str, Any]:
    page = board(viewer, wanted, request.GET.get("seite", "1"))
    return {
        "page": page,
        "cards": cards(page.object_list, viewer, timezone.localdate()),
        "fields": fields_of(viewer),
        "flags": [(code, text) for code, (_column, text) in FLAGS.items()],
        "reasons": DeclineReason.choices,
    }


def _houses(viewer: Viewer, wanted: Wanted) -> dict[str, Any]:
    """One list for each house; where it is empty, what would help most."""
    today = timezone.localdate()
    lists = []
    for house in viewer.own_partners:
        found = cards(own_matches(viewer, house, wanted.tab), viewer, today, house)
        lists.append((house, found, () if found else missing_facts(house, today)))
    return {"lists": lists, "reasons": DeclineReason.choices}


def _undone(viewer: Viewer, key: str) -> Any:
    """The decision just made, for the bar that takes it back."""
    return decisions_of(viewer).filter(key=key, undone_at=None).first() if key else None


@for_viewers(keeps_suggestions)
@require_POST
def decide(request: HttpRequest, viewer: Viewer, first: str, second: str) -> HttpResponse:
    """Put a suggestion off or turn it down."""
    match = _match_or_404(viewer, first, second)
    try:
        decision = decide_match(
            match=match,
            verdict=_verdict(request, viewer, match),
            actor=viewer.user,
            at=timezone.now(),
        )
    except DomainError as error:
        return _refused(request, viewer, match, error)
    if wants_part(request):
        return render(request, "network/match-undo.html", {"undo": decision, "is_part": True})
    return see(_back(request, decision.key))


def _verdict(request: HttpRequest, viewer: Viewer, match: Match) -> Verdict:
    outcome = OUTCOMES.get(request.POST.get("entscheidung", ""))
    if outcome is None:
        raise DomainError(_("Bitte wählen Sie, was mit dem Vorschlag werden soll."))
    return Verdict(outcome, request.POST.get("grund", ""), _house(viewer, match))


def _refused(
    request: HttpRequest, viewer: Viewer, match: Match, error: DomainError
) -> HttpResponse:
    """The card again, with what is wrong."""
    (card,) = cards([match], viewer, timezone.localdate(), _house(viewer, match))
    context = {
        "viewer": viewer, "card": card, "error": str(error), "reasons": DeclineReason.choices,
        "wanted": Wanted(),
    }  # fmt: skip
    template = "network/match-card.html" if wants_part(request) else "network/match.html"
    status = HTTPStatus.OK if wants_part(request) else error.status
    return render(request, template, context, status=status)


@for_viewers(keeps_suggestions)
@require_POST
def undo(request: HttpRequest, viewer: Viewer, decision: str) -> HttpResponse:
    """Take a decision back; the suggestion stands in the list again."""
    found = get_object_or_404(decisions_of(viewer), key=decision)
    try:
        undo_decision(decision=found, actor=viewer.user, at=timezone.now())
        messages.success(request, _("Die Entscheidung ist zurückgenommen."))
    except DomainError as error:
        messages.error(request, str(error))
    if not wants_part(request):
        return see(reverse("network:matches"))
    answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer["HX-Refresh"] = "true"
    return answer


@for_viewers(keeps_suggestions)
@require_safe
def history(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What was decided, with what was taken back."""
    page = Paginator(decisions_of(viewer), HISTORY).get_page(request.GET.get("seite", "1"))
    return render(request, "network/match-history.html", {"viewer": viewer, "page": page})


def _match_or_404(viewer: Viewer, first: str, second: str) -> Match:
    match = pair_of(viewer, first, second)
    if match is None:
        raise Http404
    return match


def _house(viewer: Viewer, match: Match) -> Partner | None:
    """For which house an editor decides; who steers decides for the network."""
    if viewer.steers:
        return None
    return next(p for p in (match.partner_a, match.partner_b) if p.pk in viewer.edits)


def _back(request: HttpRequest, key: str) -> str:
    """The board as the form left it: only what the board itself knows is taken over."""
    wanted = Wanted.from_query(request.POST)
    names = {"feld": wanted.field, "partner": wanted.partner, "merkmal": wanted.flag}
    names["ansicht"] = "" if wanted.tab == "offen" else wanted.tab
    chosen = urlencode(
        {name: value for name, value in names.items() if value} | {"entschieden": key}
    )
    return f"{reverse('network:matches')}?{chosen}"
