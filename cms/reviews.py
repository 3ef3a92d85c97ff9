"""What waits for a reviewer, and what was decided before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cms.models import ApprovalState, ApprovalTask, CoursePage, PartnerPage
from cms.scope import Scope
from lms.accounts.models import User
from network.models import Membership, Partner

SUBMITTED = "submitted"


@dataclass
class WaitingCourse:
    """One course (or other page of a partner) that waits for a decision."""

    page: Page
    partner: Partner | None
    since: datetime  # when the first of its pages was submitted
    submitted_by: str  # a name, or only the house where names are not theirs to see
    pages: int = 0
    is_own: bool = False  # the person who looks edited a page of it last


@dataclass(frozen=True)
class Step:
    """One step in the history of a course's reviews."""

    at: datetime
    act: str  # ``SUBMITTED``, or a status of Wagtail's TaskState
    who: str
    comment: str


def reviews_anything(user: User) -> bool:
    """Tell whether a person approves anywhere; one query."""
    return bool(ApprovalTask.objects.filter(groups__user=user).exists())


def waiting_courses(scope: Scope) -> list[WaitingCourse]:
    """What waits for this person's decision, the longest first; six queries at most."""
    rows = _open_states(scope.user).select_related("workflow_state__requested_by", "revision")
    states = list(rows.order_by("started_at", "pk"))
    pages = Page.objects.in_bulk([int(state.revision.object_id) for state in states])
    ancestors = _ancestors(pages.values())
    names = _Names(scope)
    found: dict[int, WaitingCourse] = {}
    for state in states:
        page = pages[int(state.revision.object_id)]
        root = next((ancestors.courses[p] for p in _up(page.path) if p in ancestors.courses), page)
        row = found.setdefault(
            root.pk,
            WaitingCourse(
                page=root,
                partner=next(
                    (ancestors.houses[p].partner for p in _up(page.path) if p in ancestors.houses),
                    None,
                ),
                since=state.started_at,
                submitted_by=names.of(state.workflow_state.requested_by),
            ),
        )
        row.pages += 1
        row.is_own |= state.revision.user_id == scope.user.pk
    return list(found.values())


def history(page: Page, scope: Scope) -> list[Step]:
    """Every step of the reviews of a page and what lies below it, the newest first; three queries.

    What happened to many pages at once is one step.
    """
    pages = page.get_descendants(inclusive=True).values_list("pk", flat=True)
    states = ApprovalState.objects.filter(
        workflow_state__base_content_type__model="page",
        workflow_state__object_id__in=[str(pk) for pk in pages],
    ).select_related("workflow_state__requested_by", "finished_by")
    names = _Names(scope)
    steps: dict[tuple[datetime, str, str], Step] = {}
    for state in states:
        for step in _steps(state, names):
            steps.setdefault((step.at.replace(second=0, microsecond=0), step.act, step.who), step)
    return sorted(steps.values(), key=lambda step: step.at, reverse=True)


def _open_states(user: User) -> QuerySet[ApprovalState]:
    tasks = ApprovalTask.objects.filter(groups__user=user)
    states: QuerySet[ApprovalState] = ApprovalState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=tasks.values("pk")
    )
    return states


@dataclass(frozen=True)
class _Ancestors:
    courses: dict[str, CoursePage]  # by tree path
    houses: dict[str, PartnerPage]


def _ancestors(pages: Iterable[Page]) -> _Ancestors:
    paths = {path for page in pages for path in _up(page.path)}
    courses = CoursePage.objects.filter(path__in=paths)
    houses = PartnerPage.objects.filter(path__in=paths).select_related("partner")
    return _Ancestors({p.path: p for p in courses}, {p.path: p for p in houses})


def _up(path: str) -> Iterator[str]:
    """The paths from a page up to the root."""
    return (path[:end] for end in range(len(path), 0, -Page.steplen))


def _steps(state: ApprovalState, names: "_Names") -> Iterator[Step]:
    yield Step(state.started_at, SUBMITTED, names.of(state.workflow_state.requested_by), "")
    if state.finished_at is not None:
        yield Step(state.finished_at, state.status, names.of(state.finished_by), state.comment)


class _Names:
    """Names people as far as the one who looks may know them; one query, when first needed.

    City staff know everybody; a house knows its own people, and of the others where they work.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.known: set[int] | None = None

    def of(self, person: User | None) -> str:
        """A name, or what the person is."""
        if person is None:
            return ""
        if self.scope.is_staff or person == self.scope.user or person.pk in self._own():
            return str(person.public_name)
        return _("Stadtverwaltung") if person.is_city_staff else _("eine andere Person")

    def _own(self) -> set[int]:
        if self.known is None:
            members = Membership.objects.filter(partner__in=self.scope.partner_ids)
            self.known = set(members.values_list("user_id", flat=True))
        return self.known
