"""Views that stand in the place of Wagtail's own, because those show too much."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView
from wagtail.documents import get_document_model
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView as DocumentsView
from wagtail.images import get_image_model
from wagtail.images.views.images import ImagesFilterSet, IndexView as ImagesView

from cms.scope import Scope
from cms.viewsets.access import scoped

# Name, e-mail, password and picture belong to the account, not to the admin.
PANELS = {"notifications", "locale", "theme"}
MOST_TAGS = 10


class PreferencesView(AccountView):
    """What a person may choose about the admin itself: language, colours, notifications."""

    def get_panels(self) -> list[Any]:
        """Only the harmless panels."""
        return [panel for panel in super().get_panels() if panel.name in PANELS]


account = require_admin_access(PreferencesView.as_view())


class _OwnTagsMixin:
    """A filter of media without the popular tags: they come from every partner's media."""

    filters: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class HouseImagesFilterSet(_OwnTagsMixin, ImagesFilterSet):
    """Filters of the list of images."""


class HouseDocumentsFilterSet(_OwnTagsMixin, DocumentsFilterSet):
    """Filters of the list of files."""


class HouseImagesView(ImagesView):
    """The list of images."""

    filterset_class = HouseImagesFilterSet


class HouseDocumentsView(DocumentsView):
    """The list of files."""

    filterset_class = HouseDocumentsFilterSet


images = require_admin_access(HouseImagesView.as_view())
image_results = require_admin_access(HouseImagesView.as_view(results_only=True))
documents = require_admin_access(HouseDocumentsView.as_view())
document_results = require_admin_access(HouseDocumentsView.as_view(results_only=True))


@scoped
def tags(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Suggest tags, but only such as one's own images and files carry."""
    term = request.GET.get("term", "")
    found = Tag.objects.none()
    if term:
        for model, things in (
            (get_image_model(), scope.images()),
            (get_document_model(), scope.documents()),
        ):
            found |= Tag.objects.filter(
                taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
                taggit_taggeditem_items__object_id__in=things.values("pk"),
            )
    names = found.filter(name__istartswith=term).distinct().order_by("name")
    return JsonResponse(list(names.values_list("name", flat=True)[:MOST_TAGS]), safe=False)
