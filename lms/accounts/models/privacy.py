"""What people wish for their data, cases of who has no account, and breaches."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from lms.accounts.enums import CaseKind, MailKind
from lms.common.keys import new_key

REPORTED_WITHIN = timedelta(hours=72)  # Art. 33 (1) GDPR


class MailPreference(models.Model):
    """A kind of mail that somebody switched off or on; without a row the kind's default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    kind = models.CharField(max_length=12, choices=MailKind.choices)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_preference_once")
        ]


class PrivacyCase(models.Model):
    """A request to the office about somebody's data, with the month the law gives (Art. 12)."""

    number = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=CaseKind.choices)
    person_key = models.CharField(max_length=10, blank=True)  # once the person was found
    opened_at = models.DateTimeField()
    opened_by_key = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_key = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]


class Incident(models.Model):
    """A breach of personal data as the law wants it written down (Art. 33 (5)); no names in it."""

    number = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    noticed_at = models.DateTimeField()  # the 72 hours begin
    what = models.TextField(max_length=2000)
    affected = models.PositiveIntegerField(null=True, blank=True)  # people, as the drill counts
    decided = models.TextField(max_length=2000, blank=True)  # what was done about it
    reported_at = models.DateTimeField(null=True, blank=True)  # to the authority
    unreported_reason = models.TextField(max_length=1000, blank=True)  # why no report was due
    recorded_at = models.DateTimeField()
    recorded_by_key = models.CharField(max_length=10)
    settled_at = models.DateTimeField(null=True, blank=True)  # reported, or decided not to

    class Meta:
        ordering = ["-noticed_at", "-pk"]

    @property
    def due_at(self) -> datetime:
        """Until when the authority must know."""
        return self.noticed_at + REPORTED_WITHIN
