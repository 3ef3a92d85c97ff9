"""Tries at quizzes."""

from django.db import models

from courses.enums import AttemptState
from courses.models.enrolment import Enrolment
from courses.models.quiz import QuestionVersion, Quiz
from lms.common.keys import new_key


class QuizAttempt(models.Model):
    """One try; ``frozen`` holds questions and pass rule as they were at the start."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
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
                    submitted_at__isnull=False, points__isnull=False, is_passed__isnull=False
                ),
            ),
        ]


class Response(models.Model):
    """One answer in one attempt, and after submission its grade."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField(default=None, null=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    is_correct = models.BooleanField(null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_unique")
        ]
