"""Correcting a wrong key: first what would change, then the change. Counts, never people.

Before the change counts are rounded, and few reports are given: one may ask with any key.
"""

import json
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.scope import Scope
from cms.viewsets.access import scoped, show
from cms.viewsets.question_sheet import Sheet, is_sent, sheet_of
from courses.actions.correction import check_correction, correct_question
from courses.enums import QuestionType
from courses.grading.disclosure import LEAST
from courses.models import QuestionVersion
from courses.queries.correction import CorrectionReport
from lms.common.errors import DomainError, ThrottledError
from lms.common.throttle import count_try

HOUR = 3600  # seconds
MOST_AN_HOUR = 20  # reports for one person


@scoped
def correct(
    request: HttpRequest, scope: Scope, key: str, *, locale: str, number: int
) -> HttpResponse:
    """Write the right key; the report comes first and is confirmed as it was shown."""
    version = get_object_or_404(_versions(scope), question__key=key, locale=locale, number=number)
    sheet = sheet_of(request, scope, version.type, version=version)
    if not is_sent(request) or not sheet.is_valid():
        return _show(request, sheet, version)
    content = sheet.content()
    try:
        told = check_correction(version, content).told()
        mark = _mark(content, told)
        if request.POST.get("gesehen") != mark:
            _count_trial(scope)
            return _show(request, sheet, version, report=told, mark=mark)
        done = correct_question(
            version=version, content=content, actor=scope.user, at=timezone.now()
        )
    except DomainError as refusal:
        return _show(request, sheet, version, refusal=refusal)
    messages.success(request, _done(done.changed))
    return redirect("cms:question-list")


def _count_trial(scope: Scope) -> None:
    """Whoever tries key after key could read single answers from the reports."""
    if count_try(f"correction:{scope.user.key}", seconds=HOUR) > MOST_AN_HOUR:
        raise ThrottledError(_("Das waren viele Berichte. Bitte in einer Stunde wieder."))


def _done(changed: int) -> str:
    if changed < LEAST:
        return _("Berichtigt. Weniger als 5 Ergebnisse werden neu berechnet.")
    return _("Berichtigt. %(changed)d Ergebnisse werden neu berechnet.") % {"changed": changed}


def _versions(scope: Scope) -> Any:
    versions = QuestionVersion.objects.filter(question__bank__partner__in=scope.partners())
    return versions.select_related("question__bank__partner")


def _mark(content: dict[str, Any], report: CorrectionReport) -> str:
    """What was seen: nobody confirms a report that has become another one."""
    seen = json.dumps([content, repr(report)], sort_keys=True, ensure_ascii=False)
    return sha256(seen.encode()).hexdigest()


def _show(
    request: HttpRequest,
    sheet: Sheet,
    version: QuestionVersion,
    *,
    refusal: DomainError | None = None,
    report: CorrectionReport | None = None,
    mark: str = "",
) -> HttpResponse:
    status: int = HTTPStatus.OK
    if refusal is not None:
        sheet.question.add_error(None, str(refusal))
        status = refusal.status
    elif is_sent(request) and report is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "title": _("Bewertung berichtigen"),
        "sheet": sheet,
        "kind": QuestionType(sheet.kind),
        "version": version,
        "report": report,
        "mark": mark,
    }
    return show(request, "question-correction", context, status=status)
