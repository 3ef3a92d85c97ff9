"""Meetings of those who coordinate, who is asked to come, and the tokens of calendar feeds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField
from network.models.partner import Partner


class MeetingKind(models.TextChoices):
    """What people meet for."""

    QUARTERLY = "quarterly", _("Quartalstreffen")
    APPLICATION_WORKSHOP = "application_workshop", _("Antragswerkstatt")
    SPECIAL = "special", _("Sondertreffen")


class MeetingState(models.TextChoices):
    """Where a meeting stands (network.rules.MEETING_STEPS guards the ways)."""

    PLANNED = "planned", _("geplant")
    AGENDA_FIXED = "agenda_fixed", _("Tagesordnung steht")
    INVITED = "invited", _("eingeladen")
    HELD = "held", _("läuft")
    MINUTES_DRAFT = "minutes_draft", _("Protokollentwurf")
    MINUTES_FINAL = "minutes_final", _("Protokoll fertig")
    CANCELLED = "cancelled", _("abgesagt")


class Meeting(models.Model):
    """One meeting.

    ``version`` rises with each change of its facts, ``ics_sequence`` with what calendars must
    learn; ``sent_sequence`` is what the invited were told last.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("Art"), max_length=20, choices=MeetingKind.choices)
    quarter = models.CharField(_("Quartal"), max_length=7, blank=True)  # such as "2027-Q1"
    title = models.CharField(_("Titel"), max_length=150)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    online_link = models.URLField(_("Link zur Videokonferenz"), blank=True)
    fields = models.ManyToManyField(ActionField, blank=True, related_name="meetings")  # none: all
    partners = models.ManyToManyField(Partner, blank=True, related_name="meetings")  # as guests
    is_public = models.BooleanField(_("Termin öffentlich zeigen"), default=False)
    state = models.CharField(
        max_length=14, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    ics_uid = models.CharField(max_length=80, unique=True)
    ics_sequence = models.PositiveIntegerField(default=0)
    sent_sequence = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="meeting_state_start")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_invitation_stale(self) -> bool:
        """People were invited, and something changed since."""
        return self.sent_sequence is not None and self.sent_sequence < self.ics_sequence


class Attendance(models.Model):
    """A role or organisation that is asked to come, and whether it was there. No persons."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    role = models.CharField(_("Rolle"), max_length=120)  # such as "Koordination Energie"
    field = models.ForeignKey(
        ActionField, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_present = models.BooleanField(_("anwesend"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role"],
                name="attendance_role_unique",
                condition=models.Q(partner=None),
            ),
            models.UniqueConstraint(
                fields=["meeting", "partner"], name="attendance_partner_unique"
            ),
        ]


class FeedToken(models.Model):
    """The secret in the address of a person's calendar feed; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_tokens"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
