"""Wagtail groups, derived from memberships and staff rights; never edited by hand.

``partner-<slug>-authors`` edit their house, ``partner-<slug>-reviewers`` may also publish and
exist only where the city granted that. ``city-staff`` edit everywhere, ``platform`` changes the
settings. ``User.is_superuser`` is never touched.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.contrib.settings.registry import registry as setting_models
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.scope import EDITING_ROLES
from lms.accounts.models import User
from network.enums import Role
from network.models import Membership, Partner

CITY_STAFF = "city-staff"
PLATFORM = "platform"
AUTHOR_ACTS = ("add", "change")
REVIEWER_ACTS = (*AUTHOR_ACTS, "publish")
COLLECTION_ACTS = ("add", "choose")
STAFF_COLLECTION_ACTS = ("add", "change", "delete", "choose")


def authors_name(partner: Partner) -> str:
    """Name of the group of a partner's authors."""
    return f"partner-{partner.slug}-authors"


def reviewers_name(partner: Partner) -> str:
    """Name of the group of a partner's reviewers."""
    return f"partner-{partner.slug}-reviewers"


def partner_groups(partner: Partner) -> dict[str, tuple[str, ...]]:
    """The groups a partner has now, with what each may do to pages."""
    groups: dict[str, tuple[str, ...]] = {authors_name(partner): AUTHOR_ACTS}
    if partner.may_self_approve:
        groups[reviewers_name(partner)] = REVIEWER_ACTS
    return groups


@transaction.atomic
def sync_partner(*, partner: Partner) -> None:
    """Bring the groups of a partner and everybody in them up to date."""
    for name in partner_groups(partner):
        group = _admin_group(name)
        group.user_set.set(_members(partner, name))
    if not partner.may_self_approve:
        Group.objects.filter(name=reviewers_name(partner)).delete()


@transaction.atomic
def sync_person(*, partner: Partner, user: User) -> None:
    """Put a person into exactly the groups their memberships of a partner give."""
    for name in partner_groups(partner):
        group = _admin_group(name)
        if _members(partner, name).filter(pk=user.pk).exists():
            group.user_set.add(user)
        else:
            group.user_set.remove(user)


@transaction.atomic
def sync_staff(*, user: User) -> None:
    """Put a person into exactly the groups their staff rights give."""
    for group, belongs in (
        (staff_group(), user.is_city_staff),
        (platform_group(), user.is_platform_admin),
    ):
        if belongs:
            group.user_set.add(user)
        else:
            group.user_set.remove(user)


@transaction.atomic
def staff_group() -> Group:
    """The group of city staff: edit and publish everywhere, settings of theirs, translations."""
    group = _admin_group(CITY_STAFF)
    grant_pages(group, [Page.get_first_root_node()], REVIEWER_ACTS)
    grant_collection(group, Collection.get_first_root_node(), STAFF_COLLECTION_ACTS)
    codes = [f"change_{model._meta.model_name}" for model in setting_models if _is_editorial(model)]
    group.permissions.add(
        *Permission.objects.filter(
            Q(content_type__app_label="cms", codename__in=codes)
            | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
        )
    )
    return group


@transaction.atomic
def platform_group() -> Group:
    """The group of who runs the platform: site settings, no content."""
    group = _admin_group(PLATFORM)
    for model in setting_models:
        group.permissions.add(_model_permission(model, "change"))
    return group


def grant_pages(group: Group, pages: Iterable[Page], acts: Iterable[str]) -> None:
    """Let a group do these things to pages and everything below them, and nowhere else."""
    rights = {
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page.pk, permission=_page_permission(act)
        )[0].pk
        for page in pages
        for act in acts
    }
    GroupPagePermission.objects.filter(group=group).exclude(pk__in=rights).delete()


def grant_collection(group: Group, collection: Collection, acts: Iterable[str]) -> None:
    """Let a group do these things with the images and files of a collection.

    Wagtail asks for rights on its own two models, whatever models stand in their place.
    """
    for model in (Image, Document):
        for act in acts:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_model_permission(model, act)
            )


def _members(partner: Partner, group_name: str) -> QuerySet[User]:
    roles = {Role.REVIEWER} if group_name == reviewers_name(partner) else EDITING_ROLES
    rows = Membership.objects.filter(partner=partner, role__in=roles)
    return User.objects.filter(pk__in=rows.values("user"))


def _admin_group(name: str) -> Group:
    group, _is_new = Group.objects.get_or_create(name=name)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return group


def _is_editorial(model: type) -> bool:
    """Settings that are texts of the site (footer, menus) say so; the rest is technical."""
    return bool(getattr(model, "is_editorial", False))


def _page_permission(act: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{act}_page")


def _model_permission(model: type, act: str) -> Permission:
    kind = ContentType.objects.get_for_model(model)
    name = kind.model
    return Permission.objects.get(content_type=kind, codename=f"{act}_{name}")
