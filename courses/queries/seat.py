"""Who stands where before a run: enrolled, asking, waiting, holding an offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enums import EnrolmentState, Entrance, RequestState, RunKind
from courses.models import CoursePrerequisite, CourseRun, Enrolment, SeatRequest
from courses.models.seat import OPEN_REQUESTS
from courses.queries.run_end import over_by
from courses.queries.team import run_titles
from lms.accounts.codes import GROUP, normalised
from lms.accounts.models import User

ANSWERED_WITHIN = timedelta(days=60)  # what is asked where one learns at any time


@dataclass(frozen=True)
class Standing:
    """One person before one run; numbers are primary keys."""

    current: int | None  # the open enrolment in the course
    left: int | None  # the one left last
    request: int | None  # the open request for this run
    holds_offer: bool
    has_more_requests: bool  # for other runs of the course
    others_wait: bool
    has_prerequisites: bool  # the course asks for something


def standing(user: User, run: CourseRun) -> Standing:
    """Read everything that decides about a seat; one query."""
    own = Enrolment.objects.filter(user=user, course=run.course_id)
    requests = SeatRequest.objects.filter(user=user, state__in=OPEN_REQUESTS)
    mine = requests.filter(run=run)
    is_left = Q(state=EnrolmentState.LEFT)
    waiting = waiting_list(run).exclude(user=user)
    row = User.objects.filter(pk=user.pk).values(
        current=Subquery(own.exclude(is_left).values("pk")[:1]),
        left=Subquery(own.filter(is_left).order_by("-left_at").values("pk")[:1]),
        request=Subquery(mine.order_by().values("pk")[:1]),
        holds_offer=Exists(mine.filter(state=RequestState.OFFERED)),
        has_more_requests=Exists(requests.filter(run__course=run.course_id).exclude(run=run)),
        others_wait=Exists(waiting),
        has_prerequisites=Exists(CoursePrerequisite.objects.filter(course=run.course_id)),
    )
    return Standing(**row.get())


def waiting_list(run: CourseRun) -> QuerySet[SeatRequest]:
    """Who waits for a seat of a run, the first in line first."""
    return SeatRequest.objects.filter(run=run, state=RequestState.WAITING).order_by(
        "queued_at", "pk"
    )


def free_seats(run: CourseRun) -> int | None:
    """How many seats are neither taken nor offered; None: there is no limit."""
    return None if run.capacity is None else max(run.capacity - run.seats_taken, 0)


def with_position(requests: QuerySet[SeatRequest]) -> QuerySet[Any]:
    """Requests with ``position``: where each stands in the line of its run, from 1."""
    is_before = Q(queued_at__lt=OuterRef("queued_at")) | Q(
        queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk")
    )
    before = SeatRequest.objects.filter(
        is_before, run=OuterRef("run"), state=RequestState.WAITING
    ).order_by()
    number = before.values("run").annotate(people=Count("pk")).values("people")
    return requests.annotate(position=Coalesce(Subquery(number), 0) + 1)


def position(request: SeatRequest) -> int:
    """Where somebody stands in the line, from 1; one query."""
    rows = with_position(SeatRequest.objects.filter(pk=request.pk))
    return int(rows.values_list("position", flat=True)[0])


def own_request(user: User, key: str) -> SeatRequest | None:
    """The person's request by key, with its run and ``position``; one query."""
    rows = with_position(SeatRequest.objects.filter(user=user, key=key))
    found: SeatRequest | None = rows.select_related(
        "run__course__partner", "run__place", "user"
    ).first()
    return found


@dataclass(frozen=True)
class ListedRequest:
    """One of the requests that "Mein Lernen" lists."""

    request: SeatRequest
    title: str
    position: int


def listed_requests(user: User, language: str, *, refused_after: datetime) -> list[ListedRequest]:
    """What somebody waits for, offers first, then what was refused lately.

    Two queries, one where there is nothing.
    """
    rows = with_position(listed(user, refused_after=refused_after)).select_related("run__course")
    found = sorted(
        rows.order_by("offer_expires_at", "queued_at"),
        key=lambda row: row.state == RequestState.REFUSED,
    )
    if not found:
        return []
    titles = run_titles([row.run for row in found], language)
    return [ListedRequest(row, titles[row.run.course_id], row.position) for row in found]


