"""Submitting and approving: a course is one act, however many lessons hang below it.

Wagtail's workflow knows single pages. Here a page stands for itself and everything below it, in
one transaction: either all of it is submitted, approved or sent back, or nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cms.checking import refuse_unready
from cms.models import ApprovalState
from cms.models.approval import tree_of
from cms.models.course import course_of
from cms.rule_change import RuleChange, rule_change
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
    rule: RuleChange | None  # of a course: what must be done to finish it changes

    @property
    def due(self) -> tuple[Page, ...]:
        """What may be submitted now."""
        return self.changed + self.stale


def review_of(*, page: Page, user: User) -> Review:
    """What there is to submit or to approve; what waits is compared with what was submitted.

    Costs about ten queries, and a few for each page that waits.
    """
    tree = tree_of(page)
    waiting = [item for item in tree if item.workflow_in_progress]
    resting = [
        item for item in tree if not item.workflow_in_progress and not item.approved_schedule
    ]
    coming = [item for item in tree if item.has_unpublished_changes or item.workflow_in_progress]
    seals = seals_of(waiting)
    hashes = _submitted_hashes(waiting)
    return Review(
        waiting=tuple(waiting),
        changed=tuple(item for item in resting if item.has_unpublished_changes),
        own=tuple(edited_by(user, waiting, seals)),
        rule=rule_change(tree, coming),
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
    keeps_rule: bool | None = None,
) -> int:
    """Submit a page and everything changed below it; returns how many pages.

    Args:
        page: Usually a course.
        user: Who submits.
        go_live_at: When all of it shall appear; None leaves what the pages say.
        expire_at: When the page itself shall vanish again; None leaves what it says.
        keeps_rule: Where the rule of a course changes: whether those who learn keep the old one.

    Raises:
        ConflictError: Nothing has changed, no workflow guards the page, or nobody has chosen which
            rule holds for those who learn.
        NotAllowedError: The person may not edit one of the pages.
        CourseNotReadyError: The check of the course found something to mend first.
    """
    review = review_of(page=page, user=user)
    if not review.due and expire_at is None:
        raise ConflictError(_("Es gibt keine Änderungen, die noch nicht eingereicht sind."))
    refuse_unready(page)
    plans = {item.pk: (item, _Plan(go_live_at)) for item in review.due}
    if expire_at is not None or _asks_for_rule(page, review, keeps_rule):
        item = plans.get(page.pk, (page.specific,))[0]
        chosen = keeps_rule if review.rule else None
        plans[page.pk] = item, _Plan(go_live_at, expire_at, chosen)
    for item, plan in plans.values():
        _submit_one(item, user, plan)
    return len(plans)


@transaction.atomic
def approve(*, page: Page, user: User) -> int:
    """Approve, and so publish, everything submitted at and below a page; returns how many pages.

    Raises:
        ConflictError: Nothing waits for approval, or it is no longer what was submitted.
        NotAllowedError: The person may not approve, or edited one of the pages last.
        CourseNotReadyError: The check of the course found something to mend first.
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
    refuse_unready(page, is_approval=True)
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


def can_review(page: Page, user: User) -> bool:
    """Tell whether a person belongs to those who approve this page."""
    workflow = page.get_workflow()
    if workflow is None or not user.is_active:
        return False
    groups = [task.specific.groups.all() for task in workflow.tasks]
    return any(user.groups.filter(pk__in=group).exists() for group in groups)


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


@dataclass(frozen=True)
class _Plan:
    """What is written into a draft at its submission; None leaves what it says."""

    go_live_at: datetime | None = None
    expire_at: datetime | None = None
    keeps_rule: bool | None = None


def _asks_for_rule(page: Page, review: Review, keeps_rule: bool | None) -> bool:
    """Tell whether a choice of the rule must be kept in the course's page."""
    root = course_of(page)
    if root.pk != page.pk:
        whole = tree_of(root)
        if rule_change(whole, [item for item in whole if item in review.due]):
            raise ConflictError(
                _("Damit ändert sich, was zum Abschluss gehört. Bitte reichen Sie den Kurs ein.")
            )
        return False
    if review.rule is None:
        return False
    if keeps_rule is None:
        raise ConflictError(
            _("Bitte wählen Sie, welche Regel für die gilt, die den Kurs schon begonnen haben.")
        )
    return True


def _submit_one(page: Page, user: User, plan: _Plan) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise NotAllowedError(_("Sie dürfen diese Seite nicht bearbeiten."))
    if page.workflow_in_progress:  # waits, but is no longer what was submitted
        page.current_workflow_state.cancel(user=user)
    if plan != _Plan():
        _write_plan(page, user, plan)
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


def _write_plan(page: Page, user: User, plan: _Plan) -> None:
    """Write what was proposed into the page's draft, so that the approval covers it."""
    draft = page.get_latest_revision_as_object()
    for name, value in asdict(plan).items():
        if value is not None:
            setattr(draft, name, value)
    page.latest_revision = draft.save_revision(user=user)


def _act(page: Page, user: User, action: str, comment: str) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)
