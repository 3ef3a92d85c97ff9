"""What must always hold in the ledger, as queries that find violations.

Numbers follow the catalogue of invariants in ``docs/operate.md`` (I1 …). Each check returns the
keys of offending rows, at most twenty; an empty list is good news.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enums import LEAVE_KINDS, AttemptState, CertificateState, EnrolmentState, RequestState
from courses.models import (
    Certificate,
    CourseProvider,
    CourseRun,
    Enrolment,
    LessonProgress,
    QuizAttempt,
    QuizPart,
    SeatRequest,
)
from courses.queries.seat import offers_are_over
from lms.records.models import MailPriority, MailState, OutboxMessage

LIMIT = 20
MAIL_PATIENCE = timedelta(minutes=5)
SEAT_PATIENCE = timedelta(seconds=60)
MANY_PATIENCE = timedelta(hours=2)  # a digest of thousands takes its time
OPEN_STATES = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)


def overbooked_runs(at: datetime) -> list[str]:
    """I1: seats taken never exceed capacity; the counter equals the enrolments and open offers."""
    inside = Enrolment.objects.filter(run=OuterRef("pk"), state__in=OPEN_STATES)
    offers = SeatRequest.objects.filter(run=OuterRef("pk"), state=RequestState.OFFERED)
    wrong = CourseRun.objects.annotate(taken=_number(inside) + _number(offers)).filter(
        ~Q(seats_taken=F("taken")) | Q(capacity__isnull=False, taken__gt=F("capacity"))
    )
    return list(wrong.values_list("key", flat=True)[:LIMIT])


def idle_seats(at: datetime) -> list[str]:
    """I2: nobody waits for longer than a minute while a seat is free or an offer is over."""
    since = at - SEAT_PATIENCE
    requests = SeatRequest.objects.filter(run=OuterRef("pk"))
    waits = Exists(requests.filter(state=RequestState.WAITING, queued_at__lte=since))
    is_over = Exists(requests.filter(state=RequestState.OFFERED, offer_expires_at__lte=since))
    is_free = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    wrong = CourseRun.objects.filter(is_over | Q(waits & (is_free | offers_are_over(since))))
    return list(wrong.values_list("key", flat=True)[:LIMIT])


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many of some rows belong to the run."""
    counted = rows.order_by().values("run").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def double_enrolments(at: datetime) -> list[str]:
    """I3: one open enrolment per person and course, in a run of that course."""
    doubled = (
        Enrolment.objects.filter(state__in=OPEN_STATES)
        .values("user", "course")
        .annotate(rows=Count("pk"))
        .filter(rows__gt=1)
    )
    astray = Enrolment.objects.exclude(run__course=F("course"))
    found = [f"{row['user']}/{row['course']}" for row in doubled[:LIMIT]]
    return found + list(astray.values_list("key", flat=True)[:LIMIT])


def unearned_certificates(at: datetime) -> list[str]:
    """I4: at most one valid certificate per enrolment and kind, each with a completion and hash.

    Papers about Bildungszeit need no completion.
    """
    valid = Certificate.objects.filter(state=CertificateState.VALID)
    doubled = valid.values("enrolment_key", "kind").annotate(rows=Count("pk")).filter(rows__gt=1)
    unearned = valid.exclude(kind__in=LEAVE_KINDS).filter(
        enrolment__isnull=False, enrolment__completed_at__isnull=True
    )
    unsealed = valid.filter(rendered_at__isnull=False, pdf_sha256="")
    found = [row["enrolment_key"] for row in doubled[:LIMIT]]
    return found + list((unearned | unsealed).values_list("code", flat=True)[:LIMIT])


def ungraded_attempts(at: datetime) -> list[str]:
    """I6: one result per submitted attempt, every answer graded."""
    submitted = QuizAttempt.objects.filter(state=AttemptState.SUBMITTED)
    wrong = submitted.filter(
        Q(points__isnull=True)
        | Q(points__gt=F("max_points"))
        # Of old attempts only the result is left.
        | Q(responses__isnull=False, responses__points__isnull=True)
    )
    return list(wrong.values_list("key", flat=True).distinct()[:LIMIT])


def late_mail(at: datetime) -> list[str]:
    """I8: nothing that is due waits longer than five minutes; what many get, two hours."""
    waiting = OutboxMessage.objects.filter(state=MailState.PENDING)
    late = waiting.filter(
        Q(due_at__lt=at - MAIL_PATIENCE, priority__lt=MailPriority.MANY)
        | Q(due_at__lt=at - MANY_PATIENCE)
    )
    return list(late.values_list("key", flat=True)[:LIMIT])


def strangers(at: datetime) -> list[str]:
    """I11: children belong to their parent's course and partner."""
    progress = LessonProgress.objects.exclude(lesson__course=F("enrolment__course"))
    attempts = QuizAttempt.objects.exclude(quiz__lesson__course=F("enrolment__course"))
    co_provides = CourseProvider.objects.filter(
        course=OuterRef("quiz__lesson__course"),
        partner=OuterRef("version__question__bank__partner"),
    )
    parts = QuizPart.objects.filter(version__isnull=False).exclude(
        version__question__bank__partner=F("quiz__lesson__course__partner")
    )
    parts = parts.filter(~Exists(co_provides))
    found = [f"progress {pk}" for pk in progress.values_list("pk", flat=True)[:LIMIT]]
    found += [f"attempt {key}" for key in attempts.values_list("key", flat=True)[:LIMIT]]
    return found + [f"quiz part {pk}" for pk in parts.values_list("pk", flat=True)[:LIMIT]]


CHECKS: dict[str, Callable[[datetime], list[str]]] = {
    "I1": overbooked_runs,
    "I2": idle_seats,
    "I3": double_enrolments,
    "I4": unearned_certificates,
    "I6": ungraded_attempts,
    "I8": late_mail,
    "I11": strangers,
}


def violations(at: datetime) -> dict[str, list[str]]:
    """Run every check; maps the invariant to the keys that break it."""
    return {name: check(at) for name, check in CHECKS.items()}
