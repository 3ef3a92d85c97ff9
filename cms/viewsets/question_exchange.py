"""Questions come from other systems, and go there. Nothing is saved before its report was seen."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from cms.forms.question_export import ExportForm
from cms.forms.question_import import ImportForm
from cms.scope import Scope
from cms.viewsets.access import scoped, sent, show
from cms.viewsets.question_files import FILES, as_file, choosable
from cms.viewsets.question_report import SealError, report_of, seal, unseal
from courses.actions.question import default_bank
from courses.actions.question_import import import_questions
from lms.common.errors import DomainError


@scoped
def upload(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take a file or a text and show what would become of it; nothing is saved."""
    form = ImportForm(sent(request), request.FILES or None, partners=scope.partners())
    context: dict[str, Any] = {"title": _("Fragen importieren"), "icon": "upload", "form": form}
    if form.is_valid():
        context |= _result(request, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "question-import", context, status=status)


@require_POST
@scoped
def save(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Save what the report showed, for the partner it was shown for."""
    try:
        data, questions = unseal(request.POST.get("questions", ""))
    except SealError:
        return _again(request, _("Bitte wählen Sie die Datei noch einmal; die Prüfung ist zu alt."))
    if data["user"] != request.user.pk:
        raise Http404
    partner = get_object_or_404(scope.partners(), pk=data["partner"])
    try:
        saved = import_questions(
            bank=default_bank(partner),
            questions=questions,
            locale=data["locale"],
            tags=data["tags"],
            author_key=scope.user.key,
            at=timezone.now(),
        )
    except DomainError as error:
        return _again(request, str(error))
    count = len(saved)
    words = ngettext(
        "%(count)s Frage ist gespeichert.", "%(count)s Fragen sind gespeichert.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("cms:question-list")


@require_safe
@scoped
def export(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say which questions go into a file, and which a format cannot say."""
    form = ExportForm(request.GET, partners=scope.partners())
    versions = form.versions()
    context = {
        "title": _("Fragen exportieren"),
        "icon": "download",
        "form": form,
        "count": len(versions),
        "files": [choosable(kind, versions) for kind in FILES],
        "query": request.GET.urlencode(),
    }
    return show(request, "question-export", context)


@require_safe
@scoped
def download(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The questions as a file; with their solutions, so for their authors only."""
    form = ExportForm(request.GET, partners=scope.partners())
    return as_file(request.GET.get("format", "gift"), form.versions())


def _result(request: HttpRequest, form: ImportForm) -> dict[str, Any]:
    report = report_of(form.found)
    data = {
        "user": request.user.pk,
        "partner": form.cleaned_data["partner"].pk,
        "locale": form.cleaned_data["locale"],
        "tags": form.tag_list(),
    }
    sealed = seal(data, form.found)
    return {"report": report, "sealed": sealed, "written": form.written}


def _again(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("cms:question-import")
