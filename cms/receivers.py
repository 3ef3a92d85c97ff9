"""Listens to events and calls one action each."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cms import approval_mails, erasing, onboarding
from cms.authoring import guests
from cms.models import ApprovalState
from lms.accounts.models import User
from lms.accounts.signals import person_erasing, staff_roles_changed
from network.models import Partner
from network.signals import membership_changed, partner_changed, partner_created


@receiver(partner_created, dispatch_uid="cms.prepare-partner")
def prepare_partner(partner: Partner, at: datetime | None = None, **kwargs: Any) -> None:
    """A new partner gets page, groups, collection, workflow and question bank."""
    onboarding.prepare_partner(partner=partner, at=at or timezone.now())


@receiver(partner_changed, dispatch_uid="cms.follow-partner")
def follow_partner(partner: Partner, at: datetime | None = None, **kwargs: Any) -> None:
    """Only the right to approve touches Wagtail; other changes cost one query."""
    reviewers = onboarding.groups.reviewers_name(partner)
    if Group.objects.filter(name=reviewers).exists() != partner.may_self_approve:
        onboarding.prepare_partner(partner=partner, at=at or timezone.now())


@receiver(membership_changed, dispatch_uid="cms.sync-person")
def sync_person(partner: Partner, user: User, **kwargs: Any) -> None:
    """Groups follow memberships in the same transaction."""
    onboarding.sync_person(partner=partner, user=user)
    guests.sync_guest(user)


@receiver(staff_roles_changed, dispatch_uid="cms.sync-staff")
def sync_staff(user: User, **kwargs: Any) -> None:
    """Groups follow staff rights in the same transaction."""
    onboarding.sync_staff(user=user)


@receiver(person_erasing, dispatch_uid="cms.erase-person")
def erase_editor(sender: Any, user: User, **kwargs: Any) -> None:
    """Locks and words of a person go with them, in the transaction of the erasure."""
    erasing.forget_editor(user=user)


# The next four take the places of Wagtail's own notifiers, which would send mails past the outbox:
# a second receiver with the same uid and sender is never connected, and cms starts first.


@receiver(
    task_submitted,
    sender=ApprovalState,
    dispatch_uid="cms.ask-for-approval",
)
@receiver(
    task_submitted,
    sender=TaskState,
    dispatch_uid="group_approval_task_submitted_email_notification",
)
def ask_for_approval(instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """Those who may approve hear of it."""
    approval_mails.ask_for_approval(state=instance, user=user, at=timezone.now())


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
def stay_silent(**kwargs: Any) -> None:
    """The task has already said so."""


@receiver(
    workflow_approved,
    sender=WorkflowState,
    dispatch_uid="workflow_state_approved_email_notification",
)
@receiver(
    workflow_rejected,
    sender=WorkflowState,
    dispatch_uid="workflow_state_rejected_email_notification",
)
def tell_decision(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """Whoever submitted hears of the decision."""
    approval_mails.tell_decision(state=instance, user=user, at=timezone.now())
