"""What is due to go at a moment in the learning model; the periods of the privacy rules."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from courses.enums import AttemptState
from courses.models import CourseRun, Response, RunContact, SchoolClass
from courses.queries.run_end import over_by

ANSWERS_KEPT = timedelta(days=365)  # after the course was finished or left
CLASSES_KEPT = timedelta(days=60)  # after the school year
CONTACTS_KEPT = timedelta(days=60)  # after the run


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


def ended_classes(*, at: datetime) -> QuerySet[SchoolClass]:
    """Classes whose school year is over for sixty days."""
    return SchoolClass.objects.filter(ends_on__lt=(at - CLASSES_KEPT).date())


def old_contacts(*, at: datetime) -> QuerySet[RunContact]:
    """Contacts of runs that ended sixty days ago."""
    runs = CourseRun.objects.filter(over_by(at - CONTACTS_KEPT))
    return RunContact.objects.filter(enrolment__run__in=runs)
