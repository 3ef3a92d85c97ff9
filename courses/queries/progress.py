"""How far a learner has come: the one place where progress is computed."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _, ngettext

from courses.grading.passing import appointments_needed, lessons_needed
from courses.models import Course, CourseRule, Enrolment, Quiz

# Written by hand: composing these counts costs the ORM more time than the databases take.
_COUNTS = """
    SELECT e.id,
        (SELECT COUNT(*) FROM courses_lesson l
            WHERE l.course_id = e.course_id AND {lesson} AND l.retired_at IS NULL),
        (SELECT COUNT(*) FROM courses_lessonprogress p JOIN courses_lesson l ON l.id = p.lesson_id
            WHERE p.enrolment_id = e.id AND p.completed_at IS NOT NULL
            AND {lesson} AND l.retired_at IS NULL),
        (SELECT COUNT(*) FROM courses_quiz q JOIN courses_lesson l ON l.id = q.lesson_id
            WHERE l.course_id = e.course_id AND {quiz}
            AND q.retired_at IS NULL AND l.retired_at IS NULL),
        (SELECT COUNT(*) FROM courses_quiz q JOIN courses_lesson l ON l.id = q.lesson_id
            WHERE l.course_id = e.course_id AND {quiz}
            AND q.retired_at IS NULL AND l.retired_at IS NULL
            AND EXISTS (SELECT 1 FROM courses_quizattempt a
                WHERE a.quiz_id = q.id AND a.enrolment_id = e.id AND a.is_passed)),
        (SELECT r.required_attendance FROM courses_courserun r WHERE r.id = e.run_id),
        (SELECT COUNT(*) FROM courses_appointment d
            WHERE d.run_id = e.run_id AND d.cancelled_at IS NULL),
        (SELECT COUNT(*) FROM courses_attendance n JOIN courses_appointment d
            ON d.id = n.appointment_id
            WHERE n.enrolment_id = e.id AND n.presence = 'present'
            AND d.run_id = e.run_id AND d.cancelled_at IS NULL)
    FROM courses_enrolment e WHERE e.id IN ({places})
"""
# What counts for an enrolment: by the rule it keeps, else as the course has it now.
_LESSON = """(e.rule_id IS NULL AND l.is_required OR EXISTS (
    SELECT 1 FROM courses_courserule_lessons r
    WHERE r.courserule_id = e.rule_id AND r.lesson_id = l.id))"""
_QUIZ = """(e.rule_id IS NULL AND q.is_required OR EXISTS (
    SELECT 1 FROM courses_courserule_quizzes r
    WHERE r.courserule_id = e.rule_id AND r.quiz_id = q.id))"""


class Counts(NamedTuple):
    """What there is to do in an enrolment's course and run, and how much of it is done."""

    lessons_required: int
    lessons_completed: int
    quizzes_required: int
    quizzes_passed: int
    required_attendance: Decimal | float | None  # as the database writes it
    appointments: int
    attended: int


@dataclass(frozen=True)
class Progress:
    """``share`` 0..1 of the required lessons; counts of lessons and quizzes that are required.

    Where a course has no lessons it is the share of the appointments that must be attended.
    """

    share: float
    completed: int
    required: int
    quizzes_passed: int
    quizzes_required: int
    has_new_lessons: bool = False  # the course grew since; ``share`` is what was reached before
    appointments: int = 0  # of the run, where attending them counts; those called off do not
    appointments_needed: int = 0  # so many must be attended; more than there are while none is
    attended: int = 0

    @property
    def is_attended(self) -> bool:
        """Enough appointments were attended, or attending does not count."""
        return self.attended >= self.appointments_needed

    @property
    def has_work(self) -> bool:
        """There is something that can be finished."""
        return self.required > 0 or self.appointments_needed > 0


def progress_of_all(enrolments: Collection[Enrolment]) -> dict[int, Progress]:
    """Summarise how far learners have come, by enrolment; one query, however many there are."""
    if not enrolments:
        return {}
    places = ", ".join(["%s"] * len(enrolments))
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS.format(places=places, lesson=_LESSON, quiz=_QUIZ),
            [row.pk for row in enrolments],
        )
        counts = {row[0]: Counts(*row[1:]) for row in cursor.fetchall()}
    return {row.pk: _progress(row, counts[row.pk]) for row in enrolments}


