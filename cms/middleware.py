"""The wall before Wagtail's admin."""

import fnmatch
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, TaskState, UploadedFile, Workflow, WorkflowState

from cms import admin_routes as routes
from cms.holding import is_held
from cms.scope import Scope, belongs_to_partner, scope_of
from cms.viewsets.resent import ADD, one_at_a_time
from cms.viewsets.whole import refuse_parts
from courses.models import QuestionVersion
from lms.common.text import whole_number

GetResponse = Callable[[HttpRequest], HttpResponse]
Check = Callable[[Scope, int], bool]
ADMIN = "/admin/"


class AdminWallMiddleware:
    """Let through what ``cms.admin_routes`` opens to this person, and answer 404 to the rest.

    City staff pass, apart from what is derived or technical. Learners and class leads find
    nothing here. Costs partners one or two queries a request, and one for each id in it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The decision needs the route, so it is taken in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Decide; ``None`` lets the request through.

        Raises:
            Http404: closed, absent, or another partner's: the three look the same.
            PermissionDenied: one's own house, but not one's right.
        """
        if not request.path.startswith(ADMIN):
            return None
        scope = scope_of(request)
        if scope is None:
            return _sign_in(request)
        match = request.resolver_match
        name = match.view_name if match else ""
        if not scope.is_staff:
            parts = kwargs | {str(number): part for number, part in enumerate(args)}
            _check_partner(request, scope, name, parts)
        elif name.startswith(routes.CLOSED_TO_STAFF):
            raise PermissionDenied
        _refuse_own_approval(request, name, kwargs)
        _refuse_exchange(request, name, kwargs)
        refuse_parts(request, name, kwargs)
        is_new_page = request.method == "POST" and name == ADD
        return one_at_a_time(request, view, kwargs) if is_new_page else None


def _sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") or request.path.startswith(f"{ADMIN}api/"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return redirect_to_login(request.get_full_path(), resolve_url("account_login"))


def _check_partner(request: HttpRequest, scope: Scope, name: str, kwargs: dict[str, Any]) -> None:
    if scope.user.is_platform_admin and name in routes.PLATFORM_ROUTES:
        return
    if not scope.partner_ids:
        raise Http404
    if name.startswith(routes.OWN):
        return
    if name not in routes.PARTNER_ROUTES:
        raise Http404
    for carrier in routes.PARTNER_ROUTES[name]:
        for value in _values(request, kwargs, carrier):
            if value not in carrier.words and not _is_open(scope, carrier.kind, value):
                raise Http404
    _check_rights(request, scope, name, kwargs)


def _values(request: HttpRequest, kwargs: dict[str, Any], carrier: routes.Carrier) -> Iterator[str]:
    """Every value the carrier finds in the request; empty ones name nothing."""
    if carrier.place == "url":
        values = [str(kwargs[carrier.field])]
    elif carrier.place == "query":
        values = request.GET.getlist(carrier.field)
    else:
        fields = fnmatch.filter(request.POST, carrier.field)
        values = [value for field in fields for value in request.POST.getlist(field)]
    return (value for value in values if value)


def _is_open(scope: Scope, kind: routes.Kind, value: str) -> bool:
    number = whole_number(value)
    return number is not None and CHECKS[kind](scope, number)


def _check_rights(request: HttpRequest, scope: Scope, name: str, kwargs: dict[str, Any]) -> None:
    """Refuse what the house may not do with its own page, and publishing without the right."""
    page_id = kwargs.get("page_id") or kwargs.get("page_to_move_id")
    if page_id and name in routes.NOT_TO_THE_HOUSE and _path(page_id) in scope.house_paths:
        raise PermissionDenied(_("Die Seite Ihrer Einrichtung selbst ändert hier nur die Stadt."))
    if page_id and name in routes.NOT_WHILE_LIVE and _is_live(page_id):
        raise PermissionDenied(_("Veröffentlichtes zieht nur die Stadt an eine andere Stelle."))
    if page_id and name in routes.NOT_TO_THE_HOUSE and scope.is_guest(_path(page_id)):
        raise PermissionDenied(_("Das macht die Einrichtung, der dieser Kurs gehört."))
    if page_id and name in routes.NEED_PUBLISH:
        page = Page.objects.get(pk=page_id)
        if not page.permissions_for_user(scope.user).can_publish():
            raise PermissionDenied(_("Veröffentlichen und Zurückziehen darf hier nur die Prüfung."))


