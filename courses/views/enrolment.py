"""Enrolling, leaving, my learning."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.enrolment import enrol as enrol_person, leave as leave_course
from courses.actions.kept import kept_form
from courses.enums import CourseState
from courses.models import Course
from courses.queries.course import course_text, open_enrolment, open_runs
from courses.queries.learner import learning as read_learning, resume_lesson
from courses.queries.path.progress import by_course, own_paths
from courses.queries.progress import rule_in_words
from courses.queries.team import team_runs
from courses.rules import TEAM_STAYS, OfferedRun, chosen_run, offered_runs, suggested_run
from courses.views.access import enrolment_or_404, language, person, see, signed_in
from lms.common.errors import DomainError


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Say what enrolling means and when one may learn, and enrol."""
    text = course_text(key, language())
    if text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404
    enrolment = open_enrolment(request.user, text.course)
    if enrolment is not None:
        return see(reverse("courses:resume", args=[enrolment.key]))
    now, error, status = timezone.now(), "", int(HTTPStatus.OK)
    runs = _runs(text.course, now)
    chosen = chosen_run(runs, request.POST.get("termin", ""))
    if request.method == "POST":
        try:
            enrolment = enrol_person(user=person(request), run=chosen, at=now)
        except DomainError as refusal:
            error, status, runs = str(refusal), refusal.status, _runs(text.course, now)
        else:
            messages.success(request, _("Sie sind eingeschrieben. Viel Freude beim Lernen!"))
            return see(reverse("courses:resume", args=[enrolment.key]))
    else:
        chosen = suggested_run(runs)
    rule = rule_in_words(text.course)
    context = {"text": text, "rule": rule, "error": error, "runs": runs, "chosen": chosen}
    return render(request, "courses/enrol.html", context, status=status)


@signed_in
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """My learning: go on, running, finished, certificates."""
    user, now = person(request), timezone.now()
    found = read_learning(user, language())
    context = {
        "learning": found,
        "paths": own_paths(by_course(found.enrolments), language()),
        "waiting": kept_form(request.session, user=user, at=now),
        "is_in_team": team_runs(user, ended_after=now - TEAM_STAYS).exists(),
    }
    return render(request, "courses/learning.html", context)


@signed_in
@require_safe
def resume(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Lead back to where the learner stopped."""
    row = enrolment_or_404(request, enrolment)
    lesson, position = resume_lesson(row)
    if lesson is None:
        return see(reverse("courses:learning"))
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


def _runs(course: Course, at: datetime) -> list[OfferedRun]:
    return offered_runs(open_runs(course, at=at), at)
