"""The city's figures: for all, and with smaller counts for those who steer the network."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from courses.enums import Facet
from courses.grading.disclosure import LEAST, LEAST_IN_PUBLIC
from courses.queries.figures import MONTH, PARTNER, STAGE, CityFigures, Row, city_figures
from courses.queries.filters import PARAMETERS
from courses.views.steering import steering
from lms.common.spreadsheet import CSV_TYPE, Cell, Sheet, as_csv
from network.queries.viewer import Viewer, viewer_of

KEPT = 3600  # seconds; the figures change once a month
LICENCE = "CC0-1.0"  # of the open data, SPDX
TITLES = {
    STAGE: gettext_lazy("Bildungsbereich"),
    PARTNER: gettext_lazy("Partner"),
    MONTH: gettext_lazy("Monat"),
}


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The public page. Nothing in its address changes what it tells."""
    viewer = viewer_of(request.user, timezone.localdate())
    return _page(request, viewer, LEAST_IN_PUBLIC)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The public figures as open data."""
    return _file(LEAST_IN_PUBLIC)


@require_safe
@steering
def city(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page for those who steer: the same tables, told from five people on."""
    return _page(request, viewer, LEAST)


@require_safe
@steering
def city_csv(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The figures of those who steer as a file."""
    return _file(LEAST)


def _page(request: HttpRequest, viewer: Viewer, least: int) -> HttpResponse:
    found = _figures(least)
    context = {
        "figures": found,
        "viewer": viewer,
        "is_public": least == LEAST_IN_PUBLIC,
        "licence": LICENCE,
        "tables": [
            ("stages", _("Nach Bildungsbereich"), found.tables[STAGE], PARAMETERS[Facet.STAGE]),
            ("partners", _("Nach Partner"), found.tables[PARTNER], PARAMETERS[Facet.PARTNER]),
            ("months", _("Nach Monat"), found.tables[MONTH], ""),
        ],
    }
    return render(request, "courses/figures.html", context)


def _figures(least: int) -> CityFigures:
    """Kept for an hour: whoever asks again meanwhile is told the same."""
    now = timezone.now()
    key = f"city-figures:{least}:{get_language()}:{timezone.localtime(now):%Y-%m}"
    found: CityFigures | None = cache.get(key)
    if found is None:
        found = city_figures(at=now, least=least)
        cache.set(key, found, KEPT)
    return found


def _file(least: int) -> HttpResponse:
    found = _figures(least)
    rows = [
        [str(TITLES[name]), row.key, row.title, *_cells(row, found)]
        for name, table in found.tables.items()
        for row in table
    ]
    columns = [
        _("Tabelle"), _("Schlüssel"), _("Titel"), _("Kurse"), _("Aktive Lernende"),
        _("Abschlüsse"), _("Zertifikate"), _("von"), _("bis"), _("Lizenz"),
    ]  # fmt: skip
    data = as_csv(Sheet(_("Zahlen der Lernkette"), columns, rows))
    name = f"lernkette-zahlen-{found.last_day:%Y-%m}.csv"
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(data, content_type=CSV_TYPE, headers=headers)


def _cells(row: Row, found: CityFigures) -> list[Cell]:
    """An empty cell is a count that is not told."""
    counts = (row.courses, row.active, row.completed, row.certified)
    numbers: list[Cell] = ["" if count is None else count for count in counts]
    dates = f"{found.since:%Y-%m-%d}", f"{found.last_day:%Y-%m-%d}"
    return [*numbers, *dates, LICENCE]
