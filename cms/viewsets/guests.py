"""Who else writes at a course: inviting, accepting, taking back."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from cms.authoring.guests import (
    accept_invitation,
    invitations_for,
    invite_guest,
    people_at,
    withdraw_guest,
)
from cms.models import CoursePage
from cms.scope import Scope, co_provider_ids
from cms.viewsets.access import refusal, scoped, sent, show
from lms.common.errors import ConflictError
from lms.common.throttle import count_try
from network.models import Partner

HOUR = 3600  # seconds
MOST_AN_HOUR = 20  # invitations by one person


class InvitationForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(label=gettext_lazy("E-Mail der Person"), max_length=254)


@scoped
def guests(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show who writes at a course of one's own house; a POST invites somebody."""
    course = _course(scope, page_id)
    form = InvitationForm(sent(request))
    status = None
    if form.is_valid():
        status = refusal(form, lambda: _invite(course, scope, form.cleaned_data["email"]))
        if status is None:
            # The same words for every address: they must not tell who has an account.
            messages.success(
                request,
                _("Wenn dort jemand für einen der weiteren Anbieter schreibt, ist die Person nun "
                  "eingeladen."),
            )  # fmt: skip
            return redirect("cms:course-guests", page_id)
    context = {
        "title": _("Mitschreibende: %(title)s") % {"title": course.get_admin_display_title()},
        "page": course,
        "guests": people_at(course),
        "partners": Partner.objects.filter(pk__in=co_provider_ids(course)),
        "form": form,
    }
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "guests", context, status=status or usual)


@require_POST
@scoped
def withdraw(request: HttpRequest, scope: Scope, page_id: int, key: str) -> HttpResponse:
    """Take an invitation or a right back; it ends with the person's next request."""
    guest = get_object_or_404(people_at(_course(scope, page_id)), key=key)
    withdraw_guest(guest=guest, actor=scope.user, at=timezone.now())
    messages.success(request, _("Die Person schreibt an diesem Kurs nicht mehr mit."))
    return redirect("cms:course-guests", page_id)


@require_POST
@scoped
def answer(request: HttpRequest, scope: Scope, key: str) -> HttpResponse:
    """Accept or decline what one was invited to."""
    own = {row.key: row for row in invitations_for(scope.user)}
    guest = own.get(key)
    if guest is None:
        raise Http404
    if "ablehnen" in request.POST:
        withdraw_guest(guest=guest, actor=scope.user, at=timezone.now())
        messages.success(request, _("Sie haben abgelehnt."))
        return redirect("wagtailadmin_home")
    accept_invitation(guest=guest, user=scope.user, at=timezone.now())
    messages.success(request, _("Sie schreiben nun an diesem Kurs mit."))
    return redirect("wagtailadmin_explore", guest.page.pk)


def _invite(course: CoursePage, scope: Scope, email: str) -> None:
    if count_try(f"course-guest:{scope.user.key}", seconds=HOUR) > MOST_AN_HOUR:
        raise ConflictError(_("Das waren viele Einladungen. Bitte in einer Stunde wieder."))
    invite_guest(course=course, email=email, actor=scope.user, at=timezone.now())


def _course(scope: Scope, page_id: int) -> CoursePage:
    """A course of one's own house; who is a guest there invites nobody."""
    courses = CoursePage.objects.all()
    if not scope.is_staff:
        courses = courses.filter(pk__in=scope.own_pages().values("pk"))
    course: CoursePage = get_object_or_404(courses, pk=page_id)
    return course
