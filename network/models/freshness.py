"""What was done so that entries stay true, and the links that confirm them without log-in."""

from django.db import models

from network.enums import FreshnessStage
from network.models.listing import Listing
from network.models.partner import Partner


class FreshnessStep(models.Model):
    """One step taken for one entry and one due date. The unique key makes it happen once."""

    object_type = models.CharField(max_length=10)  # "partner" or "listing"
    object_key = models.CharField(max_length=10)
    stage = models.CharField(max_length=10, choices=FreshnessStage.choices)
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_key", "stage", "due"], name="freshness_step_unique"
            )
        ]


class ConfirmationLink(models.Model):
    """A link in a mail that confirms or ends one entry: once, for a time, nothing else."""

    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="confirmation_of_one_entry",
                condition=models.Q(partner__isnull=True, listing__isnull=False)
                | models.Q(partner__isnull=False, listing__isnull=True),
            )
        ]
