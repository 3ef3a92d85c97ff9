"""Submitting and approving: a course is one act, however many lessons hang below it.

Wagtail's workflow knows single pages. Here a page stands for itself and everything below it, in
one transaction: either all of it is submitted, approved or sent back, or nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from cms.checking import refuse_unready
from cms.models import CoursePage
from cms.models.approval import is_last_editor
from lms.accounts import mails
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError

QUARTER = 15  # minutes; within them a person hears once about a course


@dataclass(frozen=True)
class Review:
    """Where the approval of a page and what lies below it stands."""

    waiting: tuple[Page, ...]  # submitted, not yet decided
    changed: tuple[Page, ...]  # with changes nobody has submitted
    own: tuple[Page, ...]  # waiting, but last edited by the person who looks


def review_of(*, page: Page, user: User) -> Review:
    """What there is to submit or to approve; about five queries."""
    tree = _tree(page)
    waiting = [item for item in tree if item.workflow_in_progress]
    changed = [
        item for item in tree if item.has_unpublished_changes and not item.workflow_in_progress
    ]
    own = [item for item in waiting if is_last_editor(item, user)]
    return Review(tuple(waiting), tuple(changed), tuple(own))


@transaction.atomic
def submit(*, page: Page, user: User) -> int:
    """Submit a page and everything changed below it; returns how many pages.

    Raises:
        ConflictError: Nothing has changed, or no workflow guards the page.
        NotAllowedError: The person may not edit one of the pages.
        CourseNotReadyError: The check of the course found something to mend first.
    """
    changed = review_of(page=page, user=user).changed
    if not changed:
        raise ConflictError(_("Es gibt keine Änderungen, die noch nicht eingereicht sind."))
    refuse_unready(page)
    for item in changed:
        _submit_one(item, user)
    return len(changed)


@transaction.atomic
def approve(*, page: Page, user: User) -> int:
    """Approve, and so publish, everything submitted at and below a page; returns how many pages.

    Raises:
        ConflictError: Nothing waits for approval.
        NotAllowedError: The person may not approve, or edited one of the pages last.
        CourseNotReadyError: The check of the course found something to mend first.
    """
    waiting = _waiting(page, user)
    own = [item for item in waiting if is_last_editor(item, user)]
    if own:
        raise NotAllowedError(
            _("Sie haben „%(title)s“ zuletzt bearbeitet. Eine zweite Person gibt das frei.")
            % {"title": own[0].get_admin_display_title()}
        )
    refuse_unready(page, is_approval=True)
    for item in waiting:
        _act(item, user, "approve", "")
    return len(waiting)


@transaction.atomic
def send_back(*, page: Page, user: User, comment: str) -> int:
    """Send everything submitted at and below a page back with a comment; returns how many pages.

    Raises:
        ConflictError: Nothing waits for approval.
        NotAllowedError: The person may not decide here.
    """
    waiting = _waiting(page, user)
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


def ask_for_approval(*, state: TaskState, user: User | None, at: datetime) -> None:
    """Tell those who may approve that something waits; one mail a course and quarter of an hour."""
    page = state.workflow_state.content_object
    approvers = User.objects.filter(groups__in=state.task.specific.groups.all(), is_active=True)
    people = [person for person in approvers.distinct() if person != user]
    link = _link("cms:course-review", _root(page))
    _tell("approval_asked", page, people, {"link": link, "author": user}, at=at)


def tell_decision(*, state: WorkflowState, user: User | None, at: datetime) -> None:
    """Tell who submitted a page whether it was approved or sent back."""
    person = state.requested_by
    if person is None or person == user:
        return
    is_approved = state.status == WorkflowState.STATUS_APPROVED
    comment = state.current_task_state.comment if state.current_task_state else ""
    page = state.content_object
    context = {"comment": comment, "link": _link("wagtailadmin_pages:edit", page)}
    kind = "approval_given" if is_approved else "approval_refused"
    _tell(kind, page, [person], context, at=at)


def _tree(page: Page) -> list[Page]:
    pages = page.get_descendants(inclusive=True).order_by("path")
    return list(pages.select_related("latest_revision").specific().prefetch_workflow_states())


def _waiting(page: Page, user: User) -> tuple[Page, ...]:
    if not can_review(page, user):
        raise NotAllowedError(_("Freigeben dürfen hier nur die dafür bestimmten Personen."))
    waiting = review_of(page=page, user=user).waiting
    if not waiting:
        raise ConflictError(_("Hier wartet nichts auf eine Freigabe."))
    return waiting


def _submit_one(page: Page, user: User) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise NotAllowedError(_("Sie dürfen diese Seite nicht bearbeiten."))
    if page.latest_revision is None:
        page.save_revision(user=user)
    state = page.current_workflow_state
    if state is not None:  # sent back before: the same approval goes on
        state.resume(user=user)
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise ConflictError(_("Für diese Seite ist keine Freigabe eingerichtet."))
    workflow.start(page, user)


def _act(page: Page, user: User, action: str, comment: str) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)


def _root(page: Page) -> Page:
    """The course a page belongs to, else the page itself."""
    course = page.get_ancestors(inclusive=True).type(CoursePage).last()
    return course or page


def _link(route: str, page: Page) -> str:
    return mails.absolute(reverse(route, args=[page.pk]))


def _tell(
    kind: str, page: Page, people: Iterable[User], context: dict[str, object], *, at: datetime
) -> None:
    root = _root(page)
    title = root.get_admin_display_title()
    quarter = f"{at:%Y%m%d%H}-{at.minute // QUARTER}"
    what = sha256(str(context.get("comment", "")).encode()).hexdigest()[:8]
    for person in people:
        if not person.email or not _wants(person, kind):
            continue
        mails.send(
            f"email/{kind}",
            recipient=person.email,
            context={"user": person, "title": title, **context},
            language=mails.language_of(person),
            key=f"{kind}:{root.pk}:{person.key}:{what}:{quarter}",
            at=at,
        )


def _wants(person: User, kind: str) -> bool:
    """What the person ticked in the admin's account page."""
    field = {
        "approval_asked": "submitted_notifications",
        "approval_given": "approved_notifications",
        "approval_refused": "rejected_notifications",
    }[kind]
    return bool(getattr(UserProfile.get_for_user(person), field))
