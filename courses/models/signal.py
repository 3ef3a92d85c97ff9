"""What learners miss in a lesson."""

from django.db import models

from courses.enums import SignalKind
from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson


class LessonSignal(models.Model):
    """One kind of thing one learner misses in one lesson; authors are only told counts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="signals")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=10, choices=SignalKind.choices)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "kind"], name="lesson_signal_unique"
            )
        ]
