"""More time for somebody: set by the run's team, for all tests of an enrolment."""

from datetime import datetime

from django.db import transaction

from courses.enums import AttemptState, TimeAllowance
from courses.models import Enrolment, QuizAttempt
from courses.rules import due_time, is_time_up
from lms.accounts.models import User
from lms.records.actions import record_event


@transaction.atomic
def allow_time(
    *, enrolment: Enrolment, allowance: TimeAllowance, actor: User, at: datetime
) -> None:
    """Give more or all the time; tests that are running end later, or when they would have.

    The caller has checked the right to. The log says that it was done, neither why nor how much.
    A test whose time is up stays so.
    """
    Enrolment.objects.filter(pk=enrolment.pk).update(time_allowance=allowance)
    enrolment.time_allowance = allowance
    running = QuizAttempt.objects.select_for_update().filter(
        enrolment=enrolment, state=AttemptState.OPEN
    )
    for attempt in running:
        if not is_time_up(attempt, at):
            attempt.due_at = due_time(attempt.started_at, attempt.frozen["minutes"], allowance)
            attempt.save(update_fields=["due_at"])
    record_event(
        action="enrolment.time",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        partner_key=enrolment.course.partner.key,
        at=at,
    )