def listed(user: User, *, refused_after: datetime) -> QuerySet[SeatRequest]:
    """Open requests, and the refused ones whose answer is new and still the last word."""
    later = SeatRequest.objects.filter(
        run=OuterRef("run"), user=OuterRef("user"), pk__gt=OuterRef("pk")
    )
    is_refused = Q(state=RequestState.REFUSED, decided_at__gte=refused_after)
    is_last = ~Exists(later) & ~Q(_holder_is_in())
    return SeatRequest.objects.filter(
        Q(state__in=OPEN_REQUESTS) | (is_refused & Q(is_last)), user=user
    )


def open_request_in(user: User, run: CourseRun) -> SeatRequest | None:
    """What somebody asks of a run; one query."""
    return SeatRequest.objects.filter(user=user, run=run, state__in=OPEN_REQUESTS).first()


def run_of_key(code: str) -> CourseRun | None:
    """The run that a key opens, however it was typed; one query."""
    letters = normalised(code)
    spelled = "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
    rows = CourseRun.objects.filter(entrance=Entrance.KEY, entry_code=spelled).exclude(
        entry_code=""
    )
    return rows.select_related("course").first()


def unmet_prerequisites(user: User, course_id: int) -> list[CoursePrerequisite]:
    """What the course asks for and the person has not done; one query.

    A competence counts as reached by a completed course that teaches it at that level.
    """
    done = Enrolment.objects.filter(user=user, completed_at__isnull=False)
    by_course = Exists(done.filter(course=OuterRef("required_course")))
    taught = Q(
        course__competences__competence=OuterRef("competence"),
        course__competences__level__gte=OuterRef("level"),
    )
    by_competence = Exists(done.filter(taught))
    rows = CoursePrerequisite.objects.filter(course=course_id)
    rows = rows.exclude(by_course).exclude(Q(competence__isnull=False) & Q(by_competence))
    return list(rows.select_related("competence__framework", "competence__parent").order_by("pk"))


def expired_offers(run: CourseRun, at: datetime) -> QuerySet[SeatRequest]:
    """Offers of a run whose time is over."""
    rows = SeatRequest.objects.filter(run=run, state=RequestState.OFFERED, offer_expires_at__lte=at)
    return rows.select_related("user").order_by("queued_at", "pk")


def idle_offers(run: CourseRun) -> QuerySet[SeatRequest]:
    """Offers of a run that nobody will accept: their holders are in the course by another way."""
    return SeatRequest.objects.filter(_holder_is_in(), run=run, state=RequestState.OFFERED)


def _holder_is_in() -> Exists:
    rows = Enrolment.objects.filter(user=OuterRef("user"), course=OuterRef("run__course"))
    return Exists(rows.exclude(state=EnrolmentState.LEFT))


def offers_are_over(at: datetime) -> Q:
    """Runs in which nobody can be offered a seat any more."""
    return (
        Q(cancelled_at__isnull=False)
        | Q(enrol_until__lte=at)
        | Q(starts_at__lte=at)
        | Q(ends_at__lte=at)
    )


def vain_requests(*, at: datetime) -> QuerySet[SeatRequest]:
    """Requests nobody answered until the run was over, or for sixty days where it has no end."""
    is_old = Q(run__kind=RunKind.SELF_PACED, queued_at__lte=at - ANSWERED_WITHIN)
    is_late = Q(run__in=CourseRun.objects.filter(over_by(at)))
    return SeatRequest.objects.filter(is_old | is_late, state=RequestState.ASKED).order_by("pk")


def unsettled_runs(at: datetime) -> QuerySet[CourseRun]:
    """Runs with an offer or a line that is over, a seat free for who waits, or a vain request."""
    requests = SeatRequest.objects.filter(run=OuterRef("pk"))
    offers = requests.filter(state=RequestState.OFFERED)
    is_over = Exists(offers.filter(Q(offer_expires_at__lte=at) | Q(_holder_is_in())))
    has_waiting = Exists(requests.filter(state=RequestState.WAITING))
    is_free = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    is_vain = Exists(vain_requests(at=at).filter(run=OuterRef("pk")))
    return CourseRun.objects.filter(
        is_over | is_vain | Q(has_waiting & (Q(is_free) | offers_are_over(at)))
    ).order_by("pk")


def runs_with_team(runs: Iterable[CourseRun]) -> set[int]:
    """Which of these runs have a team, of people still in the house; one query."""
    found = CourseRun.objects.filter(
        pk__in=[run.pk for run in runs],
        team__user__memberships__partner=F("course__partner"),
    )
    return set(found.values_list("pk", flat=True))
