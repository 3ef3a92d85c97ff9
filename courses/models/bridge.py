"""Bridges from a course to one of the next stage: what one house began, another continues."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from lms.common.keys import new_key
from network.models import Partner


class BridgeState(models.TextChoices):
    """Whether a bridge is shown."""

    CONFIRMED = "confirmed", _("bestätigt")
    OBJECTED = "objected", _("widersprochen")
    ENDED = "ended", _("beendet")


class Bridge(models.Model):
    """Two courses of different partners, and one sentence why the second continues the first."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    before = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="bridges_on")
    after = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="bridges_back")
    reason = models.CharField(_("Warum die beiden zusammenpassen"), max_length=300)
    state = models.CharField(
        max_length=10, choices=BridgeState.choices, default=BridgeState.CONFIRMED
    )
    objected_by = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["-confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="bridge_unique"),
            models.CheckConstraint(
                name="bridge_of_two_courses", condition=~models.Q(before=models.F("after"))
            ),
        ]
