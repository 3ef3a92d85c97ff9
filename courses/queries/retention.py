"""What is due to go at a moment in the learning model; the periods of the privacy rules."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.enums import AttemptState
from courses.models import (
    CourseRun,
    Enrolment,
    LessonSignal,
    Response,
    RunContact,
    SeatRequest,
)
from courses.models.seat import OPEN_REQUESTS
from courses.queries.run_end import over_by
from courses.queries.signals import COUNTS_FOR
from lms.accounts.enums import AccountKind
from lms.accounts.models import User

ANSWERS_KEPT = timedelta(days=365)  # after the course was finished or left
CONTACTS_KEPT = timedelta(days=60)  # after the run; as long as its team may look
REQUESTS_KEPT = timedelta(days=60)  # after they were answered or withdrawn


def old_answers(*, at: datetime) -> QuerySet[Response]:
    """Answers of finished attempts in courses finished, or left, a year ago."""
    old = at - ANSWERS_KEPT
    ended = Q(attempt__enrolment__completed_at__lt=old) | Q(
        attempt__enrolment__completed_at=None, attempt__enrolment__left_at__lt=old
    )
    # An answer given in the last year stays, though its course was finished long ago.
    return Response.objects.filter(
        ended, attempt__state=AttemptState.SUBMITTED, attempt__submitted_at__lt=old
    )


def old_contacts(*, at: datetime) -> QuerySet[RunContact]:
    """Contacts of runs that ended, or were cancelled, sixty days ago."""
    return RunContact.objects.filter(enrolment__run__in=_runs_over(at))


def old_guests(*, at: datetime) -> QuerySet[User]:
    """Accounts a team entered, all of whose runs are over."""
    rows = Enrolment.objects.filter(user=OuterRef("pk"))
    elsewhere = rows.exclude(run__in=_runs_over(at))
    return User.objects.filter(Exists(rows), ~Exists(elsewhere), kind=AccountKind.GUEST)


def closed_requests(*, at: datetime) -> QuerySet[SeatRequest]:
    """Requests for seats that were answered, taken back, or in vain, sixty days ago."""
    closed = SeatRequest.objects.exclude(state__in=OPEN_REQUESTS)
    return closed.filter(decided_at__lt=at - REQUESTS_KEPT)


def old_signals(*, at: datetime) -> QuerySet[LessonSignal]:
    """What learners missed so long ago that it is told no more."""
    return LessonSignal.objects.filter(created_at__lt=at - COUNTS_FOR)


def _runs_over(at: datetime) -> QuerySet[CourseRun]:
    return CourseRun.objects.filter(over_by(at - CONTACTS_KEPT))
