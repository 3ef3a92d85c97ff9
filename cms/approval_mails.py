"""Mails about approvals: asking for one, telling what was decided."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from cms.models.course import course_of
from lms.accounts import mails
from lms.accounts.models import User

QUARTER = 15  # minutes; within them a person hears once about a course


def ask_for_approval(*, state: TaskState, user: User | None, at: datetime) -> None:
    """Tell those who may approve that something waits; one mail a course and quarter of an hour."""
    page = state.workflow_state.content_object
    approvers = User.objects.filter(groups__in=state.task.specific.groups.all(), is_active=True)
    people = [person for person in approvers.distinct() if person != user]
    link = _link("cms:course-review", course_of(page))
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


def _link(route: str, page: Page) -> str:
    return mails.absolute(reverse(route, args=[page.pk]))


def _tell(
    kind: str, page: Page, people: Iterable[User], context: dict[str, object], *, at: datetime
) -> None:
    root = course_of(page)
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
