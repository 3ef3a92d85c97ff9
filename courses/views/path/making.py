"""Making a learning path: own list, texts, agreements, preview, publishing."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.path.agreeing import ask_houses, publish_path
from courses.actions.path.making import change_path, create_path, end_path
from courses.enums import PathState
from courses.forms.path import PathForm
from courses.models import LearningPath
from courses.queries.labels import catalogue_stamp
from courses.queries.path.making import (
    asked_agreements,
    houses,
    houses_to_make_for,
    kept_paths,
    lacks,
    maker_steps,
    makers_of,
    path_title,
)
from courses.queries.path.progress import path_progress
from courses.queries.path.public import read_paths
from courses.views.access import language, see
from courses.views.steering import keeper
from lms.common.errors import DomainError
from network.models import Partner
from network.queries.viewer import Viewer

FORM = ["GET", "HEAD", "POST"]


def path_or_404(viewer: Viewer, key: str) -> LearningPath:
    """A path this person makes; anybody else's is absent."""
    found = kept_paths(viewer).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def see_path(path: LearningPath) -> HttpResponse:
    """Back to the path."""
    return see(reverse("courses:path-make", args=[path.key]))


@keeper
@require_safe
def own_paths(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The paths one makes, and what one's houses are asked."""
    shown, asked = language(), asked_agreements(viewer)
    context = {
        "viewer": viewer,
        "rows": [(row, path_title(row, shown), makers_of(row)) for row in kept_paths(viewer)],
        "asked": [(row, path_title(row.path, shown), makers_of(row.path)) for row in asked],
    }
    return render(request, "courses/path-own.html", context)


@keeper
@require_http_methods(FORM)
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a path."""
    chosen = houses_to_make_for(viewer)
    form = PathForm(request.POST if request.method == "POST" else None, houses=chosen)
    if form.is_bound and form.is_valid():
        partner = Partner.objects.filter(key=form.cleaned_data["house"]).first()
        made = create_path(partner=partner, words=form.words(), by=viewer, at=timezone.now())
        messages.success(request, _("Der Entwurf ist angelegt. Nun fehlen die Schritte."))
        return see_path(made)
    return _form(request, {"viewer": viewer, "form": form})


@keeper
@require_http_methods(FORM)
def texts(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Change what a path says of itself."""
    row = path_or_404(viewer, path)
    form = PathForm(request.POST if request.method == "POST" else None, path=row)
    context: dict[str, Any] = {"viewer": viewer, "form": form, "path": row}
    if not form.is_bound or not form.is_valid():
        return _form(request, context)
    try:
        change_path(path=row, words=form.words(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _form(request, {**context, "error": str(refusal)}, refusal.status)
    messages.success(request, _("Gespeichert."))
    return see_path(row)


@keeper
@require_safe
def make(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """The desk of one path: its steps, who agrees, what is missing."""
    return desk(request, viewer, path_or_404(viewer, path))


@keeper
@require_safe
def preview(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """The page as it will be once everybody agrees."""
    return previewed(request, path_or_404(viewer, path), viewer=viewer)


@keeper
@require_POST
def ask(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Ask the houses that have not agreed."""
    row = path_or_404(viewer, path)

    def act(at: datetime) -> str:
        number = ask_houses(path=row, by=viewer, at=at)
        sentence = ngettext("%d Einrichtung ist gefragt.", "%d Einrichtungen sind gefragt.", number)
        return sentence % number

    return _done(request, viewer, row, act)


@keeper
@require_POST
def publish(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Put a path into the catalogue."""
    row = path_or_404(viewer, path)

    def act(at: datetime) -> str:
        publish_path(path=row, by=viewer, at=at)
        return _("Der Lernpfad steht jetzt im Katalog.")

    return _done(request, viewer, row, act)


@keeper
@require_POST
def end(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Take a path down for good."""
    row = path_or_404(viewer, path)

    def act(at: datetime) -> str:
        end_path(path=row, by=viewer, at=at)
        return _("Der Lernpfad ist beendet.")

    return _done(request, viewer, row, act)


def desk(
    request: HttpRequest, viewer: Viewer, row: LearningPath, *, refusal: DomainError | None = None
) -> HttpResponse:
    """Render the desk, with what was refused above it."""
    steps = maker_steps(row, language())
    others = houses(row, steps)
    context = {
        "viewer": viewer,
        "path": row,
        "title": path_title(row, language()),
        "maker": makers_of(row),
        "steps": steps,
        "houses": others,
        "can_ask": any(house.can_be_asked for house in others),
        "lacks": lacks(row, steps),
        "is_open": row.state != PathState.ENDED,
        "error": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "courses/path-make.html", context, status=status)


def previewed(
    request: HttpRequest, row: LearningPath, *, refusal: DomainError | None = None, **more: Any
) -> HttpResponse:
    """The public page of a path of any state."""
    rows = LearningPath.objects.filter(pk=row.pk)
    stamp = catalogue_stamp()
    shown = read_paths(rows, stamp=stamp, language=language(), is_preview=True)[0]
    context = {"path": shown, "progress": path_progress(shown, {}), "row": row, **more}
    context["error"] = str(refusal) if refusal else ""
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "courses/path-preview.html", context, status=status)


def _done(
    request: HttpRequest, viewer: Viewer, row: LearningPath, act: Callable[[datetime], str]
) -> HttpResponse:
    try:
        messages.success(request, act(timezone.now()))
    except DomainError as refusal:
        return desk(request, viewer, row, refusal=refusal)
    return see_path(row)


def _form(request: HttpRequest, context: dict[str, Any], status: int = 0) -> HttpResponse:
    is_faulty = context["form"].is_bound
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK)
    return render(request, "courses/path-texts.html", context, status=status)
