"""Who coordinates an action field."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import ActionField
from network.models.partner import Partner


class Coordinator(models.Model):
    """One person who coordinates one action field for a time, for the city or for a partner."""

    field = models.ForeignKey(ActionField, on_delete=models.PROTECT, related_name="coordinators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinates"
    )
    is_deputy = models.BooleanField(_("Vertretung"), default=False)
    organisation = models.ForeignKey(  # None: the city administration itself
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mailbox = models.EmailField(_("Funktionspostfach"), blank=True)  # public, of a role
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"), null=True, blank=True)  # None: until further notice
    # New cooperations the field can look after in a quarter.
    quarterly_quota = models.PositiveSmallIntegerField(_("Kooperationen im Quartal"), default=6)

    class Meta:
        ordering = ["field", "is_deputy", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["field", "user"], name="coordinator_unique"),
            models.CheckConstraint(
                name="coordinator_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
