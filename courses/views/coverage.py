"""The simple table of what there is to learn, for those who steer the network."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from courses.queries.coverage import Asked, Columns, Supply, SupplyCell, supply as read_supply
from courses.views.steering import steering
from lms.common.pdf import pdf_available, render_pdf
from lms.common.spreadsheet import CSV_TYPE, Sheet, as_csv
from lms.taxonomy.models import District
from network.queries.viewer import Viewer


@require_safe
@steering
def supply(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the table; its columns and the district are in the address."""
    context = {
        "supply": _supply(request),
        "viewer": viewer,
        "columns": [
            (Columns.FIELDS, _("Handlungsfelder")),
            (Columns.AREAS, _("Kompetenzbereiche")),
        ],
        "has_pdf": pdf_available(),
    }
    return render(request, "courses/supply.html", context)


@require_safe
@steering
def supply_csv(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The table as a file for spreadsheets, one line for each cell."""
    found = _supply(request)
    columns = [
        _("Bildungsbereich"), _("Spalte"), _("Kurse"), _("Termine mit freiem Platz"),
        _("Partner"), _("Urteil"),
    ]  # fmt: skip
    rows = [[stage, title, *_numbers(cell)] for stage, title, cell in _cells(found)]
    data = as_csv(Sheet(_("Was es gibt"), columns, rows))
    return _file(data, CSV_TYPE, "angebot.csv")


@require_safe
@steering
def supply_pdf(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The table on paper: a tagged PDF; absent where PDFs cannot be made."""
    if not pdf_available():
        raise Http404
    title = _("Was es zu lernen gibt")
    html = render_to_string(
        "pdf/supply.html", {"supply": _supply(request), "title": title, "at": timezone.now()}
    )
    css = render_to_string("pdf/supply.css")
    data = render_pdf(html, title=title, language=get_language() or "de", css=css)
    return _file(data, "application/pdf", "angebot.pdf")


def _supply(request: HttpRequest) -> Supply:
    """What the address asks for; what it does not know it leaves out."""
    wanted = request.GET.get("spalten", "")
    columns = Columns(wanted) if wanted in list(Columns) else Columns.FIELDS
    code = request.GET.get("ortsteil", "")[:80]
    is_known = bool(code) and District.objects.filter(code=code).exists()
    return read_supply(Asked(columns, code if is_known else ""), at=timezone.now())


def _cells(found: Supply) -> list[tuple[str, str, SupplyCell]]:
    titles = [title for _code, title in found.columns]
    return [
        (stage, title, cell)
        for stage, cells in found.rows
        for title, cell in zip(titles, cells, strict=True)
    ]


def _numbers(cell: SupplyCell) -> list[str | int]:
    return [cell.courses, cell.runs, cell.partners, cell.words]


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(data, content_type=kind, headers=headers)
