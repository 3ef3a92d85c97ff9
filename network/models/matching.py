"""What matching computes and what people make of it: runs, matches, decisions, weights."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField
from network.enums import (
    Answer,
    DeclineReason,
    MatchState,
    Outcome,
    RunState,
    TagGroup,
    WeightState,
)
from network.models.listing import Listing
from network.models.partner import Partner

ORDERED = models.Q(partner_a__lt=models.F("partner_b"))


class WeightSet(models.Model):
    """All numbers of the method under one name; a second person releases what one proposed."""

    version = models.CharField(_("Fassung"), max_length=40, unique=True)
    content = models.JSONField(default=dict)
    report = models.JSONField(default=dict, blank=True)  # of the comparison with the champion
    state = models.CharField(
        max_length=10, choices=WeightState.choices, default=WeightState.CHALLENGER
    )
    author = models.ForeignKey(  # None: came with the product
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="weights_released_by_a_second_person",
                condition=models.Q(activated_by__isnull=True)
                | models.Q(author__isnull=True)
                | ~models.Q(activated_by=models.F("author")),
            ),
            models.UniqueConstraint(
                fields=["state"],
                name="weights_one_active",
                condition=models.Q(state=WeightState.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return self.version


class MatchRun(models.Model):
    """One computation of all matches. The current one is shown; a crash leaves it current."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    is_current = models.BooleanField(default=False)
    weights_version = models.CharField(max_length=40)
    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    partners = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                name="match_run_one_current",
                condition=models.Q(is_current=True),
            ),
            models.UniqueConstraint(
                fields=["state"],
                name="match_run_one_running",
                condition=models.Q(state=RunState.RUNNING),
            ),
        ]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.milliseconds / 1000


class Match(models.Model):
    """A pair of partners suggested to each other: what A needs of B, what B needs of A, or both.

    The rows are those of the current run; a new run mends them in place, so that what somebody
    made of a suggestion stays with it.

    ``rank_a`` is B's place in A's list (1 is best), ``None`` where it stands in none.
    ``reasons`` are exact parts of ``score``: ``[{"code", "params", "contribution"}]``. Their
    sentences are made when they are shown, in the language and for the eyes of the reader.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="matches")
    partner_a = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    partner_b = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()  # 0–1, calibrated
    score = models.FloatField()
    need_a = models.ForeignKey(Listing, on_delete=models.SET_NULL, null=True, related_name="+")
    offer_b = models.ForeignKey(Listing, on_delete=models.SET_NULL, null=True, related_name="+")
    need_b = models.ForeignKey(Listing, on_delete=models.SET_NULL, null=True, related_name="+")
    offer_a = models.ForeignKey(Listing, on_delete=models.SET_NULL, null=True, related_name="+")
    field = models.ForeignKey(  # whose coordinator looks after it; None: staff do
        ActionField, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reasons = models.JSONField(default=list)
    rank_a = models.PositiveSmallIntegerField(null=True)
    rank_b = models.PositiveSmallIntegerField(null=True)
    is_new_bridge = models.BooleanField(default=False)
    is_small_partner = models.BooleanField(default=False)
    is_exploration = models.BooleanField(default=False)
    is_gap = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=MatchState.choices, default=MatchState.NEW)

    class Meta:
        ordering = ["-probability", "pk"]
        indexes = [
            models.Index(fields=["state", "-probability"], name="match_queue"),
            models.Index(fields=["partner_b", "rank_b"], name="match_list_b"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partner_a", "partner_b"], name="match_pair_unique"),
            models.CheckConstraint(name="match_pair_ordered", condition=ORDERED),
            models.CheckConstraint(
                name="match_probability_is_a_share",
                condition=models.Q(probability__gte=0, probability__lte=1),
            ),
        ]


class MatchDecision(models.Model):
    """What somebody made of a pair. Undoing marks the row; nothing is deleted."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner_a = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    partner_b = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    house = models.ForeignKey(  # for whom it was decided; None: for the network, by staff
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason_code = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    # What was shown: score, probability, kinds, cell, whether it was an exploration.
    shown = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["outcome", "at"], name="decision_outcome_at")]
        constraints = [
            models.CheckConstraint(name="decision_pair_ordered", condition=ORDERED),
            models.CheckConstraint(
                name="decision_declined_has_reason",
                condition=~models.Q(outcome=Outcome.DECLINED) | ~models.Q(reason_code=""),
            ),
        ]


class Clarification(models.Model):
    """One yes/no question about a tag of a listing. The row is one: it is asked anew in place."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="clarifications")
    group = models.CharField(max_length=12, choices=TagGroup.choices)
    code = models.CharField(max_length=80)
    affected = models.PositiveSmallIntegerField(default=0)  # suggestions an answer would move
    asked_at = models.DateTimeField(null=True, blank=True)  # None: chosen by a run, not yet asked
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["listing", "-affected", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "group", "code"], name="clarification_unique"
            )
        ]


class ClarificationLink(models.Model):
    """A link to the open questions of one listing, for who has no account; the token is hashed."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
