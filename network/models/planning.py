"""What was planned for a quarter, and the drawn picture of the network."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from network.enums import PlanState, Solving


class Plan(models.Model):
    """The cooperations to begin in one quarter. It says everything it was made of by itself.

    ``pairs`` are the chosen ones, ``[{"key", "first", "second", "probability", "cells",
    "lead_field", "reasons"}]``; partners by their keys, a pair by both: ``key-key``. Sentences
    are stored in both languages: ``{"code", "de", "en"}``.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    quarter = models.CharField(_("Quartal"), max_length=6, unique=True)  # 2026-4
    state = models.CharField(max_length=6, choices=PlanState.choices, default=PlanState.DRAFT)
    # limit, quotas {field: number}, fairness (0–1), safety (λ)
    parameters = models.JSONField(default=dict)
    pins = models.JSONField(default=list, blank=True)  # keys of pairs
    vetoes = models.JSONField(default=list, blank=True)
    pairs = models.JSONField(default=list, blank=True)
    value = models.FloatField(default=0)
    bound = models.FloatField(null=True, blank=True)  # no plan is worth more; None: not known
    seconds = models.FloatField(default=0)
    method = models.CharField(max_length=10, blank=True)  # greedy, exact
    is_proven = models.BooleanField(default=False)
    checksum = models.CharField(max_length=64, blank=True)
    effect = models.JSONField(default=dict, blank=True)  # one sentence
    notes = models.JSONField(default=list, blank=True)  # sentences: what limits it
    changes = models.JSONField(default=list, blank=True)  # against the plan stored before
    solving = models.CharField(max_length=8, choices=Solving.choices, default=Solving.IDLE)
    solving_since = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict, blank=True)  # {"start": value, "bound": value}
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.CheckConstraint(
                name="plan_locked_has_date",
                condition=models.Q(state="draft") | models.Q(locked_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.quarter

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the chosen pairs."""
        return tuple(pair["key"] for pair in self.pairs)


class NetworkPicture(models.Model):
    """Where partners stand on the drawing, as a task laid them out; the newest row is shown."""

    made_at = models.DateTimeField()
    checksum = models.CharField(max_length=64)  # of partners and ties
    places = models.JSONField(default=dict)  # {key of a partner or name of a kind: [x, y]}

    class Meta:
        ordering = ["-pk"]