def course_progress(enrolment: Enrolment) -> Progress:
    """Summarise how far one learner has come; one query, whatever the number of lessons."""
    return progress_of_all([enrolment])[enrolment.pk]


def _progress(enrolment: Enrolment, counts: Counts) -> Progress:
    """Who has finished has finished: publishing more lessons later does not take it back."""
    required, completed = counts.lessons_required, counts.lessons_completed
    needed = appointments_needed(counts.appointments, counts.required_attendance)
    if enrolment.completed_at is not None:
        completed = max(completed, required)
        share = 1.0
    elif required:
        share = completed / required
    else:
        share = min(1.0, counts.attended / needed) if needed else 0.0
    counts_quizzes = enrolment.own_rule.requires_quizzes
    return Progress(
        share=max(share, enrolment.reached_share),
        has_new_lessons=share < enrolment.reached_share,
        completed=completed,
        required=required,
        quizzes_passed=counts.quizzes_passed if counts_quizzes else 0,
        quizzes_required=counts.quizzes_required if counts_quizzes else 0,
        appointments=counts.appointments if needed else 0,
        appointments_needed=needed,
        attended=counts.attended if needed else 0,
    )


def progress_in_words(progress: Progress) -> str:
    """Say the progress, for the bar's label and for those who do not see the bar."""
    words = _lessons_in_words(progress)
    if not progress.appointments_needed:
        return words
    dates = _("%(attended)s von %(all)s Treffen besucht") % {
        "attended": progress.attended,
        "all": progress.appointments,
    }
    return f"{words}, {dates}" if progress.required else dates


def _lessons_in_words(progress: Progress) -> str:
    words = ngettext(
        "%(done)s von %(all)s Lektion erledigt",
        "%(done)s von %(all)s Lektionen erledigt",
        progress.required,
    ) % {"done": progress.completed, "all": progress.required}
    if progress.has_new_lessons:
        words = _("%(words)s (neue Lektionen kamen hinzu)") % {"words": words}
    if not progress.quizzes_required:
        return words
    quizzes = ngettext(
        "%(passed)s von %(all)s Test bestanden",
        "%(passed)s von %(all)s Tests bestanden",
        progress.quizzes_required,
    ) % {"passed": progress.quizzes_passed, "all": progress.quizzes_required}
    return f"{words}, {quizzes}"


def rule_in_words(course: Course) -> str:
    """Say what must be done to finish the course; two queries."""
    lessons = course.lessons.filter(is_required=True, retired_at__isnull=True).count()
    quizzes = Quiz.objects.filter(
        lesson__course=course,
        lesson__retired_at__isnull=True,
        retired_at__isnull=True,
        is_required=True,
    ).count()
    return counted_rule(course, lessons, quizzes if course.requires_quizzes else 0)


def counted_rule(course: Course | CourseRule, lessons: int, quizzes: int) -> str:
    """Say the same where required lessons and quizzes that count are already counted; no query."""
    if not lessons:  # nothing but appointments
        return ""
    needed = lessons_needed(lessons, course.required_share)
    if needed == lessons:
        rule = ngettext(
            "Zu bearbeiten ist %(all)s Pflichtlektion.",
            "Zu bearbeiten sind alle %(all)s Pflichtlektionen.",
            lessons,
        ) % {"all": lessons}
    else:
        rule = _("Zu bearbeiten sind %(needed)s von %(all)s Pflichtlektionen.") % {
            "needed": needed,
            "all": lessons,
        }
    if not quizzes:
        return rule
    passed = ngettext(
        "Zu bestehen ist der Test.", "Zu bestehen sind alle %(count)s Tests.", quizzes
    ) % {"count": quizzes}
    return f"{rule} {passed}"


def attendance_rule(appointments: int, required: Decimal | None) -> str:
    """Say how many appointments must be attended; "" where attending does not count."""
    needed = appointments_needed(appointments, required)
    if not needed:
        return ""
    if not appointments:
        return _("Zu besuchen sind die Treffen.")
    return _("Zu besuchen sind mindestens %(needed)s von %(all)s Treffen.") % {
        "needed": needed,
        "all": appointments,
    }
