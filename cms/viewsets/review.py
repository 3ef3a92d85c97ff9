"""A course as one: submit it with all its lessons, approve it, or send it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.checking import is_ready, report_on
from cms.moderation import approve, can_review, review_of, send_back, submit
from cms.scope import Scope
from cms.viewsets.access import scoped, show
from lms.common.errors import DomainError

ACTS = {"approve", "send_back", "submit"}


@scoped
def course(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """What is submitted and what has changed, with the buttons the person may press."""
    return _show(request, scope, _page(scope, page_id))


@require_POST
@scoped
def decide(request: HttpRequest, scope: Scope, page_id: int, act: str) -> HttpResponse:
    """Submit, approve or send back; one transaction for the course and all its lessons."""
    page = _page(scope, page_id)
    try:
        count = _act(request, scope, page, act)
    except DomainError as error:
        return _show(request, scope, page, error)
    done = {
        "submit": ngettext("%d Seite ist eingereicht.", "%d Seiten sind eingereicht.", count),
        "approve": ngettext("%d Seite ist freigegeben.", "%d Seiten sind freigegeben.", count),
        "send_back": ngettext("%d Seite ging zurück.", "%d Seiten gingen zurück.", count),
    }
    messages.success(request, done[act] % count)
    return redirect("cms:course-review", page_id)


def _act(request: HttpRequest, scope: Scope, page: Page, act: str) -> int:
    if act == "submit":
        return submit(page=page, user=scope.user)
    if act == "approve":
        return approve(page=page, user=scope.user)
    comment = request.POST.get("comment", "").strip()
    return send_back(page=page, user=scope.user, comment=comment)


def _page(scope: Scope, page_id: int) -> Page:
    pages = Page.objects.filter(depth__gt=1) if scope.is_staff else scope.pages()
    page: Page = get_object_or_404(pages, pk=page_id)
    return page.specific


def _show(
    request: HttpRequest, scope: Scope, page: Page, error: DomainError | None = None
) -> HttpResponse:
    context = {
        "title": _("Freigabe: %(title)s") % {"title": page.get_admin_display_title()},
        "page": page,
        "review": review_of(page=page, user=scope.user),
        "report": report_on(page),
        "is_approvable": is_ready(page, is_approval=True),
        "can_review": can_review(page, scope.user),
        "can_edit": page.permissions_for_user(scope.user).can_edit(),
        "error": str(error) if error else "",
    }
    return show(request, "review", context, status=error.status if error else 200)
