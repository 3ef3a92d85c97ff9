"""Where an invitation of a team leads: the run, what it means, and one button."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.actions.run_invitation import (
    Invitation,
    accept_invitation,
    invitation_of,
    is_meant,
    not_meant,
)
from courses.enums import CourseState
from courses.forms.enrolment import BroughtForm
from courses.models import CourseText
from courses.queries.course import course_text, open_enrolment
from courses.queries.progress import rule_in_words
from courses.queries.seat import runs_with_team
from courses.views.access import language, person, see, signed_in
from lms.accounts.entrance import with_token
from lms.common.errors import DomainError


@never_cache
@with_token
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the run one is invited to, and enrol whoever the mail went to."""
    invitation = invitation_of(token, at=timezone.now())
    text = course_text(invitation.run.course.key, language()) if invitation else None
    if invitation is None or text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404
    enrolment = open_enrolment(person(request), text.course)
    if enrolment is not None:
        return see(reverse("courses:resume", args=[enrolment.key]))
    return _page(request, invitation, text)


def _page(request: HttpRequest, invitation: Invitation, text: CourseText) -> HttpResponse:
    user = person(request)
    has_team = bool(runs_with_team([invitation.run]))
    form = BroughtForm(
        request.POST if request.method == "POST" else None, user=user, has_team=has_team
    )
    error, status = "", int(HTTPStatus.OK)
    if not is_meant(invitation, user):
        error, status = not_meant(), int(HTTPStatus.FORBIDDEN)
    elif request.method == "POST" and form.is_valid():
        try:
            return _accept(request, invitation, form)
        except DomainError as refusal:
            error, status = str(refusal), refusal.status
    elif form.errors:
        status = int(HTTPStatus.UNPROCESSABLE_ENTITY)
    context = {"run": invitation.run, "text": text, "form": form, "has_team": has_team}
    context |= {"rule": rule_in_words(text.course), "error": error}
    return render(request, "courses/run-offer.html", context, status=status)


def _accept(request: HttpRequest, invitation: Invitation, form: BroughtForm) -> HttpResponse:
    enrolment = accept_invitation(
        invitation=invitation,
        user=person(request),
        contact_name=form.cleaned_data.get("name", ""),
        at=timezone.now(),
    )
    messages.success(request, _("Sie sind eingeschrieben. Viel Freude beim Lernen!"))
    return see(reverse("courses:resume", args=[enrolment.key]))
