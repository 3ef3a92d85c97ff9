"""Submitting and approving: a course is one act, however many lessons hang below it.

Wagtail's workflow knows single pages. Here a page stands for itself and everything below it, in
one transaction: either all of it is submitted, approved or sent back, or nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.models import ApprovalState
from cms.models.course import course_of
from cms.scope import belongs_to_partner
from cms.sealing import edited_by, seals_of
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError


@dataclass(frozen=True)
class Review:
    """Where the approval of a page and what lies below it stands."""

    waiting: tuple[Page, ...]  # submitted, not yet decided
    changed: tuple[Page, ...]  # with changes nobody has submitted
    own: tuple[Page, ...]  # waiting, but last edited by the person who looks
    stale: tuple[Page, ...]  # of the waiting: no longer what was submitted
    scheduled: tuple[Page, ...]  # approved, but their day is still to come

    @property
    def due(self) -> tuple[Page, ...]:
        """What may be submitted now."""
        return self.changed + self.stale


def review_of(*, page: Page, user: User) -> Review:
    """What there is to submit or to approve; what waits is compared with what was submitted.

    Costs about ten queries, and a few for each page that waits.
    """
    tree = _tree(page)
    waiting = [item for item in tree if item.workflow_in_progress]
    resting = [
        item for item in tree if not item.workflow_in_progress and not item.approved_schedule
    ]
    seals = seals_of(waiting)
    hashes = _submitted_hashes(waiting)
    return Review(
        waiting=tuple(waiting),
        changed=tuple(item for item in resting if item.has_unpublished_changes),
        own=tuple(edited_by(user, waiting, seals)),
        scheduled=tuple(item for item in tree if item.approved_schedule),
        stale=tuple(w for w in waiting if hashes.get(w.pk) != seals[w.pk].content_hash),
    )


@transaction.atomic
def submit(
    *,
    page: Page,
    user: User,
    go_live_at: datetime | None = None,
    expire_at: datetime | None = None,
) -> int:
    """Submit a page and everything changed below it; returns how many pages.

    Args:
        page: Usually a course.
        user: Who submits.
        go_live_at: When all of it shall appear; None leaves what the pages say.
        expire_at: When the page itself shall vanish again; None leaves what it says.

    Raises:
        ConflictError: Nothing has changed, or no workflow guards the page.
        NotAllowedError: The person may not edit one of the pages.
    """
    review = review_of(page=page, user=user)
    due = {item.pk: item for item in review.due}
    if expire_at is not None:
        due.setdefault(page.pk, page.specific)
    if not due:
        raise ConflictError(_("Es gibt keine Änderungen, die noch nicht eingereicht sind."))
    for item in due.values():
        _submit_one(item, user, go_live_at, expire_at if item.pk == page.pk else None)
    return len(due)


@transaction.atomic
def approve(*, page: Page, user: User) -> int:
    """Approve, and so publish, everything submitted at and below a page; returns how many pages.

    Raises:
        ConflictError: Nothing waits for approval, or it is no longer what was submitted.
        NotAllowedError: The person may not approve, or edited one of the pages last.
    """
    review = _review_to_decide(page, user)
    if review.own:
        raise NotAllowedError(
            _("Sie haben „%(title)s“ zuletzt bearbeitet. Eine zweite Person gibt das frei.")
            % {"title": review.own[0].get_admin_display_title()}
        )
    if review.stale:
        raise ConflictError(
            _("„%(title)s“ ist nicht mehr, wie es eingereicht wurde. Bitte erst neu einreichen.")
            % {"title": review.stale[0].get_admin_display_title()}
        )
    for item in review.waiting:
        _act(item, user, "approve", "")
    return len(review.waiting)


@transaction.atomic
def send_back(*, page: Page, user: User, comment: str) -> int:
    """Send everything submitted at and below a page back with a comment; returns how many pages.

    Raises:
        ConflictError: Nothing waits for approval.
        NotAllowedError: The person may not decide here.
    """
    waiting = _review_to_decide(page, user).waiting
    for item in waiting:
        _act(item, user, "reject", comment)
    return len(waiting)


@transaction.atomic
def withdraw(*, page: Page, user: User) -> int:
    """Make drafts again of what waits at and below a page, or waits for its day.

    Returns:
        How many pages.

    Raises:
        ConflictError: Nothing waits.
        NotAllowedError: The person may not edit one of the pages.
    """
    tree = _tree(page)
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
        for item in _tree(course_of(page)):
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


def can_review(page: Page, user: User) -> bool:
    """Tell whether a person belongs to those who approve this page."""
    workflow = page.get_workflow()
    if workflow is None or not user.is_active:
        return False
    groups = [task.specific.groups.all() for task in workflow.tasks]
    return any(user.groups.filter(pk__in=group).exists() for group in groups)


def _tree(page: Page) -> list[Page]:
    pages = page.get_descendants(inclusive=True).order_by("path")
    pages = pages.select_related("latest_revision").annotate_approved_schedule()
    return list(pages.specific().prefetch_workflow_states())


def _submitted_hashes(pages: Iterable[Page]) -> dict[int, str]:
    """What was submitted, by page; one query."""
    states = {page.current_workflow_state.current_task_state_id: page.pk for page in pages}
    rows = ApprovalState.objects.filter(pk__in=states).values_list("pk", "content_hash")
    return {states[pk]: content_hash for pk, content_hash in rows}


def _review_to_decide(page: Page, user: User) -> Review:
    if not can_review(page, user):
        raise NotAllowedError(_("Freigeben dürfen hier nur die dafür bestimmten Personen."))
    review = review_of(page=page, user=user)
    if not review.waiting:
        raise ConflictError(_("Hier wartet nichts auf eine Freigabe."))
    return review


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


def _submit_one(
    page: Page, user: User, go_live_at: datetime | None, expire_at: datetime | None
) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise NotAllowedError(_("Sie dürfen diese Seite nicht bearbeiten."))
    if page.workflow_in_progress:  # waits, but is no longer what was submitted
        page.current_workflow_state.cancel(user=user)
    if go_live_at or expire_at:
        _plan(page, user, go_live_at, expire_at)
    if page.latest_revision is None:
        page.save_revision(user=user)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)  # sent back before: the same approval goes on
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise ConflictError(_("Für diese Seite ist keine Freigabe eingerichtet."))
    workflow.start(page, user)


def _plan(page: Page, user: User, go_live_at: datetime | None, expire_at: datetime | None) -> None:
    """Write the proposed days into the page's draft, so that the approval covers them."""
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = go_live_at or draft.go_live_at
    draft.expire_at = expire_at or draft.expire_at
    page.latest_revision = draft.save_revision(user=user)


def _act(page: Page, user: User, action: str, comment: str) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)
