"""The network of cooperations: a table, sentences, and the drawing beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.common.spreadsheet import CSV_TYPE, Sheet, as_csv
from network.queries.candidates import nearest
from network.queries.graph import HEIGHT, MOST, WIDTH, Community, community, picture
from network.queries.heat import said
from network.queries.viewer import Viewer
from network.views.doors import steering

STEPS = (100, 150, 225, 350)  # per cent of the drawing


@require_safe
@steering
def graph(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the network; the size of the drawing is in the address."""
    found = community()
    table = found.table()
    alone = [one.member for one in table if not one.cooperations]
    context = {
        "table": table,
        "sentences": [said(one) for one in found.sentences()],
        "alone": nearest([one.key for one in alone]),
        "picture": picture(found),
        "most": MOST,
        "partners_address": reverse("network:partners"),  # once, not in each of many rows
        "zoom": _zoom(request),
        "viewer": viewer,
    }
    return render(request, "network/graph.html", context)


@require_safe
@steering
def graph_csv(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The table as a file for spreadsheets."""
    columns = [
        _("Partner"), _("Art"), _("Kooperationen"), _("bereichsübergreifend"), _("Brückenwert"),
        _("verbunden mit"),
    ]  # fmt: skip
    data = as_csv(Sheet(_("Netzwerk"), columns, _lines(community())))
    headers = {"Content-Disposition": str(content_disposition_header(True, "netzwerk.csv"))}
    return HttpResponse(data, content_type=CSV_TYPE, headers=headers)


def _lines(found: Community) -> list[list[str | int]]:
    return [
        [
            one.member.name,
            one.member.kind_label,
            one.cooperations,
            one.across,
            "" if one.bridge is None else one.bridge,
            ", ".join(other.name for other in one.others),
        ]
        for one in found.table()
    ]


def _zoom(request: HttpRequest) -> dict[str, int | None]:
    """The size asked for, and the next smaller and larger one."""
    given = request.GET.get("zoom", "")
    size = int(given) if given in map(str, STEPS) else STEPS[0]
    place = STEPS.index(size)
    return {
        "size": size,
        "width": WIDTH * size // 100,
        "height": HEIGHT * size // 100,
        "smaller": STEPS[place - 1] if place else None,
        "larger": STEPS[place + 1] if place + 1 < len(STEPS) else None,
    }
