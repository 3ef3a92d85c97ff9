"""Offers and needs of the partners: one table, two names."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import (
    ListingKind,
    ListingMode,
    ListingState,
    Source,
    TagGroup,
    TagState,
    Visibility,
)
from network.models.partner import Partner, Place
from network.models.vocabulary import ResourceCategory


class Listing(models.Model):
    """Something one partner provides or seeks. An empty tag set means unknown, never "none"."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="listings")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("Art"), max_length=6, choices=ListingKind.choices)
    category = models.ForeignKey(
        ResourceCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="listings"
    )
    title = models.CharField(_("Titel"), max_length=150)
    text = models.TextField(_("Beschreibung"), max_length=4000, blank=True)
    language = models.CharField(_("Sprache des Textes"), max_length=12, default="de")
    competences = models.ManyToManyField(Competence, blank=True, related_name="listings")
    action_fields = models.ManyToManyField(ActionField, blank=True, related_name="listings")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="listings")
    # Whom an offer wants to reach; empty: everybody.
    stages_wanted = models.ManyToManyField(EducationStage, blank=True, related_name="listings")
    languages_required = models.JSONField(_("Nötige Sprachen"), default=list, blank=True)
    mode = models.CharField(_("Form"), max_length=8, choices=ListingMode.choices, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="listings"
    )
    radius_km = models.FloatField(_("Umkreis (km)"), null=True, blank=True)
    valid_from = models.DateField(_("Gilt ab"), null=True, blank=True)
    valid_to = models.DateField(_("Gilt bis"), null=True, blank=True)
    capacity_total = models.PositiveSmallIntegerField(_("Wie oft"), null=True, blank=True)
    capacity_left = models.PositiveSmallIntegerField(_("Davon frei"), null=True, blank=True)
    min_group = models.PositiveSmallIntegerField(_("Gruppe ab"), null=True, blank=True)
    max_group = models.PositiveSmallIntegerField(_("Gruppe bis"), null=True, blank=True)
    cost = models.CharField(_("Kosten"), max_length=120, blank=True)  # empty: not stated
    prerequisites = models.CharField(_("Voraussetzungen"), max_length=300, blank=True)
    accessibility = models.CharField(_("Barrierefreiheit"), max_length=300, blank=True)
    visibility = models.CharField(
        _("Sichtbar für"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )
    state = models.CharField(
        max_length=10, choices=ListingState.choices, default=ListingState.DRAFT
    )
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SELF)
    source_key = models.CharField(max_length=80, blank=True)  # of a course or an exchanged file
    source_url = models.CharField(max_length=300, blank=True)  # where the course stands
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirm_due = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["partner", "kind", "title", "pk"]
        indexes = [models.Index(fields=["state", "kind"], name="listing_state_kind")]
        constraints = [
            models.CheckConstraint(
                name="listing_ends_after_start",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="listing_capacity_left_within_total",
                condition=models.Q(capacity_left__isnull=True)
                | models.Q(capacity_total__isnull=True)
                | models.Q(capacity_left__lte=models.F("capacity_total")),
            ),
            models.CheckConstraint(
                name="listing_group_bounds",
                condition=models.Q(min_group__isnull=True)
                | models.Q(max_group__isnull=True)
                | models.Q(max_group__gte=models.F("min_group")),
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"],
                name="listing_source_unique",
                condition=~models.Q(source_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_live(self, on: date) -> bool:
        """Whether it can be found and matched on a day; confirmation is asked elsewhere."""
        is_over = self.valid_to is not None and self.valid_to < on
        return self.state == ListingState.ACTIVE and not is_over and self.capacity_left != 0


class OfferManager(models.Manager["Listing"]):
    """Only what is provided."""

    def get_queryset(self) -> models.QuerySet[Listing]:
        """Offers."""
        return super().get_queryset().filter(kind=ListingKind.OFFER)


class NeedManager(models.Manager["Listing"]):
    """Only what is sought."""

    def get_queryset(self) -> models.QuerySet[Listing]:
        """Needs."""
        return super().get_queryset().filter(kind=ListingKind.NEED)


class Offer(Listing):
    """A listing that provides something."""

    objects = OfferManager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True


class Need(Listing):
    """A listing that seeks something."""

    objects = NeedManager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True


class ListingTag(models.Model):
    """A tag a listing does not carry: suggested by its text, or denied by its partner."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="open_tags")
    group = models.CharField(max_length=12, choices=TagGroup.choices)
    code = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=TagState.choices)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["listing", "group", "code"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "group", "code"], name="listing_tag_unique")
        ]
