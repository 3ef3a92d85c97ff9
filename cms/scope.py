"""Whose content a person may touch inside the admin.

Derived from the Wagtail groups, which one receiver keeps equal to memberships and staff rights
(``cms.onboarding.groups``), and from the memberships themselves for what is not Wagtail's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupPagePermission, Page, Revision
from wagtail.permissions import policy_registry

from lms.accounts.models import User
from network.enums import Role
from network.models import Membership, Partner

ATTRIBUTE = "admin_scope"  # of the request
GUESTS = "course-guests-"  # begins the name of the group of who was invited to one course
EDITING_ROLES = frozenset({Role.AUTHOR, Role.REVIEWER, Role.ADMIN})


@dataclass(frozen=True)
class Scope:
    """What one person may reach; nothing is read before it is asked for."""

    user: User

    @property
    def is_staff(self) -> bool:
        """City staff reach every partner's content."""
        return self.user.is_city_staff

    @cached_property
    def _roles(self) -> frozenset[tuple[int, str]]:
        rows = Membership.objects.filter(user=self.user).values_list("partner_id", "role")
        return frozenset(rows)

    @property
    def partner_ids(self) -> frozenset[int]:
        """Partners the person edits for (author, reviewer or admin); one query, once."""
        return frozenset(partner for partner, role in self._roles if role in EDITING_ROLES)

    @property
    def administered_ids(self) -> frozenset[int]:
        """Partners whose people and profile the person looks after."""
        return frozenset(partner for partner, role in self._roles if role == Role.ADMIN)

    @property
    def reviewed_ids(self) -> frozenset[int]:
        """Partners whose courses the person may approve, where the city granted that."""
        return frozenset(partner for partner, role in self._roles if role == Role.REVIEWER)

    @cached_property
    def _places(self) -> frozenset[tuple[str, bool]]:
        """Tree paths below which the person works, and whether as a guest; one query, once."""
        rights = GroupPagePermission.objects.filter(group__user=self.user)
        rows = rights.values_list("page__path", "group__name")
        return frozenset((path, name.startswith(GUESTS)) for path, name in rows)

    @property
    def house_paths(self) -> tuple[str, ...]:
        """Tree paths of the pages below which the person works, courses as a guest included."""
        return tuple(sorted({path for path, _is_guest in self._places}))

    def is_guest(self, path: str) -> bool:
        """Tell whether a page at this tree path is open only because of an invitation to it."""
        return self.is_own(path) and not path.startswith(self._own_paths)

    @property
    def _own_paths(self) -> tuple[str, ...]:
        return tuple(place for place, is_guest in self._places if not is_guest)

    def partners(self) -> QuerySet[Partner]:
        """Partners the person edits for; all for city staff."""
        return _limited(Partner.objects.all(), self.is_staff, self.partner_ids)

    def administered(self) -> QuerySet[Partner]:
        """Partners whose people and profile the person may change; all for city staff."""
        return _limited(Partner.objects.all(), self.is_staff, self.administered_ids)

    def pages(self) -> QuerySet[Page]:
        """The person's houses and everything below them."""
        pages: QuerySet[Page] = Page.objects.filter(_below(self.house_paths))
        return pages

    def own_pages(self) -> QuerySet[Page]:
        """The same without what an invitation opened: a guest edits, and sees nothing else."""
        pages: QuerySet[Page] = Page.objects.filter(_below(self._own_paths))
        return pages

    def is_own(self, path: str) -> bool:
        """Tell whether a page at this tree path lies in one of the person's houses."""
        return path.startswith(self.house_paths) if self.house_paths else False

    def is_way(self, path: str) -> bool:
        """Tell whether the explorer must pass this page on the way to a house."""
        return self.is_own(path) or any(house.startswith(path) for house in self.house_paths)

    def choosable_pages(self, pages: QuerySet[Page]) -> QuerySet[Page]:
        """Pages one may link to: one's own, and published ones that belong to no partner."""
        if self.is_staff:
            return pages
        indexes = partner_indexes()
        is_public = Q(live=True) & (~_below(indexes) | Q(path__in=indexes))
        chosen: QuerySet[Page] = pages.filter(_below(self.house_paths) | is_public)
        return chosen

    def images(self) -> QuerySet:  # type: ignore[type-arg]
        """Images of the person's collections."""
        return _choosable(get_image_model(), self.user)

    def documents(self) -> QuerySet:  # type: ignore[type-arg]
        """Files of the person's collections."""
        return _choosable(get_document_model(), self.user)

    def collections(self) -> QuerySet[Collection]:
        """Collections the person may put things into."""
        policy = policy_registry.get_by_type(get_image_model())
        collections: QuerySet[Collection] = policy.collections_user_has_permission_for(
            self.user, "add"
        )
        return collections


def scope_of(request: HttpRequest) -> Scope | None:
    """The scope of whoever sends this request, the same object however often one asks."""
    user = request.user
    if not isinstance(user, User):
        return None
    known = getattr(request, ATTRIBUTE, None)
    if known is None:
        known = Scope(user)
        setattr(request, ATTRIBUTE, known)
    return known


def co_provider_ids(course: Page) -> frozenset[int]:
    """Partners the newest draft of a course names beside its own; two queries.

    Like everything that is not words, they stand at the page in the course's first language.
    """
    pages = Page.objects.filter(translation_key=course.translation_key).order_by("pk")
    first = str(pages.values_list("pk", flat=True).first())
    drafts = Revision.page_revisions.filter(object_id=first).order_by("-created_at", "-pk")
    content = drafts.values_list("content", flat=True).first() or {}
    return frozenset(row["partner"] for row in content.get("providers", ()))


def partner_indexes() -> tuple[str, ...]:
    """Tree paths of the partner indexes (one per language); what lies below is some partner's."""
    indexes = Page.objects.filter(
        content_type__app_label="cms", content_type__model="partnerindexpage"
    )
    return tuple(indexes.values_list("path", flat=True))


def belongs_to_partner(path: str) -> bool:
    """Tell whether a page at this tree path is some partner's; one query."""
    return any(path.startswith(index) and path != index for index in partner_indexes())


def _limited(partners: QuerySet[Partner], is_staff: bool, ids: Iterable[int]) -> QuerySet[Partner]:
    return partners if is_staff else partners.filter(pk__in=ids)


def _below(paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def _choosable(model: type, user: User) -> QuerySet:  # type: ignore[type-arg]
    policy = policy_registry.get_by_type(model)
    found: QuerySet = policy.instances_user_has_any_permission_for(user, ["choose"])  # type: ignore[type-arg]
    return found
