"""Events reach the onboarding, and Wagtail's own mails have lost their places."""

import pytest
from django.contrib.auth.models import Group
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from network.actions.partner import set_self_approval, update_partner
from tests.support import admin


@pytest.mark.parametrize(
    "signal", [task_submitted, workflow_submitted, workflow_approved, workflow_rejected]
)
def test_wagtails_notifiers_are_replaced_by_ours(signal):
    modules = {receiver().__module__ for _key, receiver, *_rest in signal.receivers}
    assert modules == {"cms.receivers"}


@pytest.mark.django_db
def test_only_the_right_to_approve_touches_wagtail(django_assert_max_num_queries):
    admin.tree()
    house = admin.partner("Haus A", "haus-a")
    with django_assert_max_num_queries(25):
        update_partner(
            partner=house, name="Haus Alpha", kind=house.kind, contact_mailbox="", website="",
            stages=[], action_fields=[], actor=None, at=admin.NOW,
        )  # fmt: skip
    assert not Group.objects.filter(name="partner-haus-a-reviewers").exists()
    set_self_approval(partner=house, is_granted=True, actor=None, at=admin.NOW)
    assert Group.objects.filter(name="partner-haus-a-reviewers").exists()
