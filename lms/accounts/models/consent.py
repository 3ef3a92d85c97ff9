"""Who agreed to what: texts, decisions, guardians, forms on paper."""

from django.conf import settings
from django.db import models

from lms.accounts.enums import Decision, Method, Party, Purpose
from lms.common.keys import new_key


class ConsentText(models.Model):
    """One version of what people agree to, for one purpose. Append-only (triggers)."""

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField()
    texts = models.JSONField()  # locale → {"title", "text"}
    published_at = models.DateTimeField()
    published_by_key = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="consent_text_version")
        ]


class ConsentEvent(models.Model):
    """One decision, without content and without a person: keys only. Append-only (triggers).

    The newest event of a party about a purpose is what holds.
    """

    at = models.DateTimeField()
    person_key = models.CharField(max_length=10)  # User.key; a pseudonym once the account is gone
    party = models.CharField(max_length=10, choices=Party.choices)
    guardian_key = models.CharField(max_length=10, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField()  # of the text
    decision = models.CharField(max_length=10, choices=Decision.choices)
    method = models.CharField(max_length=10, choices=Method.choices)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person_key", "purpose"], name="consent_of_person")]


class Guardian(models.Model):
    """Somebody who decides for one child; no account and no name.

    Unconfirmed ones are deleted; a link ends with the child's band, or when child, lead or
    guardian end it.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guardians"
    )
    email = models.EmailField(blank=True)  # "" for who uses paper or a code
    # Invited by a class lead: may look and erase; the class rests on no consent.
    is_by_class = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "email"],
                name="guardian_email_once",
                condition=~models.Q(email="") & models.Q(ended_at__isnull=True),
            )
        ]


class GuardianCode(models.Model):
    """A way to one child's page, by link or typed; good once."""

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class PaperForm(models.Model):
    """A consent to be signed on paper and handed in at a partner, who enters its number."""

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="forms")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.ACCOUNT)
    version = models.PositiveSmallIntegerField()
    number_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_by_key = models.CharField(max_length=10, blank=True)
    partner_key = models.CharField(max_length=20, blank=True)  # where it was handed in
