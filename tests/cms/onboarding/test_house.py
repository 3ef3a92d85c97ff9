"""What onboarding furnishes, and that doing it twice changes nothing."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
)

from cms.models import ApprovalTask, PartnerPage
from cms.onboarding import collection_of, pages_of, prepare_partner
from courses.models import QuestionBank
from network.actions.partner import set_self_approval
from tests.support import admin

pytestmark = pytest.mark.django_db
COUNTED = (
    Collection,
    Group,
    GroupCollectionPermission,
    GroupPagePermission,
    PartnerPage,
    QuestionBank,
    Workflow,
    WorkflowPage,
    ApprovalTask,
)


def test_a_new_partner_has_everything():
    admin.tree()
    house = admin.partner("Haus A", "haus-a")
    pages = list(pages_of(house))
    assert [page.locale.language_code for page in pages] == ["de", "en"]
    assert {page.live for page in pages} == {True}
    assert len({page.translation_key for page in pages}) == 1
    assert collection_of(house).name == "Haus A"
    assert QuestionBank.objects.get(partner=house).is_default
    workflows = {page.get_workflow() for page in pages}
    assert len(workflows) == 1
    task = ApprovalTask.objects.get(workflow_tasks__workflow=workflows.pop())
    assert [group.name for group in task.groups.all()] == ["city-staff"]


def test_preparing_again_changes_nothing():
    admin.tree()
    house = admin.partner("Haus A", "haus-a", may_self_approve=True)
    before = [model.objects.count() for model in COUNTED]
    prepare_partner(partner=house, at=admin.NOW)
    assert [model.objects.count() for model in COUNTED] == before


def test_without_a_tree_the_pages_come_later():
    house = admin.partner("Haus A", "haus-a")
    assert not pages_of(house).exists()
    assert not Workflow.objects.filter(name__contains="Haus A").exists()
    admin.tree("de")
    prepare_partner(partner=house, at=admin.NOW)
    assert pages_of(house).count() == 1
    assert pages_of(house).get().get_workflow() is not None


def test_a_language_added_later_becomes_a_translation():
    admin.tree("de")
    house = admin.partner("Haus A", "haus-a")
    first = pages_of(house).get()
    from wagtail.models import Locale, Page

    from cms.models import HomePage, PartnerIndexPage

    locale, _new = Locale.objects.get_or_create(language_code="en")
    home = HomePage(title="Home", slug="en", locale=locale, headline="x", welcome="x")
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=PartnerIndexPage(title="Partners", slug="partner", locale=locale))
    prepare_partner(partner=house, at=admin.NOW)
    pages = pages_of(house)
    assert {page.translation_key for page in pages} == {first.translation_key}
    rights = GroupPagePermission.objects.filter(group__name="partner-haus-a-authors")
    assert {right.page_id for right in rights} == {page.pk for page in pages}


def test_granted_reviewers_join_the_workflow_and_leave_it():
    admin.tree()
    house = admin.partner("Haus A", "haus-a", may_self_approve=True)
    task = ApprovalTask.objects.get(workflow_tasks__workflow=pages_of(house)[0].get_workflow())
    assert sorted(task.groups.values_list("name", flat=True)) == [
        "city-staff",
        "partner-haus-a-reviewers",
    ]
    set_self_approval(partner=house, is_granted=False, actor=None, at=admin.NOW)
    assert list(task.groups.values_list("name", flat=True)) == ["city-staff"]
