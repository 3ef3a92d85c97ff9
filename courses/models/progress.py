"""How far learners have come, and what they noted."""

from django.db import models

from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson


class LessonProgress(models.Model):
    """One enrolment in one lesson. Monotone: position grows, a completion stays."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress")
    position = models.PositiveSmallIntegerField(default=0)  # furthest point in the lesson, 0..1000
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_progress_unique"),
            models.CheckConstraint(
                name="lesson_progress_position_range", condition=models.Q(position__lte=1000)
            ),
        ]


class ReflectionNote(models.Model):
    """What a learner wrote for herself in a reflection block; only she reads it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="notes")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    block = models.CharField(max_length=60)
    text = models.TextField(max_length=4000)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "block"], name="reflection_note_unique"
            )
        ]
