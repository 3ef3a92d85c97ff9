"""What team and admins of a run see of its seats: counts, and people without names."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from courses.enums import EnrolmentState, RequestState
from courses.grading.disclosure import shown
from courses.models import CourseRun, Enrolment, SeatRequest, VoucherBatch
from courses.models.seat import OPEN_REQUESTS
from courses.queries.deciders import deciding_people
from lms.accounts.models import User

# What teams and admins may read and answer; the rest waits until its account goes on (``rests``).
ASKED = Q(state=RequestState.ASKED, user__is_active=True, user__pause_reason="")


@dataclass(frozen=True)
class SeatCounts:
    """How many people are where in a run."""

    enrolled: int
    offered: int
    waiting: int
    asked: int

    def told(self) -> "SeatCounts":
        """The same as everybody but the run's team may know it (row 11): 0 is fewer than five."""
        counts = (self.enrolled, self.offered, self.waiting, self.asked)
        return SeatCounts(*map(shown, counts))


def seat_counts(run: CourseRun) -> SeatCounts:
    """Count the people before and in a run; two queries."""
    states = RequestState
    found = SeatRequest.objects.filter(run=run).aggregate(
        offered=Count("pk", filter=Q(state=states.OFFERED)),
        waiting=Count("pk", filter=Q(state=states.WAITING)),
        asked=Count("pk", filter=ASKED),
    )
    enrolled = Enrolment.objects.filter(run=run).exclude(state=EnrolmentState.LEFT).count()
    return SeatCounts(enrolled=enrolled, **found)


def without_mail(run: CourseRun) -> int:
    """How many people in a run no mail reaches; somebody has to call them. One query."""
    rows = Enrolment.objects.filter(run=run, user__email="").exclude(state=EnrolmentState.LEFT)
    return rows.exclude(contact__email__gt="").count()


@dataclass(frozen=True)
class AskingPerson:
    """Somebody who asks for a seat; ``label`` is what stands for the name."""

    number: int
    request: SeatRequest

    @property
    def label(self) -> str:
        """A number; where no name is known, letters that stay when an older request is erased."""
        if self.request.is_nameless:
            return _("Kürzel %(letters)s") % {"letters": self.request.key[:4].upper()}
        return _("Anfrage %(person)s") % {"person": self.number}


def asking_people(run: CourseRun) -> list[AskingPerson]:
    """Open requests of a run: who asks, then who waits in the order of the line; one query.

    What a paused or locked account asks is not among them until it goes on. Exceptions that are
    decided without names have a list of their own (``asked_exceptions``).
    """
    people = (one for one in _numbered(run) if one.request.state in OPEN_REQUESTS)
    return [one for one in people if not (one.request.rests or _is_exception(one.request))]


def asked_exceptions(run: CourseRun, *, decider: User) -> list[AskingPerson]:
    """Who asks for an exception where one learns at any time, the one that waits longest first.

    Only what this person decides: nobody does so about the own one. Two queries.
    """
    people = (one for one in _numbered(run) if _is_exception(one.request))
    deciding = deciding_people(run)
    return [one for one in people if decider in deciding.about(one.request.user)]


def _is_exception(request: SeatRequest) -> bool:
    return request.state == RequestState.ASKED and request.is_nameless and not request.rests


def _numbered(run: CourseRun) -> list[AskingPerson]:
    """Everybody who asked, in the order of the line, numbered as they came; one query."""
    rows = SeatRequest.objects.filter(run=run).select_related("user").order_by("queued_at", "pk")
    numbers = {row.pk: number for number, row in enumerate(sorted(rows, key=lambda r: r.pk), 1)}
    for row in rows:
        row.run = run
    return [AskingPerson(numbers[row.pk], row) for row in rows]


def other_runs(run: CourseRun, at: datetime) -> QuerySet[CourseRun]:
    """Runs of the same course to which people can be moved."""
    rows = CourseRun.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        course=run.course_id,
        school_class=None,
        cancelled_at=None,
    )
    return rows.exclude(pk=run.pk)


def voucher_batches(run: CourseRun) -> QuerySet[VoucherBatch]:
    """Batches with ``number`` of vouchers and how many were ``redeemed``; one query."""
    return run.voucher_batches.annotate(
        number=Count("vouchers"),
        redeemed=Count("vouchers", filter=Q(vouchers__redeemed_at__isnull=False)),
    ).order_by("-pk")
