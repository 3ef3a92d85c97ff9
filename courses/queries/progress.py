"""How far a learner has come: the one place where progress is computed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _, ngettext

from courses.grading.passing import lessons_needed
from courses.models import Course, CourseRule, Enrolment, Quiz

# Written by hand: composing these four counts costs the ORM more time than the databases take.
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
                WHERE a.quiz_id = q.id AND a.enrolment_id = e.id AND a.is_passed))
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
    """Required lessons and quizzes of an enrolment's course, and how many of them are done."""

    lessons_required: int
    lessons_completed: int
    quizzes_required: int
    quizzes_passed: int


@dataclass(frozen=True)
class Progress:
    """``share`` 0..1 of the required lessons; counts of lessons and quizzes that are required."""

    share: float
    completed: int
    required: int
    quizzes_passed: int
    quizzes_required: int
    has_new_lessons: bool = False  # the course grew since; ``share`` is what was reached before


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
    if enrolment.completed_at is not None:
        completed = max(completed, required)
        share = 1.0
    else:
        share = completed / required if required else 0.0
    counts_quizzes = enrolment.own_rule.requires_quizzes
    return Progress(
        share=max(share, enrolment.reached_share),
        has_new_lessons=share < enrolment.reached_share,
        completed=completed,
        required=required,
        quizzes_passed=counts.quizzes_passed if counts_quizzes else 0,
        quizzes_required=counts.quizzes_required if counts_quizzes else 0,
    )


def progress_in_words(progress: Progress) -> str:
    """Say the progress, for the bar's label and for those who do not see the bar."""
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
    needed = lessons_needed(lessons, course.required_share)
    if needed == lessons:
        rule = ngettext(
            "Sie bearbeiten %(all)s Pflichtlektion.",
            "Sie bearbeiten alle %(all)s Pflichtlektionen.",
            lessons,
        ) % {"all": lessons}
    else:
        rule = _("Sie bearbeiten %(needed)s von %(all)s Pflichtlektionen.") % {
            "needed": needed,
            "all": lessons,
        }
    if not quizzes:
        return rule
    passed = ngettext("Sie bestehen den Test.", "Sie bestehen alle %(count)s Tests.", quizzes) % {
        "count": quizzes
    }
    return f"{rule} {passed}"
