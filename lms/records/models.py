"""What must never be lost: audit, outgoing mail, deletions, idempotency, stale marks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One thing somebody did, without personal text. Append-only; the pk is the sequence."""

    at = models.DateTimeField()
    actor_key = models.CharField(
        max_length=40, blank=True
    )  # pseudonym: User.key, or "" for the system
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_key = models.CharField(max_length=60)
    partner_key = models.CharField(max_length=20, blank=True)
    # Whose data was looked at or changed (User.key), so that the person can be shown it.
    person_key = models.CharField(max_length=10, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_key"], name="audit_object"),
            models.Index(
                fields=["person_key", "at"],
                name="audit_person",
                condition=~models.Q(person_key=""),
            ),
        ]


class AuditNote(models.Model):
    """The personal text beside an audit event; erasure may delete it."""

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="note")
    text = models.TextField()


class MailState(models.TextChoices):
    """Where an outgoing mail stands."""

    PENDING = "pending", _("wartet")
    SENT = "sent", _("gesendet")
    FAILED = "failed", _("aufgegeben")
    BOUNCED = "bounced", _("zurückgekommen")
    DROPPED = "dropped", _("abbestellt, bevor sie ging")


class MailPriority(models.IntegerChoices):
    """Who comes first when much waits: a code somebody waits for before a digest."""

    AWAITED = 0, _("wird erwartet")
    USUAL = 1, _("wie üblich")
    MANY = 2, _("an viele")


class OutboxMessage(models.Model):
    """One mail to send: the only way a mail leaves. Its unique key makes it go once."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    person_key = models.CharField(max_length=10, blank=True, db_index=True)  # User.key, if one
    unsubscribe_url = models.CharField(max_length=300, blank=True)  # RFC 8058, one click
    topic = models.CharField(max_length=12, blank=True)  # what may be switched off; "" may not
    priority = models.PositiveSmallIntegerField(
        choices=MailPriority.choices, default=MailPriority.AWAITED
    )
    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # One file with the mail, such as an invitation for calendars; None: none.
    attachment = models.BinaryField(null=True)
    attachment_name = models.CharField(max_length=80, blank=True)
    attachment_type = models.CharField(max_length=80, blank=True)  # such as text/calendar
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often the words went out and no answer came: twice at most. It stays when a later copy
    # was taken, so that every mail of which there may be two copies is known.
    unclear = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=40, blank=True, db_index=True)  # left part of Message-ID
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "priority", "due_at"], name="outbox_due")]


class DeadMailbox(models.Model):
    """An address whose mails come back, known by its keyed hash only."""

    mailbox_hash = models.CharField(max_length=64, unique=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField()  # the last time
    closed_at = models.DateTimeField(null=True, blank=True)  # nothing is sent there since


class DeletionEntry(models.Model):
    """One erased object, replayed after a restore. Append-only (triggers)."""

    at = models.DateTimeField()
    object_type = models.CharField(max_length=40)
    object_key = models.CharField(max_length=60)


class IdempotencyKey(models.Model):
    """A key a client sent with a form, so that sending twice does once."""

    key = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()
    result = models.JSONField(default=dict)


class StaleMark(models.Model):
    """Something compiled that must be compiled again; a sweeper takes what a crash left."""

    object_type = models.CharField(max_length=40)
    object_key = models.CharField(max_length=60)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_key"], name="stale_mark_unique")
        ]
