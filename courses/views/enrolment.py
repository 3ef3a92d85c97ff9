"""Enrolling, leaving, my learning."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.enrolment import (
    CodeError,
    enrol as enrol_person,
    leave as leave_course,
)
from courses.actions.kept import kept_form
from courses.actions.seat.approval import ask_for_seat
from courses.actions.seat.queue import join_waiting_list
from courses.enums import CourseState
from courses.models import CourseText, Enrolment, SeatRequest
from courses.queries.course import course_text, open_enrolment
from courses.queries.entries import entries_of
from courses.queries.learner import learning as read_learning, resume_lesson
from courses.queries.path.progress import by_course, own_paths
from courses.queries.progress import rule_in_words
from courses.queries.seat import listed_requests, open_request_in
from courses.rules import TEAM_STAYS
from courses.views.access import (
    enrolment_or_404,
    language,
    learning_in,
    person,
    see,
    signed_in,
)
from courses.views.enrol_page import EnrolPage, enrol_page
from courses.views.pupil import pupil_start
from lms.accounts.consent.queries import open_questions
from lms.accounts.models import User
from lms.common.errors import DomainError, ThrottledError
from lms.common.throttle import count_try, tries

HOUR = 3600  # seconds
WRONG_CODES = 20  # that one person may type in an hour


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Say what enrolling means and when one may learn, and enrol, ask or wait."""
    text = course_text(key, language())
    if text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404
    if request.method == "POST":
        return take_form(request, text, key=request.POST.get("termin", ""))
    enrolment = open_enrolment(request.user, text.course)
    if enrolment is not None:
        return see(reverse("courses:resume", args=[enrolment.key]))
    return show_run(request, text, key=request.GET.get("termin", ""))


def show_run(request: HttpRequest, text: CourseText, *, key: str, code: str = "") -> HttpResponse:
    """The page of a run, or of the choice; who asked already is led to the request."""
    user, now = person(request), timezone.now()
    page = enrol_page(text=text, user=user, key=key, data=None, at=now, typed={"code": code})
    asked = open_request_in(user, page.chosen.run) if page.chosen else None
    if asked is not None:
        return see(reverse("courses:seat-request", args=[asked.key]))
    return _show(request, page)


def take_form(request: HttpRequest, text: CourseText, *, key: str) -> HttpResponse:
    """Enrol, ask or wait as the form says; what was typed stays where that is refused."""
    user, now, data = person(request), timezone.now(), request.POST
    page = enrol_page(text=text, user=user, key=key, data=data, at=now)
    if page.form is not None and not page.form.is_valid():
        return _show(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = _act(page, user, data.get("act", ""), now)
    except DomainError as refusal:
        sent = _sent_again(page, data)
        again = enrol_page(text=text, user=user, key=key, data=sent, at=now, typed=data.dict())
        return _show(request, again, error=str(refusal), status=refusal.status)
    if isinstance(done, Enrolment):
        messages.success(request, _("Sie sind eingeschrieben. Viel Freude beim Lernen!"))
        return see(reverse("courses:resume", args=[done.key]))
    return see(reverse("courses:seat-request", args=[done.key]))


def _sent_again(page: EnrolPage, data: QueryDict) -> QueryDict | None:
    """What was typed, as the form of the page asks for it now; None where it asks for more.

    So it is where an exception was not what the page had offered; where none is needed any more
    its reason goes.
    """
    is_exception = data.get("act") == "exception"
    if not page.act or is_exception == (page.act == "exception"):
        return data
    if not is_exception:
        return None
    again = data.copy()
    again["act"] = page.act
    return again


def _act(page: EnrolPage, user: User, act: str, at: datetime) -> Enrolment | SeatRequest:
    run = page.chosen.run if page.chosen else None
    if page.form is None or run is None:
        return enrol_person(user=user, run=run, at=at)  # says that one must choose
    code, name = page.form.value("code"), page.form.value("name")
    values: dict[str, Any] = {"user": user, "run": run, "at": at, "contact_name": name}
    wrong = f"seat-code:{user.key}"
    if code and tries(wrong) >= WRONG_CODES:
        raise ThrottledError(_("Zu viele falsche Codes. Bitte versuchen Sie es in einer Stunde."))
    try:
        if act in {"ask", "exception"}:
            note, is_exception = page.form.value("note"), act == "exception"
            return ask_for_seat(**values, note=note, code=code, needs_exception=is_exception)
        if act == "wait":
            return join_waiting_list(**values, code=code)
        return enrol_person(**values, code=code)
    except CodeError:
        count_try(wrong, seconds=HOUR)
        raise


def _show(
    request: HttpRequest, page: EnrolPage, *, error: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    rule = rule_in_words(page.text.course)
    context = {"page": page, "text": page.text, "rule": rule, "error": error}
    return render(request, "courses/enrol.html", context, status=status)


@learning_in
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """My learning: go on, running, finished, certificates; for a seat what there is to do."""
    user, now = person(request), timezone.now()
    if user.is_pseudonymous:
        return pupil_start(request, user, at=now)
    lately = now - TEAM_STAYS
    entries = entries_of(user, ended_after=lately)
    requests = []
    if entries.has_requests:
        requests = listed_requests(user, language(), refused_after=lately)
    found = read_learning(user, language())
    context = {
        "learning": found,
        "paths": own_paths(by_course(found.enrolments), language(), stamp=entries.stamp),
        "waiting": kept_form(request.session, user=user, at=now),
        "requests": requests,
        "entries": entries,
        "questions": open_questions(user, now),
    }
    return render(request, "courses/learning.html", context)


@learning_in
@require_safe
def resume(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Lead back to where the learner stopped."""
    row = enrolment_or_404(request, enrolment)
    lesson, position = resume_lesson(row)
    if lesson is None:
        is_dated = row.run.starts_at is not None  # nothing but appointments
        own_dates = reverse("courses:own-dates", args=[row.key])
        return see(own_dates if is_dated else reverse("courses:learning"))
    address = reverse("courses:lesson", args=[row.key, lesson.slug])
    return see(f"{address}#stelle-{position}" if position else address)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Say what is kept, and leave."""
    row = enrolment_or_404(request, enrolment)
    if request.method == "POST":
        leave_course(enrolment=row, at=timezone.now())
        messages.success(request, _("Sie haben den Kurs verlassen. Ihr Fortschritt bleibt."))
        return see(reverse("courses:learning"))
    text = course_text(row.course.key, language())
    return render(request, "courses/leave.html", {"enrolment": row, "text": text})
