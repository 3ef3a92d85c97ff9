"""Courses out into files and back, documents into lessons; each upload has its own report."""

import tempfile
from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.archiving import write_archive
from cms.forms.exchange import ArchiveForm, DocumentForm
from cms.importing.jobs import receive
from cms.importing.tasks import run_import
from cms.models import CoursePage, ImportJob, ImportKind
from cms.scope import Scope
from cms.viewsets.access import scoped, sent, show
from lms.common.errors import DomainError
from lms.common.text import slugify_de

MOST = 30  # imports in the list
SPOOLED = 8 * 1024 * 1024  # bytes of a download kept in memory, the rest goes to disk


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The newest imports of the person's partners, and the form for a course archive."""
    form = ArchiveForm(sent(request), request.FILES or None, partners=scope.partners())
    if request.method == "POST" and form.is_valid():
        make = partial(_receive, scope, form, partner=form.cleaned_data["partner"])
        if (key := _done(form, make, ImportKind.COURSE)) is not None:
            return redirect("cms:import-job", key)
    jobs = _jobs(scope).select_related("partner", "page")[:MOST]
    context = {"title": _("Kurs einlesen"), "form": form, "jobs": jobs, "icon": "upload"}
    return show(request, "imports", context, status=_status(form))


@scoped
def document(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Take a document for a course; it becomes its last lesson."""
    course = _course(scope, scope.pages(), page_id)
    form = DocumentForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        partner = course.get_parent().specific.partner
        make = partial(_receive, scope, form, partner=partner, course=course)
        if (key := _done(form, make, ImportKind.LESSON)) is not None:
            return redirect("cms:import-job", key)
    context = {
        "title": _("Dokument als Lektion einfügen: %(title)s")
        % {"title": course.get_admin_display_title()},
        "form": form,
        "back": reverse("wagtailadmin_explore", args=[course.pk]),
        "icon": "doc-full-inverse",
    }
    return show(request, "document-upload", context, status=_status(form))


@scoped
def job(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """How far an import is, and at its end what came of it."""
    found = get_object_or_404(_jobs(scope).select_related("page", "course"), key=key)
    context = {"title": found.file_name, "job": found, "icon": "upload"}
    return show(request, "import-job", context)


@scoped
def download(request: HttpRequest, scope: Scope, page_id: int) -> FileResponse:
    """One of the person's own courses as a file; written to disk, sent in pieces."""
    course = _course(scope, scope.own_pages(), page_id)
    target = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115  (the answer closes it)
    write_archive(course=course, target=target, on=timezone.localdate())
    target.seek(0)
    name = slugify_de(course.title, 60) or "kurs"
    return FileResponse(target, as_attachment=True, filename=f"{name}.zip")


def _course(scope: Scope, pages: QuerySet[Page], page_id: int) -> CoursePage:
    courses = CoursePage.objects.all()
    if not scope.is_staff:
        courses = courses.filter(pk__in=pages.values("pk"))
    found: CoursePage = get_object_or_404(courses, pk=page_id)
    return found


def _jobs(scope: Scope) -> Any:
    """Of the person's partners, and what a guest brought into a course that is still open."""
    brought = Q(user=scope.user, course__in=scope.pages().values("pk"))
    return ImportJob.objects.filter(Q(partner__in=scope.partners()) | brought)


def _receive(scope: Scope, form: forms.Form, kind: ImportKind, **values: Any) -> ImportJob:
    return receive(
        user=scope.user, kind=kind, upload=form.cleaned_data["file"], at=timezone.now(), **values
    )


def _done(form: forms.Form, make: Any, kind: ImportKind) -> str | None:
    """Put the file aside and send its task; a refusal is written into the form."""
    try:
        made: ImportJob = make(kind)
    except DomainError as error:
        form.add_error("file", str(error))
        return None
    transaction.on_commit(partial(run_import.delay, made.key), robust=True)
    return made.key


def _status(form: forms.Form) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
