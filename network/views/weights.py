"""The weights of the matching: proposed, compared, released by a second person, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.common.errors import DomainError
from network.actions.weights import activate_weights
from network.models import MatchDecision, MatchRun, Partner, WeightSet
from network.queries.viewer import Viewer
from network.tasks import match_network, refit_weights
from network.views.doors import office, see

RUNS = 10  # shown


@office
@require_safe
def weights(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All sets of weights and the last runs."""
    context = {
        "viewer": viewer,
        "sets": WeightSet.objects.select_related("author", "activated_by"),
        "runs": MatchRun.objects.all()[:RUNS],
        "decisions": MatchDecision.objects.filter(undone_at=None).count(),
    }
    return render(request, "network/weights.html", context)


@office
@require_POST
def propose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Let the decisions so far propose new weights, in the background."""
    refit_weights.delay(viewer.user.key if viewer.user else "")
    messages.success(request, _("Der Vorschlag wird berechnet und steht gleich in der Liste."))
    return see(reverse("network:weights"))


@office
@require_safe
def weight_set(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponse:
    """One set: how it compares, what it would change in the lists, its numbers."""
    row = get_object_or_404(WeightSet.objects.select_related("author"), version=version)
    context = {
        "viewer": viewer,
        "set": row,
        "changes": _named(row.report.get("changes", [])),
        "groups": [(name, sorted(values.items())) for name, values in sorted(row.content.items())],
        "is_author": viewer.user is not None and row.author_id == viewer.user.pk,
    }
    return render(request, "network/weight-set.html", context)


def _named(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who comes and goes in the lists, by name."""
    keys = {key for one in changes for key in (one["partner"], *one["new"], *one["gone"])}
    names = dict(Partner.objects.filter(key__in=keys).values_list("key", "name"))
    return [
        {
            "partner": names.get(one["partner"], one["partner"]),
            "new": [names.get(key, key) for key in one["new"]],
            "gone": [names.get(key, key) for key in one["gone"]],
        }
        for one in changes
    ]


@office
@require_POST
def activate(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponse:
    """Release a set, or go back to one; the lists are computed anew."""
    row = get_object_or_404(WeightSet, version=version)
    assert viewer.user is not None  # noqa: S101  (behind the door)
    try:
        activate_weights(weights=row, actor=viewer.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return see(reverse("network:weight-set", args=[version]))
    match_network.delay()
    messages.success(
        request, _("Die Gewichte sind in Gebrauch; die Vorschläge werden neu berechnet.")
    )
    return see(reverse("network:weights"))
