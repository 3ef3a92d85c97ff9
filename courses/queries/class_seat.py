"""One seat of a class as its lead sees it: courses, lessons, tests."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from courses.enums import AttemptState, EnrolmentState
from courses.models import ClassSeat, Enrolment, QuizAttempt
from courses.queries.progress import progress_in_words, progress_of_all
from courses.queries.quiz import quiz_title
from courses.queries.team import run_titles
from lms.accounts.models import Guardian


@dataclass(frozen=True)
class SeatAttempt:
    """One try at a test."""

    attempt: QuizAttempt
    title: str

    @property
    def is_open(self) -> bool:
        """It was not handed in yet: its answers are nobody's business."""
        return self.attempt.state == AttemptState.OPEN


@dataclass(frozen=True)
class SeatCourse:
    """One course of the seat."""

    enrolment: Enrolment
    title: str
    words: str
    share: float
    attempts: list[SeatAttempt]


def seat_view(seat: ClassSeat, language: str) -> list[SeatCourse]:
    """Courses of a seat, last seen first; four queries, however many there are."""
    rows = Enrolment.objects.filter(user=seat.user_id).exclude(state=EnrolmentState.LEFT)
    found = list(rows.select_related("run__course", "rule", "course").order_by("-last_seen_at"))
    progress = progress_of_all(found)
    titles = run_titles([row.run for row in found], language)
    tries: dict[int, list[SeatAttempt]] = defaultdict(list)
    asked = QuizAttempt.objects.filter(enrolment__in=found).select_related("quiz").defer("frozen")
    for row in asked.order_by("quiz", "number"):
        tries[row.enrolment_id].append(SeatAttempt(row, quiz_title(row.quiz, language)[0]))
    return [
        SeatCourse(
            enrolment=row,
            title=titles[row.course_id],
            words=progress_in_words(progress[row.pk]),
            share=progress[row.pk].share,
            attempts=tries[row.pk],
        )
        for row in found
    ]


def guardians_of(seat: ClassSeat, at: datetime) -> QuerySet[Guardian]:
    """Who may look at a seat, with ``code_until`` of a code that still waits, if one does."""
    waiting = Q(codes__used_at=None, codes__expires_at__gt=at)
    rows = Guardian.objects.filter(child=seat.user_id, is_by_class=True, ended_at=None)
    until = Max("codes__expires_at", filter=waiting)
    return rows.select_related("child").annotate(code_until=until).order_by("pk")
