"""What people wish for their data: which mails come, and cases of who has no account."""

from django.conf import settings
from django.db import models

from lms.accounts.enums import CaseKind, MailKind
from lms.common.keys import new_key


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
