"""The heat map of the learning chain, and what would close one of its cells."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.common.spreadsheet import CSV_TYPE, Sheet, as_csv
from lms.taxonomy.models import District
from network.matching.cells import AREAS, BY_CODE
from network.queries.gap import gap
from network.queries.heat import Asked, HeatMap, heat_map
from network.queries.quarters import Quarter, around
from network.queries.viewer import Viewer
from network.views.doors import steering


@require_safe
@steering
def coverage(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one competence area; area, district, quarter and "after the plan" are in the address."""
    today = timezone.localdate()
    context = {
        "heat": _heat(request),
        "viewer": viewer,
        "quarters": [(one.code, one.title) for one in around(today)],
        "districts": [(one.code, one.title) for one in District.objects.all()],
    }
    return render(request, "network/coverage.html", context)


@require_safe
@steering
def coverage_csv(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All cells of the chosen district and quarter, one line each."""
    found = _heat(request)
    columns = [
        _("Übergang"), _("Handlungsfeld"), _("Kompetenzbereich"), _("Abdeckung in Prozent"),
        _("Urteil"), _("Kooperationen"), _("in Aussicht"), _("Angebote"), _("Kurse"), _("Gewicht"),
    ]  # fmt: skip
    data = as_csv(Sheet(_("Lücken"), columns, found.lines()))
    name = f"luecken-{found.asked.quarter.code}.csv"
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(data, content_type=CSV_TYPE, headers=headers)


@require_safe
@steering
def coverage_cell(request: HttpRequest, viewer: Viewer, cell: str) -> HttpResponse:
    """Show what would close one cell: pairs to bring together, and who is there already."""
    place = BY_CODE.get(cell)
    if place is None:
        raise Http404
    asked = _asked(request)
    found = gap(place, asked, viewer, timezone.localdate())
    context = {"gap": found, "asked": asked, "viewer": viewer}
    return render(request, "network/coverage-cell.html", context)


def _heat(request: HttpRequest) -> HeatMap:
    return heat_map(_asked(request), timezone.localdate())


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for; what it does not know it leaves out."""
    given = request.GET
    area, district = given.get("bereich", ""), given.get("ortsteil", "")[:80]
    is_known = bool(district) and District.objects.filter(code=district).exists()
    return Asked(
        area=area if area in AREAS else AREAS[0],
        district=district if is_known else "",
        quarter=Quarter.parse(given.get("quartal", "")) or Quarter.of(timezone.localdate()),
        is_after=given.get("stand") == "nachher",
    )
