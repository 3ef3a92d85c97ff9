"""A course as one: submit it with all its lessons, approve it, or send it back."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.checking import is_ready, report_on
from cms.forms.schedule import ScheduleForm
from cms.moderation import approve, can_review, review_of, send_back, submit
from cms.reviews import history
from cms.scope import Scope
from cms.viewsets.access import scoped, show
from cms.withdrawing import withdraw
from lms.common.errors import DomainError


@scoped
def course(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """What is submitted and what has changed, with the buttons the person may press."""
    return _show(request, scope, _page(scope, page_id))


@require_POST
@scoped
def decide(request: HttpRequest, scope: Scope, page_id: int, act: str) -> HttpResponse:
    """Submit, approve or send back; one transaction for the course and all its lessons."""
    page = _page(scope, page_id)
    form = ScheduleForm(request.POST if act == "submit" else {}, at=timezone.now())
    if not form.is_valid():
        return _show(request, scope, page, form=form)
    words = form.cleaned_data | {"comment": request.POST.get("comment", "").strip()}
    try:
        count = _act(scope, page, act, words)
    except DomainError as error:
        return _show(request, scope, page, error=error)
    done = {
        "submit": ngettext("%d Seite ist eingereicht.", "%d Seiten sind eingereicht.", count),
        "approve": ngettext("%d Seite ist freigegeben.", "%d Seiten sind freigegeben.", count),
        "withdraw": ngettext(
            "%d Seite ist wieder ein Entwurf.", "%d Seiten sind wieder Entwürfe.", count
        ),
        "send_back": ngettext("%d Seite ging zurück.", "%d Seiten gingen zurück.", count),
    }
    messages.success(request, done[act] % count)
    return redirect("cms:course-review", page_id)


def _act(scope: Scope, page: Page, act: str, words: dict[str, Any]) -> int:
    comment = words.pop("comment")
    if act == "submit":
        return submit(page=page, user=scope.user, **words)
    if act == "approve":
        return approve(page=page, user=scope.user)
    if act == "withdraw":
        return withdraw(page=page, user=scope.user)
    return send_back(page=page, user=scope.user, comment=comment)


def _page(scope: Scope, page_id: int) -> Page:
    pages = Page.objects.filter(depth__gt=1) if scope.is_staff else scope.pages()
    page: Page = get_object_or_404(pages, pk=page_id)
    return page.specific


def _show(
    request: HttpRequest,
    scope: Scope,
    page: Page,
    *,
    error: DomainError | None = None,
    form: ScheduleForm | None = None,
) -> HttpResponse:
    context = {
        "title": _("Freigabe: %(title)s") % {"title": page.get_admin_display_title()},
        "page": page,
        "review": review_of(page=page, user=scope.user),
        "history": history(page, scope),
        "form": form or ScheduleForm(None, at=timezone.now()),
        "report": report_on(page),
        "is_approvable": is_ready(page, is_approval=True),
        "can_review": can_review(page, scope.user),
        "can_edit": page.permissions_for_user(scope.user).can_edit(),
        "error": str(error) if error else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return show(request, "review", context, status=error.status if error else status)
