"""Cooperations: cases of two or more partners, from a proposal to its outcome."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import (
    Consent,
    CooperationOrigin,
    CooperationRole,
    CooperationState,
    DeclineReason,
    EventKind,
)
from network.models.listing import Listing
from network.models.partner import Partner


class Cooperation(models.Model):
    """One case. ``version`` rises with each change: a second editor gets the conflict screen."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    title = models.CharField(_("Titel"), max_length=150)
    goal = models.TextField(_("Ziel"), max_length=2000, blank=True)
    state = models.CharField(
        max_length=12, choices=CooperationState.choices, default=CooperationState.PROPOSED
    )
    origin = models.CharField(
        max_length=12, choices=CooperationOrigin.choices, default=CooperationOrigin.MANUAL
    )
    partners = models.ManyToManyField(
        Partner, through="CooperationPartner", related_name="cooperations"
    )
    listings = models.ManyToManyField(Listing, blank=True, related_name="cooperations")
    lead_field = models.ForeignKey(
        ActionField, on_delete=models.PROTECT, null=True, blank=True, related_name="led"
    )
    action_fields = models.ManyToManyField(ActionField, blank=True, related_name="cooperations")
    stages = models.ManyToManyField(EducationStage, blank=True, related_name="cooperations")
    competences = models.ManyToManyField(Competence, blank=True, related_name="cooperations")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="cooperations")
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    review_on = models.DateField(_("Rückblick am"), null=True, blank=True)
    signed_on = models.DateField(_("Unterschrieben am"), null=True, blank=True)
    next_step = models.CharField(_("Nächster Schritt"), max_length=200, blank=True)
    next_step_due = models.DateField(_("Bis wann"), null=True, blank=True)
    next_step_by = models.ForeignKey(  # None: whoever coordinates the field
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The house that wrote the proposal and alone sees it until it is sent; None: coordination.
    proposed_by = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When each reminder went; empty again when what it reminds of is set anew.
    answer_reminded_at = models.DateTimeField(null=True, blank=True)
    outcome_reminded_at = models.DateTimeField(null=True, blank=True)
    step_reminded_at = models.DateTimeField(null=True, blank=True)
    # Pieces of the listings' capacity this case holds; returned when it is cancelled.
    holds_capacity = models.BooleanField(default=False)
    decline_reason = models.CharField(
        _("Grund"), max_length=12, choices=DeclineReason.choices, blank=True
    )
    # Outcome, in numbers of people and hours; None: not recorded.
    reached_people = models.PositiveIntegerField(_("Erreichte Personen"), null=True, blank=True)
    events_held = models.PositiveIntegerField(_("Termine"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("Stunden"), null=True, blank=True)
    materials = models.TextField(_("Entstandene Materialien"), max_length=2000, blank=True)
    lessons_learnt = models.TextField(_("Was wir gelernt haben"), max_length=2000, blank=True)
    continues = models.BooleanField(_("Wird fortgesetzt"), null=True, blank=True)
    import_key = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["state", "next_step_due"], name="cooperation_state_due")]
        constraints = [
            models.CheckConstraint(
                name="cooperation_ends_after_start",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["import_key"],
                name="cooperation_import_key_unique",
                condition=~models.Q(import_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CooperationPartner(models.Model):
    """One partner's part in a cooperation: what it gives, whether it agreed."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(
        max_length=12, choices=CooperationRole.choices, default=CooperationRole.PARTNER
    )
    contribution = models.TextField(_("Beitrag"), max_length=1000, blank=True)
    contact_role = models.CharField(_("Ansprechrolle"), max_length=80, blank=True)
    consent = models.CharField(max_length=8, choices=Consent.choices, default=Consent.OPEN)
    consented_at = models.DateTimeField(null=True, blank=True)
    consented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    may_be_shown = models.BooleanField(_("Öffentlich nennen"), default=False)
    quality = models.PositiveSmallIntegerField(_("Bewertung (1 bis 5)"), null=True, blank=True)

    class Meta:
        ordering = ["cooperation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cooperation", "partner"], name="part_unique"),
            models.CheckConstraint(
                name="part_quality_one_to_five",
                condition=models.Q(quality__isnull=True) | models.Q(quality__gte=1, quality__lte=5),
            ),
        ]


class CooperationEvent(models.Model):
    """One entry of the timeline. Append-only (triggers); the actor is a pseudonym key."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    actor_key = models.CharField(max_length=40, blank=True)  # "" for the system
    partner = models.ForeignKey(  # on whose behalf; None: city staff or the system
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=EventKind.choices)
    state_from = models.CharField(max_length=12, choices=CooperationState.choices, blank=True)
    state_to = models.CharField(max_length=12, choices=CooperationState.choices, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]


class CooperationNote(models.Model):
    """The free text beside an entry of the timeline; erasure may delete it."""

    event = models.OneToOneField(CooperationEvent, on_delete=models.PROTECT, related_name="note")
    text = models.TextField()
