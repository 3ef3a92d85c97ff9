"""Who takes which course."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from courses.enums import EnrolmentState, LeftReason, Origin, TimeAllowance
from courses.models.course import Course
from courses.models.lesson import Lesson
from courses.models.run import CourseRun
from lms.common.keys import new_key

if TYPE_CHECKING:
    from courses.models.quiz import Quiz
    from courses.models.rule import CourseRule


class Enrolment(models.Model):
    """One learner in one run. ``course`` repeats the run's, for the constraint."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(
        max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.SELF)
    enrolled_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    last_lesson = models.ForeignKey(
        Lesson, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    completed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_reason = models.CharField(max_length=10, choices=LeftReason.choices, blank=True)
    # The largest share of the course ever done; it stays when the course grows.
    reached_share = models.FloatField(default=0)  # 0..1
    # Set where the course's rule changed since and this learner keeps the old one.
    rule = models.ForeignKey(
        "courses.CourseRule", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Set by the run's team; why is nobody's business and stored nowhere.
    time_allowance = models.CharField(
        max_length=10, choices=TimeAllowance.choices, default=TimeAllowance.USUAL
    )
    # Frozen at completion: counts, rule and results of that day.
    completion = models.JSONField(default=dict)

    class Meta:
        ordering = ["-last_seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                name="enrolment_one_open",
                condition=~models.Q(state="left"),
            )
        ]
        indexes = [models.Index(fields=["user", "-last_seen_at"], name="enrolment_user_seen")]

    @property
    def own_rule(self) -> "Course | CourseRule":
        """What this learner must do: the rule kept from before, else that of the course."""
        return self.rule or self.course

    def pass_share(self, quiz: "Quiz") -> Decimal:
        """The share of points (0..1) with which this learner passes a quiz."""
        return self.rule.pass_share(quiz) if self.rule else quiz.pass_share
