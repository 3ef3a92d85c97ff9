"""Bildungszeit, the educational leave of Brandenburg: recognition of runs, and an anonymous count.

Source: BbgEBG § 32 with the BFV.
"""

from decimal import Decimal

from django.db import models

from courses.enums import RecognitionState
from courses.models.run import CourseRun


class LeaveRecognition(models.Model):
    """That the ministry was asked to recognise a run as Bildungszeit, and what it said."""

    run = models.OneToOneField(
        CourseRun, on_delete=models.CASCADE, related_name="leave_recognition"
    )
    state = models.CharField(
        max_length=10, choices=RecognitionState.choices, default=RecognitionState.APPLIED
    )
    applied_on = models.DateField()
    file_number = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)  # the last day
    # Share of the hours (0..1) one must have been there for the confirmation of attendance;
    # a run that asks for attendance itself (``required_attendance``) has its own rule.
    minimum_share = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.80"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leave_recognised_is_known",
                condition=~models.Q(state="recognised")
                | (
                    ~models.Q(file_number="")
                    & models.Q(valid_from__isnull=False, valid_until__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="leave_valid_in_order",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="leave_minimum_is_share",
                condition=models.Q(minimum_share__gt=0, minimum_share__lte=1),
            ),
        ]


class LeaveCount(models.Model):
    """How often people of a run gave one answer on the anonymous sheet.

    Counters instead of sheets: no two answers of one person stand together anywhere.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="leave_counts")
    answer = models.CharField(max_length=20)  # LeaveAge, LeaveGender, LeaveQualification
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "answer"], name="leave_count_once")]
