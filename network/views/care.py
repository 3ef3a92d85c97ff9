"""The network's office: words and weights that staff keep."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.care import keep_row, remove_row
from network.forms.care_tables import TABLES, Table
from network.queries.viewer import Viewer
from network.views.doors import office, see

ON_PAGE = 50
LONGEST_SEARCH = 80


@office
@require_safe
def index(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All tables."""
    return render(request, "network/care.html", {"viewer": viewer, "tables": TABLES.values()})


@office
@require_safe
def table(request: HttpRequest, viewer: Viewer, table: str) -> HttpResponse:
    """The rows of one table."""
    found = _table_or_404(table)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rows = found.rows()
    if found.search and words:
        rows = rows.filter(**{f"{found.search}__icontains": words})
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("seite", "1"))
    context = {
        "viewer": viewer, "table": found, "page": page, "words": words,
        "rows": [(row, *found.describe(row)) for row in page],
    }  # fmt: skip
    return render(request, "network/care-table.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, viewer: Viewer, table: str, row: int | None = None) -> HttpResponse:
    """Change a row, or add one."""
    found = _table_or_404(table)
    if row is None and not found.may_grow:
        raise Http404
    instance = get_object_or_404(found.rows(), pk=row) if row else None
    form = found.form(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and form.is_valid():
        return _keep(request, viewer, found, form)
    name = found.describe(instance)[0] if instance else _("Neuer Eintrag")
    context = {"viewer": viewer, "table": found, "form": form, "name": name, "row": instance}
    return render(request, "network/care-row.html", context)


def _keep(request: HttpRequest, viewer: Viewer, found: Table, form: Any) -> HttpResponse:
    related = {
        name: form.cleaned_data[name]
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelMultipleChoiceField)
    }
    assert viewer.user is not None  # noqa: S101  (behind the door)
    keep_row(
        table=found.slug,
        row=form.save(commit=False),
        related=related,
        actor=viewer.user,
        at=timezone.now(),
    )
    messages.success(request, _("Gespeichert. Es wirkt ab der nächsten Berechnung."))
    return see(reverse("network:care-table", args=[found.slug]))


@office
@require_POST
def remove(request: HttpRequest, viewer: Viewer, table: str, row: int) -> HttpResponse:
    """Remove a row."""
    found = _table_or_404(table)
    if not found.may_grow or viewer.user is None:
        raise Http404
    instance = get_object_or_404(found.rows(), pk=row)
    remove_row(table=found.slug, row=instance, actor=viewer.user, at=timezone.now())
    messages.success(request, _("Entfernt. Es wirkt ab der nächsten Berechnung."))
    return see(reverse("network:care-table", args=[found.slug]))


def _table_or_404(slug: str) -> Table:
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]
