"""Who acts for which partner."""

from django.conf import settings
from django.db import models

from network.enums import Role
from network.models.partner import Partner


class Membership(models.Model):
    """One role one person has for one partner; a person may hold several."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["partner", "user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "user", "role"], name="membership_unique")
        ]
