"""Funding programmes with their calls, applications, and proposed consortia."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import Solving
from network.matching import deadlines
from network.models.cooperation import Cooperation
from network.models.funding_enums import (
    Effort,
    FinancingType,
    Fund,
    FundingType,
    GrantState,
    Procedure,
)
from network.models.listing import Listing
from network.models.partner import Partner


def no_rules() -> dict[str, Any]:
    """A document that asks for nothing: nobody has written the rules down yet."""
    return {"all": []}


class FundingProgramme(models.Model):
    """One programme as its sources describe it. What is empty is unknown, never "none".

    ``stage`` is worked out from the calls; funded projects are the approved applications.
    """

    code = models.SlugField(_("Kurzadresse"), max_length=60, unique=True)
    title_de = models.CharField(_("Name (Deutsch)"), max_length=200)
    title_en = models.CharField(_("Name (Englisch)"), max_length=200, blank=True)
    short_name = models.CharField(_("Kurzname"), max_length=60, blank=True)
    summary_de = models.TextField(_("Worum es geht (Deutsch)"), max_length=2000, blank=True)
    summary_en = models.TextField(_("Worum es geht (Englisch)"), max_length=2000, blank=True)
    levels = models.JSONField(_("Ebene"), default=list, blank=True)  # values of FundingLevel
    fund = models.CharField(_("Mittelherkunft"), max_length=10, choices=Fund.choices, blank=True)
    funder = models.CharField(_("Fördergeber"), max_length=200, blank=True)
    granting_body = models.CharField(_("Bewilligungsstelle"), max_length=200, blank=True)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=300, blank=True)
    legal_basis_url = models.URLField(_("Adresse der Rechtsgrundlage"), max_length=300, blank=True)
    funding_type = models.CharField(
        _("Förderart"), max_length=10, choices=FundingType.choices, blank=True
    )
    financing_type = models.CharField(
        _("Finanzierungsart"), max_length=10, choices=FinancingType.choices, blank=True
    )
    rate_max = models.DecimalField(  # per cent of the costs
        _("Höchster Fördersatz (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    rate_note = models.CharField(_("Hinweis zum Fördersatz"), max_length=300, blank=True)
    amount_min = models.DecimalField(
        _("Kleinster Betrag (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount_max = models.DecimalField(
        _("Größter Betrag (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    own_share = models.DecimalField(  # per cent of the costs
        _("Eigenanteil (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    own_share_note = models.CharField(_("Hinweis zum Eigenanteil"), max_length=300, blank=True)
    allows_in_kind = models.BooleanField(_("Eigenleistung zählt"), null=True, blank=True)
    allows_staff_costs = models.BooleanField(_("Personalkosten möglich"), null=True, blank=True)
    is_de_minimis = models.BooleanField(_("De-minimis-Beihilfe"), null=True, blank=True)
    stages = models.ManyToManyField(EducationStage, blank=True, related_name="programmes")
    action_fields = models.ManyToManyField(ActionField, blank=True, related_name="programmes")
    competences = models.ManyToManyField(Competence, blank=True, related_name="programmes")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="programmes")
    themes = models.JSONField(_("Themen"), default=list, blank=True)  # free words
    eligible = models.JSONField(_("Wer beantragen kann"), default=list, blank=True)  # EligibleKind
    territory = models.JSONField(_("Fördergebiet"), default=list, blank=True)  # Region
    ends_on = models.DateField(_("Ende der Laufzeit"), null=True, blank=True)
    duration = models.CharField(_("Dauer eines Vorhabens"), max_length=200, blank=True)
    procedure = models.CharField(
        _("Verfahren"), max_length=12, choices=Procedure.choices, blank=True
    )
    effort = models.CharField(_("Aufwand"), max_length=6, choices=Effort.choices, blank=True)
    partners_required = models.CharField(_("Nötige Partner"), max_length=300, blank=True)
    early_start = models.CharField(_("Vorzeitiger Beginn"), max_length=300, blank=True)
    eligible_costs = models.TextField(_("Welche Kosten zählen"), max_length=2000, blank=True)
    publicity_duties = models.TextField(_("Publizitätspflichten"), max_length=2000, blank=True)
    documents = models.TextField(  # one on a line; an application's check list begins with them
        _("Nötige Unterlagen"), max_length=4000, blank=True
    )
    contact_office = models.CharField(_("Beratungsstelle"), max_length=200, blank=True)  # no person
    contact_mailbox = models.EmailField(_("E-Mail der Stelle"), blank=True)
    contact_phone = models.CharField(_("Telefon der Stelle"), max_length=40, blank=True)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)
    source_url = models.URLField(_("Adresse der Quelle"), max_length=300, blank=True)
    last_checked = models.DateField(_("Zuletzt geprüft am"), null=True, blank=True)
    checked_by = models.CharField(_("Geprüft durch (Rolle)"), max_length=80, blank=True)
    # Rules as data: network.matching.funding_document.
    rules = models.JSONField(_("Regeln"), default=no_rules)
    is_shown = models.BooleanField(_("Öffentlich zeigen"), default=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title_de"]
        constraints = [
            models.CheckConstraint(
                name="programme_rates_are_per_cent",
                condition=(models.Q(rate_max__isnull=True) | models.Q(rate_max__range=(0, 100)))
                & (models.Q(own_share__isnull=True) | models.Q(own_share__range=(0, 100))),
            ),
            models.CheckConstraint(
                name="programme_amounts_in_order",
                condition=models.Q(amount_min__isnull=True)
                | models.Q(amount_max__isnull=True)
                | models.Q(amount_max__gte=models.F("amount_min")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the active language; German where there is none."""
        return self.title_en if get_language() == "en" and self.title_en else self.title_de

    @property
    def summary(self) -> str:
        """In the active language; German where there is none."""
        return self.summary_en if get_language() == "en" and self.summary_en else self.summary_de

    @property
    def has_rules(self) -> bool:
        """Somebody has written down what it asks for."""
        return bool(self.rules.get("all"))

    def stage(self, at: datetime) -> deadlines.Stage:
        """Announced, open, closed, expired or unclear. Reads ``calls``."""
        return deadlines.stage([one.plain for one in self.calls.all()], at, self.ends_on)

    def next_deadline(self, at: datetime) -> datetime | None:
        """The soonest deadline that can still be met. Reads ``calls``."""
        if self.stage(at) == deadlines.Stage.EXPIRED:
            return None
        found = deadlines.next_deadline([one.plain for one in self.calls.all()], at)
        return None if found is None else deadlines.begins(found)

    def is_stale(self, at: datetime) -> bool:
        """Nobody checked it against its source for 90 days, or ever."""
        return deadlines.is_stale(self.last_checked, at)


