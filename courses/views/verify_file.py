"""The file of a certificate, checked for anybody and kept nowhere."""

from http import HTTPStatus
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courses.actions.file_verification import FileState, FileVerdict, verify_file
from courses.actions.verification import WINDOW
from courses.forms.certificate import FileForm
from courses.queries.certificate_differences import labels
from lms.common.errors import ThrottledError
from lms.common.throttle import client_address


# Nothing is changed and nobody is signed in: a cookie against forged requests would only be one
# more cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Take a file and say whether it is genuine; it never leaves this process's memory."""
    # Larger ones are dropped while they arrive instead of being written to a disk.
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if not is_sent:
        return _page(request, {"form": form}, HTTPStatus.OK)
    if not form.is_valid():
        return _page(request, {"form": form}, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        verdict = verify_file(
            data=form.cleaned_data["file"].read(),
            address=client_address(request),
            at=timezone.now(),
        )
    except ThrottledError as error:
        return _page(request, {"form": form, "throttled": str(error)}, error.status)
    is_unreadable = verdict.state == FileState.UNREADABLE
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_unreadable else HTTPStatus.OK
    return _page(request, {"form": FileForm(), **_shown(verdict)}, status)


def _shown(verdict: FileVerdict) -> dict[str, Any]:
    names = labels()
    return {
        "state": verdict.state,
        "found": verdict.found,
        "differing": [names[one] for one in verdict.differing],
    }


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "courses/verify-file.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WINDOW)
    return response
