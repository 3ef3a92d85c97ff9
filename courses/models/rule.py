"""Completion rules that still hold for some, though the course has another by now."""

from decimal import Decimal

from django.db import models

from courses.models.course import Course
from courses.models.lesson import Lesson
from courses.models.quiz import Quiz


class CourseRule(models.Model):
    """What had to be done to finish a course before its rule changed.

    Enrolments that name it began before the change and keep it. The rule that holds for all others
    stands in the rows of the course itself.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="former_rules")
    required_share = models.DecimalField(max_digits=3, decimal_places=2)  # 0..1
    requires_quizzes = models.BooleanField()
    lessons = models.ManyToManyField(Lesson, related_name="+")  # required
    quizzes = models.ManyToManyField(Quiz, related_name="+")  # that count
    pass_shares = models.JSONField(default=dict)  # id of a quiz that counts → share, as text
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def pass_share(self, quiz: Quiz) -> Decimal:
        """The share of points (0..1) that passed the quiz then; of a newer quiz, that of now."""
        return Decimal(self.pass_shares.get(str(quiz.pk), quiz.pass_share))
