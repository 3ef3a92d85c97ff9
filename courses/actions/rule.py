"""What becomes of those who learn when the rule of their course changes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from courses.enums import EnrolmentState
from courses.models import Course, CourseRule, Enrolment, Quiz
from lms.records.actions import record_event


@dataclass(frozen=True)
class Rule:
    """What must be done to finish a course, comparable."""

    required_share: Decimal
    requires_quizzes: bool
    lessons: frozenset[int]  # ids of those required
    pass_shares: dict[int, Decimal]  # id of a quiz that counts → share of points (0..1)


def rule_of(course: Course) -> Rule:
    """The rule the rows of a course state now; two queries."""
    lessons = course.lessons.filter(is_required=True, retired_at=None)
    quizzes = Quiz.objects.filter(
        lesson__course=course, lesson__retired_at=None, retired_at=None, is_required=True
    )
    return Rule(
        required_share=Decimal(course.required_share).quantize(Decimal("0.01")),
        requires_quizzes=course.requires_quizzes,
        lessons=frozenset(lessons.values_list("pk", flat=True)),
        pass_shares=dict(quizzes.values_list("pk", "pass_share")),
    )


def follow_rule(*, course: Course, old: Rule, keeps_old: bool, at: datetime) -> None:
    """Let those who have begun keep the old rule, or take the new one; runs while publishing.

    Who has finished has finished in either case. Nothing happens where the rule is the same.

    Args:
        course: As it is now.
        old: Its rule before it was published anew.
        keeps_old: What the author chose for those who learn.
        at: When.
    """
    if rule_of(course) == old:
        return
    begun = Enrolment.objects.filter(course=course, completed_at=None)
    begun = begun.exclude(state=EnrolmentState.COMPLETED)
    if keeps_old:
        _keep(course, old, at)
    else:
        begun.update(rule=None)
    record_event(
        action="course.rule",
        object_type="course",
        object_key=course.key,
        partner_key=course.partner.key,
        at=at,
        data={"for_those_who_learn": "old" if keeps_old else "new"},
    )


def _keep(course: Course, old: Rule, at: datetime) -> None:
    begun = Enrolment.objects.filter(course=course, completed_at=None, rule=None)
    if not begun.exists():
        return
    kept = CourseRule.objects.create(
        course=course,
        required_share=old.required_share,
        requires_quizzes=old.requires_quizzes,
        pass_shares={str(pk): str(share) for pk, share in old.pass_shares.items()},
        created_at=at,
    )
    kept.lessons.set(old.lessons)
    kept.quizzes.set(old.pass_shares)
    begun.update(rule=kept)
