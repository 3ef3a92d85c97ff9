"""Offerings of a course."""

from django.conf import settings
from django.db import models

from courses.enums import Mode, RunKind
from courses.models.course import Course
from lms.common.keys import new_key


class CourseRun(models.Model):
    """One dated or self-paced offering; ``rules.run_state`` computes its state from the dates."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=12, choices=RunKind.choices, default=RunKind.SELF_PACED)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    enrol_from = models.DateTimeField(null=True, blank=True)
    enrol_until = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)  # None: no limit
    seats_taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="run_seats_within_capacity",
                condition=models.Q(capacity__isnull=True)
                | models.Q(seats_taken__lte=models.F("capacity")),
            ),
            models.CheckConstraint(
                name="run_ends_after_start",
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.UniqueConstraint(
                fields=["course"],
                name="run_one_self_paced",
                condition=models.Q(kind="self_paced"),
            ),
        ]

    @property
    def has_free_seat(self) -> bool:
        """Tell whether a seat is free; only the database, when it is taken, decides."""
        return self.capacity is None or self.seats_taken < self.capacity


class RunTeamMember(models.Model):
    """Somebody who looks after the people of one run: grades their texts, sees where they are."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="run_team_once")]
