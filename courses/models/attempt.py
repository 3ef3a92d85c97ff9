"""Tries at quizzes."""

from django.conf import settings
from django.db import models

from courses.enums import AttemptState
from courses.models.enrolment import Enrolment
from courses.models.quiz import QuestionVersion, Quiz
from lms.common.keys import new_key


class QuizAttempt(models.Model):
    """One try; ``frozen`` holds questions and pass rule as they were at the start.

    While it waits for people to grade its texts it has points so far, and is neither passed nor
    failed.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # None: no time limit
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)  # an answer came in the seconds of grace
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    max_points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    is_passed = models.BooleanField(null=True, blank=True)
    frozen = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "quiz", "number"], name="attempt_number_unique"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "quiz"],
                name="attempt_one_open",
                condition=models.Q(state="open"),
            ),
            models.CheckConstraint(
                name="attempt_submitted_has_result",
                condition=models.Q(state="open")
                | models.Q(
                    state="waiting",
                    submitted_at__isnull=False,
                    points__isnull=False,
                    is_passed__isnull=True,
                )
                | models.Q(
                    state="submitted",
                    submitted_at__isnull=False,
                    points__isnull=False,
                    is_passed__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="attempt_due", condition=models.Q(state="open")),
            models.Index(
                fields=["submitted_at"], name="attempt_waiting", condition=models.Q(state="waiting")
            ),
        ]


class Response(models.Model):
    """One answer in one attempt, and after submission its grade.

    ``points`` stay empty while a text waits for its grade. A fixed answer was checked before
    submission and can no longer be changed.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField(default=None, null=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    is_correct = models.BooleanField(null=True, blank=True)
    is_fixed = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_unique")
        ]


class TextGrade(models.Model):
    """How a person graded a free text: points for each line of its rubric, and a comment."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="text_grade")
    points = models.JSONField()  # one number a line of the rubric
    comment = models.TextField(max_length=4000, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)  # raised by each change
    graded_at = models.DateTimeField()
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
