"""What the network calls things: categories of offers, words for tags, what a kind usually is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.taxonomy.models import EducationStage, TargetGroup, Term
from network.enums import PartnerKind, TagGroup

SHARE = models.Q(weight__gte=0, weight__lte=1)


class ResourceCategory(Term):
    """What can be offered or sought: room, devices, trainer, workshop … (twelve)."""


class CategorySubstitution(models.Model):
    """One category that may stand for another, and how well (0 to 1); counts both ways."""

    category_a = models.ForeignKey(ResourceCategory, on_delete=models.CASCADE, related_name="+")
    category_b = models.ForeignKey(ResourceCategory, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(_("Gewicht (0 bis 1)"))

    class Meta:
        ordering = ["category_a__position", "category_b__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["category_a", "category_b"], name="substitution_unique"
            ),
            models.CheckConstraint(name="substitution_weight_is_a_share", condition=SHARE),
        ]


class TargetGroupNearness(models.Model):
    """Two target groups that are near each other, and how near (0 to 1); counts both ways."""

    group_a = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="+")
    group_b = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(_("Gewicht (0 bis 1)"))

    class Meta:
        ordering = ["group_a__position", "group_b__position"]
        constraints = [
            models.UniqueConstraint(fields=["group_a", "group_b"], name="nearness_unique"),
            models.CheckConstraint(name="nearness_weight_is_a_share", condition=SHARE),
        ]


class LexiconTerm(models.Model):
    """A German word or phrase that speaks for a tag; staff maintain them."""

    group = models.CharField(_("Art des Schlagworts"), max_length=12, choices=TagGroup.choices)
    code = models.CharField(_("Schlagwort"), max_length=80)
    synonym = models.CharField(_("Wort oder Wendung"), max_length=80)

    class Meta:
        ordering = ["group", "code", "synonym"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code", "synonym"], name="lexicon_unique")
        ]


class KindProfile(models.Model):
    """What is usual for a kind of organisation: proposed to new partners, never written over."""

    kind = models.CharField(_("Art"), max_length=20, choices=PartnerKind.choices, unique=True)
    stages = models.ManyToManyField(EducationStage, blank=True, related_name="+")
    radius_km = models.PositiveSmallIntegerField(_("Umkreis in Kilometern"), default=10)
    is_nonprofit = models.BooleanField(_("gemeinnützig"), default=True)

    class Meta:
        ordering = ["kind"]


class AreaWeight(models.Model):
    """How much the city stresses one of the five competence areas (DigComp, 1 to 5)."""

    area = models.CharField(_("Kompetenzbereich"), max_length=2, unique=True)
    priority = models.FloatField(_("Gewicht"), default=1.0)

    class Meta:
        ordering = ["area"]
        constraints = [
            models.CheckConstraint(
                name="area_priority_not_negative", condition=models.Q(priority__gte=0)
            )
        ]
