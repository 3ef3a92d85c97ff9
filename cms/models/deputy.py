"""Who stands in for a reviewer."""

from django.conf import settings
from django.db import models

from lms.common.keys import new_key
from network.models import Partner


class Deputy(models.Model):
    """One person who stands in for another in approving, from one day to another, both included.

    Both hold the right to approve anyway: standing in decides who is told, not who may.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # For whom both approve; None is the city.
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField()
    until_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="deputy_days_in_order", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="deputy_is_another", condition=~models.Q(deputy=models.F("principal"))
            ),
        ]
