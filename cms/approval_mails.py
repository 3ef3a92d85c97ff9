"""Mails about approvals: asking for one, reminding of it, telling what was decided."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from cms.deputies import stand_ins
from cms.models import ApprovalState, ApprovalTask
from cms.models.course import course_of
from lms.accounts import mails
from lms.accounts.enums import MailKind
from lms.accounts.models import User
from lms.common.workdays import add_working_days

PATIENCE = 5  # working days until reviewers are reminded
QUARTER = 15  # minutes; within them a person hears once about a course


def ask_for_approval(*, state: TaskState, user: User | None, at: datetime) -> None:
    """Tell those who may approve that something waits; one mail a course and quarter of an hour."""
    page = state.workflow_state.content_object
    people = [person for person in approvers(state.task.specific, at=at) if person != user]
    _tell("approval_asked", page, people, {"link": _review_link(page), "author": user}, at=at)


def approvers(task: ApprovalTask, *, at: datetime) -> list[User]:
    """Who is told of what waits: who may approve and wants mails, and who stands in for them."""
    everybody = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    told = [person for person in everybody if _wants(person, "approval_asked")]
    deputies = stand_ins(told, on=localdate(at))
    return list(dict.fromkeys([*told, *(person for person in deputies if person in everybody)]))


def remind_reviewers(*, at: datetime) -> int:
    """Remind those who may approve of courses that have waited for five working days.

    Each is reminded once per submission, however often this runs.

    Returns:
        How many courses wait that long.
    """
    waiting = ApprovalState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("pk")
    late: dict[int, tuple[Page, ApprovalState]] = {}
    for state in waiting.select_related("workflow_state", "task"):
        if _is_late(state, at):
            root = course_of(state.workflow_state.content_object)
            late.setdefault(root.pk, (root, state))
    for root, state in late.values():
        people = [p for p in approvers(state.task.specific, at=at) if p.pk != _asked_by(state)]
        context = {"link": _review_link(root), "since": localdate(state.started_at)}
        _tell("approval_reminder", root, people, context, at=at, once=f"reminder-{state.pk}")
    return len(late)


def tell_decision(*, state: WorkflowState, user: User | None, at: datetime) -> None:
    """Tell who submitted a page, and may still edit it, whether it was approved or sent back."""
    person, page = state.requested_by, state.content_object
    if person is None or person == user or not _may_edit(person, page):
        return
    is_approved = state.status == WorkflowState.STATUS_APPROVED
    comment = state.current_task_state.comment if state.current_task_state else ""
    context = {"comment": comment, "link": _link("wagtailadmin_pages:edit", page)}
    kind = "approval_given" if is_approved else "approval_refused"
    if not _wants(person, kind):
        return
    _tell(kind, page, [person], context, at=at)


def _may_edit(person: User, page: Page) -> bool:
    """Tell whether the page is still the person's affair; who has left hears nothing more."""
    return person.is_active and bool(page.permissions_for_user(person).can_edit())


def _is_late(state: ApprovalState, at: datetime) -> bool:
    begun = localtime(state.started_at)
    day = add_working_days(begun.date(), PATIENCE)
    return localtime(at) >= begun.replace(year=day.year, month=day.month, day=day.day)


def _asked_by(state: ApprovalState) -> int | None:
    requested: int | None = state.workflow_state.requested_by_id
    return requested


def _review_link(page: Page) -> str:
    return _link("cms:course-review", course_of(page))


def _link(route: str, page: Page) -> str:
    return mails.absolute(reverse(route, args=[page.pk]))


def _tell(
    kind: str,
    page: Page,
    people: Iterable[User],
    context: dict[str, object],
    *,
    at: datetime,
    once: str = "",
) -> None:
    """Send each person one mail; ``once`` names the occasion, without it a quarter of an hour."""
    root = course_of(page)
    title = root.get_admin_display_title()
    quarter = f"{at:%Y%m%d%H}-{at.minute // QUARTER}"
    what = sha256(str(context.get("comment", "")).encode()).hexdigest()[:8]
    for person in people:
        if not person.email:
            continue
        mails.send(
            f"email/{kind}",
            recipient=person.email,
            context={"user": person, "title": title, **context},
            language=mails.language_of(person),
            key=f"{kind}:{root.pk}:{person.key}:{what}:{once or quarter}",
            person=person,
            kind=MailKind.TASKS,
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
