"""Back to draft: on request, because something changed, or because it is not what was approved."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.models import ApprovalState
from cms.models.approval import tree_of
from cms.models.course import course_of
from cms.scope import belongs_to_partner
from cms.sealing import seals_of
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError


@transaction.atomic
def withdraw(*, page: Page, user: User) -> int:
    """Make drafts again of what waits at and below a page, or waits for its day.

    Returns:
        How many pages.

    Raises:
        ConflictError: Nothing waits.
        NotAllowedError: The person may not edit one of the pages.
    """
    tree = tree_of(page)
    due = [item for item in tree if item.workflow_in_progress or item.approved_schedule]
    if not due:
        raise ConflictError(_("Hier wartet nichts auf eine Freigabe."))
    for item in due:
        if not item.permissions_for_user(user).can_edit():
            raise NotAllowedError(_("Sie dürfen diese Seite nicht bearbeiten."))
        _make_draft(item, user)
    return len(due)


@transaction.atomic
def withdraw_changed(*, page: Page, user: User | None) -> None:
    """Make drafts again of a course that waits, or is to appear, when one of its pages changed.

    Only a change of what waits counts: a new draft beside it does not hold it up.
    """
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if page.workflow_states.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists():
        for item in tree_of(course_of(page)):
            if item.workflow_in_progress:
                _make_draft(item, user)


@transaction.atomic
def keep_due_approved(*, at: datetime) -> int:
    """Take their day from pages that are to appear now, but differ from what was approved.

    Such a page may have been moved, or a file of it exchanged past the admin. Pages that no
    approval guards (the city's own) are left alone.

    Returns:
        How many pages became drafts again.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lt=at).select_related("content_type")
    changed = [revision for revision in due if not _is_as_approved(revision)]
    for revision in changed:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
    return len(changed)


def _is_as_approved(revision: Revision) -> bool:
    page = revision.content_object.specific
    if not belongs_to_partner(page.path):
        return True
    approved = ApprovalState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    state = approved.order_by("-pk").first()
    if state is None or page.latest_revision_id != revision.pk:
        return False
    # The pools of the tests stay those that were approved.
    seal = seals_of([page], pools={page.pk: state.pools})[page.pk]
    return bool(seal.content_hash == state.content_hash)


def _make_draft(page: Page, user: User | None) -> None:
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if page.workflow_in_progress:
        page.current_workflow_state.cancel(user=user)
