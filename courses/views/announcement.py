"""What everybody in a run is told: by the team or the lead of the class, and where it is read."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.announcement import announce
from courses.forms.conversation import AnnouncementForm
from courses.models import CourseRun
from courses.queries.conversation import news_of, tellable_runs
from courses.queries.course import course_text
from courses.queries.team import run_titles
from courses.views.access import enrolment_or_404, language, learning_in, person, see, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def announcements(request: HttpRequest, run: str) -> HttpResponse:
    """Write, look at it once more, send; and what was told before."""
    row = _run_or_404(request, run)
    act = request.POST.get("act", "")
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, row, form)
    if act != "send":
        return _page(request, row, form, is_preview=act != "edit")
    announce(run=row, author=person(request), at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Ihre Mitteilung ist unterwegs."))
    return see(reverse("courses:announcements", args=[row.key]))


@learning_in
@require_safe
def run_news(request: HttpRequest, enrolment: str) -> HttpResponse:
    """All that was told in one's own run."""
    row = enrolment_or_404(request, enrolment)
    text = course_text(row.course.key, language())
    context = {"enrolment": row, "text": text, "news": news_of(row.run)}
    return render(request, "courses/run-news.html", context)


def _run_or_404(request: HttpRequest, key: str) -> CourseRun:
    found = tellable_runs(person(request), timezone.now()).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, run: CourseRun, form: AnnouncementForm, *, is_preview: bool = False
) -> HttpResponse:
    context = {
        "run": run,
        "title": run_titles([run], language())[run.course_id],
        "form": form,
        "preview": form.cleaned_data if is_preview else None,
        "news": news_of(run),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "courses/announcements.html", context, status=status)
