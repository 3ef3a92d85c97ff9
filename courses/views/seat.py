"""What somebody waits for: a request, a place in the line, an offer; and invitation links."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.seat.queue import accept_offer, withdraw_request
from courses.enums import CourseState, RequestState
from courses.forms.enrolment import RequestForm
from courses.models import SeatRequest
from courses.queries.course import course_text, open_enrolment
from courses.queries.deciders import is_decided
from courses.queries.seat import own_request, run_of_key
from courses.views.access import language, person, see, signed_in
from courses.views.enrolment import HOUR, WRONG_CODES, show_run
from lms.accounts.entrance import with_token
from lms.common.errors import DomainError
from lms.common.throttle import count_try, tries


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def seat_request(request: HttpRequest, key: str) -> HttpResponse:
    """Show where a request stands; accept an offer, or take the request back."""
    row = own_request(person(request), key)
    if row is None:
        raise Http404
    error, status = "", int(HTTPStatus.OK)
    if request.method == "POST":
        form = RequestForm(request.POST)
        try:
            if form.is_valid():
                return _act(request, row, form)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except DomainError as refusal:
            error, status = str(refusal), refusal.status
            row = own_request(person(request), key)
    text = course_text(row.run.course.key, language()) if row else None
    context = {
        "seat": row,
        "text": text,
        "error": error,
        "code": request.POST.get("code", ""),
        "is_decided": row is None or _is_decided(row),
    }
    return render(request, "courses/seat-request.html", context, status=status)


def _is_decided(row: SeatRequest) -> bool:
    """Whether somebody would answer: whoever did may have left the house since the asking."""
    is_open = row.state == RequestState.ASKED and row.is_nameless
    return not is_open or is_decided(row.run, user=row.user)


def _act(request: HttpRequest, row: SeatRequest, form: RequestForm) -> HttpResponse:
    now, values = timezone.now(), form.cleaned_data
    if values["act"] == "accept":
        enrolment = accept_offer(request=row, at=now, code=values["code"])
        messages.success(request, _("Sie sind eingeschrieben. Viel Freude beim Lernen!"))
        return see(reverse("courses:resume", args=[enrolment.key]))
    was_offered = row.state == RequestState.OFFERED
    withdraw_request(request=row, at=now)
    declined = _("Sie haben abgelehnt. Der Platz geht an die nächste Person.")
    messages.success(request, declined if was_offered else _("Ihre Anfrage ist zurückgezogen."))
    return see(reverse("courses:learning"))


@never_cache
@with_token
@signed_in
@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Open a run by the link that holds its key; the form of the page enrols."""
    user = person(request)
    wrong = f"seat-code:{user.key}"
    if tries(wrong) >= WRONG_CODES:
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    run = run_of_key(code)
    text = course_text(run.course.key, language()) if run else None
    if run is None or text is None or text.course.state != CourseState.PUBLISHED:
        count_try(wrong, seconds=HOUR)
        raise Http404
    enrolment = open_enrolment(user, text.course)
    if enrolment is not None:
        return see(reverse("courses:resume", args=[enrolment.key]))
    return show_run(request, text, key=run.key, code=code)
