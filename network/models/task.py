"""What somebody has to mend in the data of a partner after a case has shown that it is wrong."""

from django.db import models

from lms.common.keys import new_key
from network.enums import TaskKind
from network.models.cooperation import Cooperation
from network.models.partner import Partner


class PartnerTask(models.Model):
    """One open point. ``data`` of a radius: ``{"radius_km": proposed}``; nothing personal."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=10, choices=TaskKind.choices)
    cooperation = models.ForeignKey(
        Cooperation, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "kind"],
                name="partner_task_open_once",
                condition=models.Q(closed_at__isnull=True),
            )
        ]
