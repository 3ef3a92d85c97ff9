"""Recording what a learner did, and noticing when the course is finished."""

from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction

from courses.enums import EnrolmentState
from courses.grading.passing import is_course_completed
from courses.models import Enrolment, Lesson, ReflectionNote
from courses.queries.certificate import what_was_met
from courses.queries.progress import Progress, course_progress
from courses.signals import enrolment_completed, lesson_completed

END = 1000  # position at the end of a lesson
MAX_NOTE = 4000  # characters
_UPSERT = """
    INSERT INTO courses_lessonprogress
        (enrolment_id, lesson_id, position, started_at, completed_at, updated_at)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (enrolment_id, lesson_id) DO UPDATE SET
        position = {larger}(courses_lessonprogress.position, EXCLUDED.position),
        completed_at = COALESCE(courses_lessonprogress.completed_at, EXCLUDED.completed_at),
        updated_at = EXCLUDED.updated_at
"""


@transaction.atomic
def record_step(
    *, enrolment: Enrolment, lesson: Lesson, position: int, completed: bool, at: datetime
) -> Progress | None:
    """Record how far one is in a lesson and whether it is done. Monotone, safe to repeat.

    Args:
        enrolment: Whose.
        lesson: Of the enrolment's course; the view has checked.
        position: Furthest point, 0..1000; values outside are cut.
        completed: True ends the lesson; False never reopens it.
        at: When.

    Returns:
        How far the learner is now where that had to be counted, None otherwise.
    """
    position = max(0, min(END, position))
    _write(enrolment, lesson, position, at if completed else None, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=at, last_lesson=lesson)
    if not completed:
        return None
    lesson_completed.send(sender=Lesson, enrolment=enrolment, lesson=lesson, at=at)
    return complete_if_due(enrolment=enrolment, at=at)


def _write(
    enrolment: Enrolment, lesson: Lesson, position: int, done_at: datetime | None, *, at: datetime
) -> None:
    """One upsert that never goes back: the larger position, the first start and completion."""
    adapt = connection.ops.adapt_datetimefield_value
    larger = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT.format(larger=larger),
            [enrolment.pk, lesson.pk, position, adapt(at), adapt(done_at), adapt(at)],
        )


@transaction.atomic(savepoint=False)
def complete_if_due(*, enrolment: Enrolment, at: datetime) -> Progress | None:
    """Finish the enrolment when its rule is met; happens once, whoever asks how often.

    What was reached is frozen in the row. Sends ``enrolment_completed``.

    Returns:
        What was counted while the rule is not met; None for who has finished, now or before.
    """
    if enrolment.completed_at is not None:
        return None
    progress = course_progress(enrolment)
    # Lessons may join the course later; what somebody has reached is not taken back.
    Enrolment.objects.filter(pk=enrolment.pk, reached_share__lt=progress.share).update(
        reached_share=progress.share
    )
    is_due = (
        progress.has_work
        and progress.is_attended
        and is_course_completed(
            completed=progress.completed,
            required=progress.required,
            required_share=enrolment.own_rule.required_share,
            quizzes_passed=progress.quizzes_passed,
            quizzes_required=progress.quizzes_required,
        )
    )
    if not is_due:
        return progress
    completion = {**asdict(progress), "met": what_was_met(enrolment, progress)}
    is_first = Enrolment.objects.filter(
        pk=enrolment.pk, state=EnrolmentState.ACTIVE, completed_at__isnull=True
    ).update(state=EnrolmentState.COMPLETED, completed_at=at, completion=completion)
    if is_first:
        enrolment.state, enrolment.completed_at = EnrolmentState.COMPLETED, at
        enrolment.completion = completion
        enrolment_completed.send(sender=Enrolment, enrolment=enrolment, at=at)
    return None


def save_note(*, enrolment: Enrolment, lesson: Lesson, block: str, text: str, at: datetime) -> None:
    """Keep what a learner wrote for herself; an empty text removes the note.

    Browsers send each new line as two characters but count it as one.
    """
    text = text.replace("\r\n", "\n")
    if not text.strip():
        ReflectionNote.objects.filter(enrolment=enrolment, lesson=lesson, block=block).delete()
        return
    ReflectionNote.objects.update_or_create(
        enrolment=enrolment,
        lesson=lesson,
        block=block,
        defaults={"text": text[:MAX_NOTE], "updated_at": at},
    )
