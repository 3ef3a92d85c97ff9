"""The form of pages that may belong to a partner."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.scope import Scope, co_provider_ids
from courses.models import QuestionBank, QuestionVersion
from lms.common.text import whole_number

Reference = tuple[type[models.Model], int]


class HousePageForm(WagtailAdminPageForm):
    """Refuses images, files, pages and questions of another partner, wherever they are named.

    What the page named before stays: city staff may have put it there.
    """

    def clean(self) -> dict[str, Any]:
        """Check every reference that is new.

        Raises:
            Http404: One is another partner's; it exists as little as an absent one.
        """
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.for_user is None:  # not from the admin
            return data
        scope = Scope(self.for_user)
        fresh = set(references(self.instance, data)) - set(_stored(self.instance))
        partner_ids = {self._partner_id(), *self._co_provider_ids()}
        if not scope.is_staff:
            partner_ids &= scope.partner_ids
        if not all(_is_open(scope, partner_ids, *reference) for reference in fresh):
            raise Http404
        return data

    def _co_provider_ids(self) -> Iterable[int]:
        """Partners that write at the course together with the house; their questions fit, too."""
        parent = self.parent_page or self.instance.get_parent()
        courses = [
            page for page in (self.instance, parent) if page is not None and _is_course(page)
        ]
        return co_provider_ids(courses[0]) if courses else ()

    def _partner_id(self) -> int | None:
        """The partner in whose house the page lies; two queries."""
        parent = self.parent_page or self.instance.get_parent()
        pages = parent.get_ancestors(inclusive=True) if parent else Page.objects.none()
        houses = [page for page in [*pages.specific(), self.instance] if _is_house(page)]
        return houses[0].partner_id if houses else None


def references(page: Page, values: Mapping[str, Any]) -> Iterator[Reference]:
    """What the values of a page's fields name; blocks and rich text are read to the bottom."""
    for name, value in values.items():
        if isinstance(value, models.Model) and value.pk:
            yield type(value), int(value.pk)
        elif value is not None and name in _fields(page):
            extract = getattr(_fields(page)[name], "extract_references", None)
            for model, pk, *_path in extract(value) if extract else ():
                if str(pk).isdigit():
                    yield model, whole_number(str(pk)) or 0  # 0 is nobody's


def _fields(page: Page) -> dict[str, Any]:
    return {field.name: field for field in page._meta.concrete_fields}


def _stored(page: Page) -> Iterator[Reference]:
    """What the page named before this form."""
    values = {}
    for name, field in _fields(page).items():
        if field.is_relation:
            pk = getattr(page, field.attname)
            if pk:
                yield field.related_model, int(pk)
        else:
            values[name] = getattr(page, name)
    yield from references(page, values)


def _is_house(page: Page) -> bool:
    return bool(page._meta.label_lower == "cms.partnerpage")


def _is_course(page: Page) -> bool:
    model = page.specific_class
    return bool(page.pk and model and model._meta.label_lower == "cms.coursepage")


def _is_open(
    scope: Scope, partner_ids: Collection[int | None], model: type[models.Model], pk: int
) -> bool:
    """Questions must be of the course's partners, even for city staff; the rest the person's."""
    allowed: dict[Any, Callable[[], QuerySet[Any]]] = {
        QuestionVersion: lambda: QuestionVersion.objects.filter(
            question__bank__partner__in=partner_ids
        ),
        QuestionBank: lambda: QuestionBank.objects.filter(partner__in=partner_ids),
        get_image_model(): scope.images,
        get_document_model(): scope.documents,
        Page: lambda: scope.choosable_pages(Page.objects.all()),
    }
    for kind, things in allowed.items():
        if issubclass(model, kind):
            found: bool = things().filter(pk=pk).exists()
            return found
    return True
