"""How far a learner has come: the one place where progress is computed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from courses.grading.passing import lessons_needed
from courses.models import Course, Enrolment, Lesson, LessonProgress, Quiz, QuizAttempt

# What ``with_progress`` adds to an enrolment.
COUNTS = ("lessons_required", "lessons_completed", "quizzes_required", "quizzes_passed")


@dataclass(frozen=True)
class Progress:
    """``share`` 0..1 of the required lessons; counts of lessons and quizzes that are required."""

    share: float
    completed: int
    required: int
    quizzes_passed: int
    quizzes_required: int


def _counted(rows: QuerySet[Any], group: str) -> Coalesce:
    number = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def with_progress(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Add the four counts to each enrolment, in the same query."""
    lessons = Lesson.objects.filter(
        course=OuterRef("course"), is_required=True, retired_at__isnull=True
    )
    done = LessonProgress.objects.filter(
        enrolment=OuterRef("pk"),
        completed_at__isnull=False,
        lesson__is_required=True,
        lesson__retired_at__isnull=True,
    )
    quizzes = Quiz.objects.filter(
        lesson__course=OuterRef("course"),
        is_required=True,
        retired_at__isnull=True,
        lesson__retired_at__isnull=True,
    )
    passed = QuizAttempt.objects.filter(
        quiz=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")), is_passed=True
    )
    return enrolments.annotate(
        lessons_required=_counted(lessons, "course"),
        lessons_completed=_counted(done, "enrolment"),
        quizzes_required=_counted(quizzes, "lesson__course"),
        quizzes_passed=_counted(quizzes.filter(Exists(passed)), "lesson__course"),
    )


def progress_of(enrolment: Any) -> Progress:
    """Read the progress of an enrolment that came from ``with_progress``; no query.

    Who has finished has finished: publishing more lessons later does not take it back.
    """
    required, completed = enrolment.lessons_required, enrolment.lessons_completed
    if enrolment.completed_at is not None:
        completed = max(completed, required)
        share = 1.0
    else:
        share = completed / required if required else 0.0
    counts_quizzes = enrolment.course.requires_quizzes
    return Progress(
        share=share,
        completed=completed,
        required=required,
        quizzes_passed=enrolment.quizzes_passed if counts_quizzes else 0,
        quizzes_required=enrolment.quizzes_required if counts_quizzes else 0,
    )


def course_progress(enrolment: Enrolment) -> Progress:
    """Summarise how far one learner has come; one query, whatever the number of lessons."""
    row = with_progress(Enrolment.objects.filter(pk=enrolment.pk)).select_related("course").get()
    return progress_of(row)


def refreshed_progress(enrolment: Any) -> Progress:
    """Count anew and keep the counts on the object, for whoever shows it next; one query."""
    row: Any = with_progress(Enrolment.objects.filter(pk=enrolment.pk)).get()
    for name in COUNTS:
        setattr(enrolment, name, getattr(row, name))
    return progress_of(enrolment)


def progress_in_words(progress: Progress) -> str:
    """Say the progress, for the bar's label and for those who do not see the bar."""
    words = ngettext(
        "%(done)s von %(all)s Lektion erledigt",
        "%(done)s von %(all)s Lektionen erledigt",
        progress.required,
    ) % {"done": progress.completed, "all": progress.required}
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


def counted_rule(course: Course, lessons: int, quizzes: int) -> str:
    """Say the same where required lessons and quizzes that count are already counted; no query."""
    needed = lessons_needed(lessons, course.required_share)
    rule = ngettext(
        "Sie bearbeiten %(needed)s von %(all)s Pflichtlektion.",
        "Sie bearbeiten %(needed)s von %(all)s Pflichtlektionen.",
        lessons,
    ) % {"needed": needed, "all": lessons}
    if not quizzes:
        return rule
    passed = ngettext("Sie bestehen den Test.", "Sie bestehen alle %(count)s Tests.", quizzes) % {
        "count": quizzes
    }
    return f"{rule} {passed}"