class FundingCall(models.Model):
    """One call for applications. Its key is the stable part of the calendar's UID."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(FundingProgramme, on_delete=models.CASCADE, related_name="calls")
    title = models.CharField(_("Bezeichnung"), max_length=120, blank=True)
    opens_on = models.DateField(_("Anträge ab"), null=True, blank=True)
    # The last moment; a day without a time ends at the last microsecond of that day in Germany.
    deadline = models.DateTimeField(_("Frist"), null=True, blank=True)
    is_rolling = models.BooleanField(_("laufend"), default=False)

    class Meta:
        ordering = ["deadline", "pk"]

    @property
    def plain(self) -> deadlines.Call:
        """As the rules of time read it."""
        return deadlines.Call(self.opens_on, self.deadline, self.is_rolling)

    @property
    def deadline_on(self) -> date | None:
        """The day, as a calendar in Germany shows it."""
        return self.deadline.astimezone(deadlines.ZONE).date() if self.deadline else None

    @property
    def deadline_time(self) -> str:
        """The clock in Germany, "" where the whole day counts."""
        if self.deadline is None:
            return ""
        local = self.deadline.astimezone(deadlines.ZONE)
        is_whole = deadlines.ends(local) == deadlines.ends(local.date())
        return "" if is_whole else f"{local:%H:%M}"


class FundingApplication(models.Model):
    """One application, seen by the partners of its case and those who steer."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(
        FundingProgramme, on_delete=models.PROTECT, related_name="applications"
    )
    cooperation = models.ForeignKey(
        Cooperation, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    applicant = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.IDEA)
    checklist = models.JSONField(default=list, blank=True)  # [{"text": str, "done": bool}]
    adviser = models.ForeignKey(
        Listing, on_delete=models.SET_NULL, null=True, blank=True, related_name="advised"
    )
    amount_asked = models.DecimalField(
        _("Beantragt (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount_granted = models.DecimalField(
        _("Bewilligt (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="application_granted_only_after_decision",
                condition=models.Q(amount_granted__isnull=True)
                | models.Q(state__in=["approved", "reporting"]),
            ),
            models.UniqueConstraint(
                fields=["programme", "cooperation"],
                name="application_once_for_a_case",
                condition=models.Q(cooperation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.applicant}"


class ConsortiumRun(models.Model):
    """Proposed consortia around one partner, as a task worked them out.

    ``sees_all``: asked by somebody who steers; partners only get what the public may know.
    ``result``: see ``network.actions.consortium``.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(
        FundingProgramme, on_delete=models.CASCADE, related_name="consortia"
    )
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="consortia")
    cooperation = models.ForeignKey(
        Cooperation, on_delete=models.CASCADE, null=True, blank=True, related_name="consortia"
    )
    sees_all = models.BooleanField(default=False)
    roles = models.JSONField(default=list)  # codes of resource categories
    state = models.CharField(max_length=8, choices=Solving.choices, default=Solving.WAITING)
    result = models.JSONField(default=dict, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
