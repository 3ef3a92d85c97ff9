"""The questions of a partner: list, write, revise. Foreign questions do not exist here.

Editing makes a new version; quizzes that are published keep asking the one they name.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from cms.scope import Scope
from cms.viewsets.access import scoped, show
from cms.viewsets.question_sheet import Sheet, is_sent, sheet_of, stored_sheet
from courses.actions.question import (
    OutdatedQuestionError,
    create_question,
    default_bank,
    retire_question,
    revise_question,
)
from courses.enums import QuestionType
from courses.formats.questions import origin_of, with_origin
from courses.models import Question, QuestionVersion
from courses.queries.correction import corrigible_versions
from courses.queries.question import newest_versions
from lms.common.errors import DomainError
from lms.common.text import whole_number

PER_PAGE = 30
# What each type is good for, for somebody who has never written a test.
PURPOSES = {
    QuestionType.SINGLE: gettext_lazy(
        "Mehrere Antworten, genau eine stimmt. Damit fängt man gut an."
    ),
    QuestionType.MULTIPLE: gettext_lazy("Mehrere Antworten, eine oder mehr stimmen."),
    QuestionType.TRUE_FALSE: gettext_lazy("Eine Aussage, die richtig oder falsch ist."),
    QuestionType.SHORT_TEXT: gettext_lazy("Ein Wort oder kurzer Ausdruck wird eingetippt."),
    QuestionType.NUMERIC: gettext_lazy("Eine Zahl wird eingetippt, mit erlaubter Abweichung."),
    QuestionType.MATCHING: gettext_lazy("Zu jedem Begriff wird gewählt, was zu ihm gehört."),
    QuestionType.ORDERING: gettext_lazy(
        "Einträge bekommen ihre Nummer, zum Beispiel Arbeitsschritte."
    ),
    QuestionType.CLOZE: gettext_lazy("Ein Text mit Lücken zum Eintippen oder Auswählen."),
    QuestionType.IMAGE_CHOICE: gettext_lazy("Bilder zur Auswahl, eines oder mehrere stimmen."),
    QuestionType.FREE_TEXT: gettext_lazy(
        "Einige Sätze, die das Team des Termins nach Ihrer Liste bewertet."
    ),
    QuestionType.SCALE: gettext_lazy("Eine Selbsteinschätzung in Stufen; sie zählt nicht."),
}


@scoped
def index(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Questions of the person's partners, newest version of each; search in the wording."""
    versions = newest_versions(scope.partners()).select_related("question__bank__partner")
    words = request.GET.get("q", "").strip()
    if words:
        versions = versions.filter(content__prompt__icontains=words)
    bank = request.GET.get("sammlung", "")
    if bank:
        versions = versions.filter(question__bank__key=bank)
    page = Paginator(versions.order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "words": words, "bank": bank}
    context["query"] = urlencode({"q": words, "sammlung": bank}) + "&"
    return show(request, "questions", context)


@scoped
def kinds(request: HttpRequest, scope: Scope) -> HttpResponse:
    """First step of a new question: which type, with a sentence on each."""
    types = [(kind, kind.label, PURPOSES[kind]) for kind in QuestionType]
    return show(request, "question-types", {"types": types})


@scoped
def create(request: HttpRequest, scope: Scope, kind: str) -> HttpResponse:
    """Write a new question of one type."""
    sheet = sheet_of(request, scope, kind, scope.partners())
    if not is_sent(request) or not sheet.is_valid():
        return _show(request, sheet, _("Neue Frage"))
    place = sheet.place.cleaned_data if sheet.place else {}
    try:
        create_question(
            bank=default_bank(place["partner"]),
            type=kind,
            content=sheet.content(),
            locale=place["locale"],
            tags=sheet.question.tag_list(),
            author_key=scope.user.key,
            at=timezone.now(),
        )
    except DomainError as error:
        return _show(request, sheet, _("Neue Frage"), error)
    messages.success(request, _("Die Frage ist gespeichert und kann in Tests gewählt werden."))
    return redirect("cms:question-list")


@scoped
def edit(request: HttpRequest, scope: Scope, key: str, locale: str) -> HttpResponse:
    """Revise a question, or write it in one more language: older versions stay as they are."""
    version = _in_language(scope, key, locale)
    sheet = sheet_of(request, scope, version.type, version=version)
    title = _("Frage bearbeiten") if version.locale == locale else _("Frage übersetzen")
    if not is_sent(request) or not sheet.is_valid():
        return _show(request, sheet, title, version=version)
    try:
        revise_question(
            question=version.question,
            type=version.type,
            content=with_origin(sheet.content(), origin_of(version.content)),
            locale=locale,
            tags=sheet.question.tag_list(),
            author_key=scope.user.key,
            at=timezone.now(),
            based_on=whole_number(request.POST.get("based_on")),
        )
    except DomainError as error:
        return _show(request, sheet, title, error, version=version)
    messages.success(
        request,
        _("Gespeichert. Veröffentlichte Tests fragen weiter wie bisher, bis Sie dort neu wählen."),
    )
    return redirect("cms:question-list")


@require_POST
@scoped
def retire(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Take a question out of use; what names it keeps working."""
    question = get_object_or_404(Question, key=key, bank__partner__in=scope.partners())
    retire_question(question=question, at=timezone.now())
    messages.success(request, _("Die Frage wird nicht mehr angeboten."))
    return redirect("cms:question-list")


def _versions(scope: Scope, key: str) -> Any:
    versions = newest_versions(scope.partners()).filter(question__key=key)
    return versions.select_related("question__bank__partner")


def _in_language(scope: Scope, key: str, locale: str) -> QuestionVersion:
    """The newest version in a language, else the one from which it is translated."""
    versions = {version.locale: version for version in _versions(scope, key).order_by("-pk")}
    if not versions or locale not in dict(settings.LANGUAGES):
        raise Http404
    oldest: QuestionVersion = min(versions.values(), key=lambda version: version.pk)
    found: QuestionVersion = versions.get(locale, oldest)
    return found


def _show(
    request: HttpRequest,
    sheet: Sheet,
    title: str,
    error: DomainError | None = None,
    *,
    version: QuestionVersion | None = None,
) -> HttpResponse:
    if error is not None:
        sheet.question.add_error(None, str(error))
    status: int = HTTPStatus.OK
    if is_sent(request):
        status = error.status if error else HTTPStatus.UNPROCESSABLE_ENTITY
    kind = QuestionType(sheet.kind)
    match = request.resolver_match
    language = match.kwargs.get("locale", "") if match else ""
    is_outdated = isinstance(error, OutdatedQuestionError)
    context = {
        "language": language,
        "others": [(code, name) for code, name in settings.LANGUAGES if code != language],
        "basis": version.number if version and version.locale == language else 0,
        # Both, when somebody else was faster: what was typed, and what is stored.
        "stored": stored_sheet(version) if version and is_outdated else None,
        "title": title,
        "sheet": sheet,
        "kind": kind,
        "purpose": PURPOSES[kind],
        "version": version,
        "corrigible": corrigible_versions(version.question, version.locale) if version else [],
    }
    return show(request, "question", context, status=status)