def _refuse_own_approval(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    """Nobody publishes a partner's page by the form in which they have just edited it, or in bulk.

    What a partner shows is always read by a second person first, who then approves it
    (``cms.moderation``). The city's own pages have no such rule.
    """
    if name == routes.BULK_ACTION and kwargs == routes.BULK_PUBLISH:
        paths = _paths_in_bulk(request)
    else:
        paths = _paths_in_form(request, name, kwargs)
    if any(belongs_to_partner(path) for path in paths):
        raise PermissionDenied(
            _("Eine zweite Person gibt frei. Bitte reichen Sie die Seite zur Freigabe ein.")
        )


def _refuse_exchange(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    """Nobody changes an image or file that an approved page shows; it would change unread."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if name == routes.BULK_ACTION and kwargs["app_label"] in routes.BULK_MEDIA:
        raise PermissionDenied(_("Bitte löschen Sie Bilder und Dateien einzeln."))
    if name not in routes.MEDIA_CHANGES:
        return
    model = get_image_model() if name.startswith("wagtailimages:") else get_document_model()
    thing = model.objects.filter(pk=kwargs[routes.MEDIA_CHANGES[name]]).first()
    if thing is not None and is_held(thing):
        raise PermissionDenied(
            _(
                "Das zeigt eine Seite, die veröffentlicht ist oder auf Freigabe wartet. Laden Sie "
                "etwas Neues hoch und wählen Sie es dort aus."
            )
        )


def _paths_in_form(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> Iterator[str]:
    """The page that this form edits and publishes in one."""
    if request.method != "POST" or not name.startswith("wagtailadmin_pages:"):
        return
    page_id = kwargs.get("page_id") or kwargs.get("parent_page_id")
    if page_id and any(request.POST.get(field) for field in routes.PUBLISHING_FIELDS):
        yield _path(page_id)


def _paths_in_bulk(request: HttpRequest) -> Iterator[str]:
    """The pages that Wagtail's bulk action would publish, as it finds them itself.

    Whatever the method: Wagtail publishes on PUT too, and who is to be refused need not confirm.
    """
    try:
        pages, _others = PublishBulkAction(request, Page).get_actionable_objects()
    except (ValueError, OverflowError, Page.DoesNotExist):  # ids that are none
        raise Http404 from None
    yield from (page.path for page in pages)
    if request.POST.get("include_descendants"):
        for page in pages:
            drafts = page.get_descendants().not_live()
            yield from drafts.values_list("path", flat=True)


def _is_live(page_id: int) -> bool:
    return bool(Page.objects.filter(pk=page_id, live=True).exists())


def _path(page_id: int) -> str:
    return Page.objects.filter(pk=page_id).values_list("path", flat=True).first() or ""


def _own_object(scope: Scope, object_id: str) -> bool:
    return object_id.isdigit() and scope.is_own(_path(int(object_id)))


def _page(scope: Scope, pk: int) -> bool:
    return scope.is_own(_path(pk))


def _way(scope: Scope, pk: int) -> bool:
    path = _path(pk)
    return bool(path) and scope.is_way(path)


def _target(scope: Scope, pk: int) -> bool:
    return scope.choosable_pages(Page.objects.filter(pk=pk)).exists()


def _revision(scope: Scope, pk: int) -> bool:
    pages = Revision.page_revisions.filter(pk=pk)
    return any(_own_object(scope, key) for key in pages.values_list("object_id", flat=True))


def _workflow_state(scope: Scope, pk: int) -> bool:
    found = WorkflowState.objects.filter(pk=pk, base_content_type__model="page")
    return any(_own_object(scope, key) for key in found.values_list("object_id", flat=True))


def _task_state(scope: Scope, pk: int) -> bool:
    found = TaskState.objects.filter(pk=pk).values_list("workflow_state_id", flat=True)
    return any(_workflow_state(scope, state) for state in found)


def _task(scope: Scope, pk: int) -> bool:
    """A task belongs to whose pages its workflow guards."""
    workflows = Workflow.objects.filter(workflow_tasks__task=pk)
    paths = workflows.values_list("workflow_pages__page__path", flat=True)
    return any(path and scope.is_own(path) for path in paths)


def _image(scope: Scope, pk: int) -> bool:
    return bool(scope.images().filter(pk=pk).exists())


def _document(scope: Scope, pk: int) -> bool:
    return bool(scope.documents().filter(pk=pk).exists())


def _collection(scope: Scope, pk: int) -> bool:
    return scope.collections().filter(pk=pk).exists()


def _upload(scope: Scope, pk: int) -> bool:
    return bool(UploadedFile.objects.filter(pk=pk, uploaded_by_user=scope.user).exists())


def _question_version(scope: Scope, pk: int) -> bool:
    return QuestionVersion.objects.filter(
        pk=pk, question__bank__partner__in=scope.partners()
    ).exists()


CHECKS: dict[routes.Kind, Check] = {
    "page": _page,
    "way": _way,
    "target": _target,
    "revision": _revision,
    "task": _task,
    "task_state": _task_state,
    "workflow_state": _workflow_state,
    "image": _image,
    "document": _document,
    "collection": _collection,
    "upload": _upload,
    "question_version": _question_version,
}
