"""A house sees a path with its courses, and answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.actions.path.agreeing import answer_path
from courses.models import PathAgreement
from courses.queries.path.making import administers, asked_agreements, makers_of
from courses.views.access import see
from courses.views.path.making import previewed
from courses.views.steering import keeper
from lms.common.errors import DomainError
from network.queries.viewer import Viewer


@keeper
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Show the path as it will be; ``antwort`` is ja or nein, ``haus`` the key of the house."""
    rows = list(asked_agreements(viewer).filter(path__key=path))
    if not rows:
        raise Http404
    mine = [row for row in rows if administers(viewer, row.partner_id)]
    if not mine:
        raise PermissionDenied(_("Antworten kann, wer Ihre Einrichtung verwaltet."))
    if request.method != "POST":
        return _page(request, viewer, mine)
    wanted = request.POST.get("haus", "")
    row = next((one for one in mine if one.partner.key == wanted), mine[0])
    agrees = request.POST.get("antwort")
    if agrees not in {"ja", "nein"}:
        refused = DomainError(_("Wählen Sie, ob Sie zustimmen."))
        return _page(request, viewer, mine, refusal=refused)
    try:
        answer_path(agreement=row, agrees=agrees == "ja", by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, mine, refusal=refusal)
    messages.success(request, _("Danke für Ihre Antwort. Wer den Lernpfad macht, ist informiert."))
    return see(reverse("courses:own-paths"))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    mine: list[PathAgreement],
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    path = mine[0].path
    more = {"viewer": viewer, "mine": mine, "maker": makers_of(path)}
    return previewed(request, path, refusal=refusal, **more)
