"""The steps of a learning path: choose a course, say why, move, remove."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.path.steps import add_step, change_step, move_step, remove_step
from courses.enums import CourseState
from courses.forms.path import StepForm
from courses.models import Course, LearningPath, PathStep
from courses.queries.catalogue import catalogue
from courses.queries.course import course_text
from courses.queries.filters import MAX_LENGTH, CatalogueFilter
from courses.queries.path.making import proposed_transition
from courses.views.access import language
from courses.views.path.making import FORM, desk, path_or_404, see_path
from courses.views.steering import keeper
from lms.common.errors import DomainError
from network.queries.viewer import Viewer


@keeper
@require_http_methods(FORM)
def new(request: HttpRequest, viewer: Viewer, path: str) -> HttpResponse:
    """Choose a course (``q`` searches), then (``kurs``, its key) say why it stands here."""
    row = path_or_404(viewer, path)
    key = request.POST.get("kurs", "") or request.GET.get("kurs", "")
    course = Course.objects.filter(key=key, state=CourseState.PUBLISHED).first()
    if course is None:
        return _choice(request, viewer, row)
    form = StepForm(request.POST if request.method == "POST" else None, path=row)
    context: dict[str, Any] = {"viewer": viewer, "path": row, "course": course, "form": form}
    if not form.is_bound or not form.is_valid():
        return _form(request, context)
    try:
        add_step(path=row, course=course, words=form.words(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _form(request, {**context, "error": str(refusal)}, refusal.status)
    messages.success(request, _("Der Kurs steht jetzt am Ende des Lernpfads."))
    return see_path(row)


@keeper
@require_http_methods(FORM)
def step(request: HttpRequest, viewer: Viewer, path: str, step: str) -> HttpResponse:
    """Say anew why a course (``step``: its key) stands here and how it goes on."""
    row = path_or_404(viewer, path)
    found = _step_or_404(row, step)
    proposal = proposed_transition(found)
    form = StepForm(
        request.POST if request.method == "POST" else None, path=row, step=found, proposal=proposal
    )
    context: dict[str, Any] = {"viewer": viewer, "path": row, "course": found.course,
                               "form": form, "proposal": proposal, "is_there": True}  # fmt: skip
    if not form.is_bound or not form.is_valid():
        return _form(request, context)
    try:
        change_step(step=found, words=form.words(), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _form(request, {**context, "error": str(refusal)}, refusal.status)
    messages.success(request, _("Gespeichert."))
    return see_path(row)


@keeper
@require_POST
def move(request: HttpRequest, viewer: Viewer, path: str, step: str) -> HttpResponse:
    """Let a step change places with its neighbour (``direction``: up or down)."""
    row = path_or_404(viewer, path)
    is_up = request.POST.get("direction") == "up"
    try:
        move_step(step=_step_or_404(row, step), up=is_up, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return desk(request, viewer, row, refusal=refusal)
    return see_path(row)


@keeper
@require_POST
def remove(request: HttpRequest, viewer: Viewer, path: str, step: str) -> HttpResponse:
    """Take a course out of the path."""
    row = path_or_404(viewer, path)
    try:
        remove_step(step=_step_or_404(row, step), by=viewer, at=timezone.now())
    except DomainError as refusal:
        return desk(request, viewer, row, refusal=refusal)
    messages.success(request, _("Der Schritt ist entfernt."))
    return see_path(row)


def _step_or_404(path: LearningPath, key: str) -> PathStep:
    rows = path.steps.select_related("course", "path")
    return get_object_or_404(rows, course__key=key)


def _choice(request: HttpRequest, viewer: Viewer, row: LearningPath) -> HttpResponse:
    """Published courses to choose from; those in the path already are no choice."""
    text = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    page = request.GET.get("seite", "1")
    found = catalogue(CatalogueFilter(text), language=language(), page=page)
    context = {
        "viewer": viewer,
        "path": row,
        "text": text,
        "catalogue": found,
        "taken": set(row.steps.values_list("course__key", flat=True)),
        "error": _("Wählen Sie einen Kurs.") if request.method == "POST" else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "courses/path-choose.html", context, status=status)


def _form(request: HttpRequest, context: dict[str, Any], status: int = 0) -> HttpResponse:
    is_faulty = context["form"].is_bound
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK)
    context["text"] = course_text(context["course"].key, language())
    return render(request, "courses/path-step.html", context, status=status)
