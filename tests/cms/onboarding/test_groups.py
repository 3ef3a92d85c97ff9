"""Groups are equal to memberships and staff rights, at every moment."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.onboarding import groups, pages_of
from lms.accounts.actions import set_staff_roles
from network.actions.membership import end_role, grant_role
from network.actions.partner import set_self_approval
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.support import admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    admin.tree()
    return admin.partner("Haus A", "haus-a", may_self_approve=True)


def names(user):
    return sorted(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.AUTHOR, ["partner-haus-a-authors"]),
        (Role.REVIEWER, ["partner-haus-a-authors", "partner-haus-a-reviewers"]),
        (Role.ADMIN, ["partner-haus-a-authors"]),
        (Role.LEAD, []),
    ],
)
def test_groups_follow_the_role(house, role, expected):
    user = UserFactory()
    grant_role(partner=house, user=user, role=role, actor=None, at=admin.NOW)
    assert names(user) == expected
    end_role(partner=house, user=user, role=role, actor=None, at=admin.NOW)
    assert names(user) == []


def test_a_second_role_keeps_the_group_when_the_first_ends(house):
    user = UserFactory()
    for role in (Role.AUTHOR, Role.REVIEWER):
        grant_role(partner=house, user=user, role=role, actor=None, at=admin.NOW)
    end_role(partner=house, user=user, role=Role.REVIEWER, actor=None, at=admin.NOW)
    assert names(user) == ["partner-haus-a-authors"]


def test_taking_back_self_approval_removes_the_reviewers(house):
    user = UserFactory()
    grant_role(partner=house, user=user, role=Role.REVIEWER, actor=None, at=admin.NOW)
    set_self_approval(partner=house, is_granted=False, actor=None, at=admin.NOW)
    assert names(user) == ["partner-haus-a-authors"]
    assert not Group.objects.filter(name="partner-haus-a-reviewers").exists()
    set_self_approval(partner=house, is_granted=True, actor=None, at=admin.NOW)
    assert names(user) == ["partner-haus-a-authors", "partner-haus-a-reviewers"]


def test_rights_lie_on_the_own_pages_and_collection_only(house):
    other = admin.partner("Haus B", "haus-b")
    rights = GroupPagePermission.objects.filter(group__name=groups.authors_name(house))
    assert {(r.page_id, r.permission.codename) for r in rights} == {
        (page.pk, act) for page in pages_of(house) for act in ("add_page", "change_page")
    }
    assert pages_of(house).count() == 2
    reviewers = GroupPagePermission.objects.filter(group__name=groups.reviewers_name(house))
    assert {r.permission.codename for r in reviewers} == {"add_page", "change_page", "publish_page"}
    collections = GroupCollectionPermission.objects.filter(group__name=groups.authors_name(house))
    assert {c.collection.name for c in collections} == {"Haus A"}
    assert sorted(c.permission.codename for c in collections) == [
        "add_document",
        "add_image",
        "choose_document",
        "choose_image",
    ]
    assert GroupPagePermission.objects.filter(group__name=groups.authors_name(other)).exists()


def test_staff_groups_follow_the_rights():
    user = UserFactory()
    set_staff_roles(user=user, is_city_staff=True, is_platform_admin=False, at=admin.NOW)
    assert names(user) == ["city-staff"]
    set_staff_roles(user=user, is_city_staff=False, is_platform_admin=True, at=admin.NOW)
    assert names(user) == ["platform"]
    set_staff_roles(user=user, is_city_staff=False, is_platform_admin=False, at=admin.NOW)
    assert names(user) == []
    assert user.is_superuser is False


def test_city_staff_publish_on_the_root_and_platform_touches_no_page():
    city = GroupPagePermission.objects.filter(group=groups.staff_group())
    assert {(r.page.depth, r.permission.codename) for r in city} == {
        (1, "add_page"),
        (1, "change_page"),
        (1, "publish_page"),
    }
    platform = groups.platform_group()
    assert not GroupPagePermission.objects.filter(group=platform).exists()
    assert not GroupCollectionPermission.objects.filter(group=platform).exists()


def test_a_failing_transaction_leaves_the_groups_alone(house):
    from django.db import transaction

    user = UserFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        grant_role(partner=house, user=user, role=Role.AUTHOR, actor=None, at=admin.NOW)
        raise RuntimeError
    assert names(user) == []
