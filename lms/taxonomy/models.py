"""Vocabularies: education stages, action fields, competence frameworks, subjects, groups."""

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _


class Area(models.TextChoices):
    """The four areas of the learning chain; practice (stage 7) has none."""

    EARLY = "early", _("Frühkindliche Bildung")
    SCHOOL = "school", _("Schulische Bildung")
    HIGHER = "higher", _("Hochschulische und berufliche Bildung")
    ADULT = "adult", _("Erwachsenenbildung")


class Term(models.Model):
    """One entry of a vocabulary: a stable code, titles, the official address if there is one."""

    code = models.SlugField(max_length=80, unique=True)
    title_de = models.CharField(_("Titel (Deutsch)"), max_length=200)
    title_en = models.CharField(_("Titel (Englisch)"), max_length=200)
    uri = models.URLField(blank=True, max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language; German where there is none."""
        return self.title_en if get_language() == "en" and self.title_en else self.title_de


class EducationStage(Term):
    """A place in the learning chain, from early childhood to practice (codes in the data file)."""

    area = models.CharField(max_length=10, choices=Area.choices, blank=True)
    kim_uris = models.JSONField(default=list)  # KIM educationalLevel addresses
    isced_levels = models.JSONField(default=list)  # ISCED 2011 levels, whole numbers


class ActionField(Term):
    """One of the seven fields of the city's strategy; city staff edit titles and texts."""

    description_de = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    colour = models.CharField(max_length=20, default="blue")  # name of a design token
    icon = models.CharField(max_length=30, blank=True)
    priority = models.FloatField(_("Gewicht"), default=1.0)  # in the plan of the network


class Subject(Term):
    """A school subject (KIM schulfaecher)."""


class ResourceType(Term):
    """A kind of learning resource (KIM hcrt)."""


class TargetGroup(Term):
    """A group of people a course is made for."""


class AccessibilityFeature(Term):
    """A stated feature such as captions or transcript (schema.org accessibilityFeature)."""


class District(Term):
    """A part of the city or a neighbouring municipality."""

    title_dsb = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)


class StageTransition(models.Model):
    """The passage between two stages of the learning chain, one row for each unordered pair."""

    stage_a = models.ForeignKey(EducationStage, on_delete=models.PROTECT, related_name="+")
    stage_b = models.ForeignKey(EducationStage, on_delete=models.PROTECT, related_name="+")
    adjacency = models.FloatField(_("Nähe (0 bis 1)"))  # how directly learners pass
    priority = models.FloatField(_("Gewicht"), default=1.0)  # what the city stresses

    class Meta:
        ordering = ["stage_a__position", "stage_b__position"]
        constraints = [
            models.UniqueConstraint(fields=["stage_a", "stage_b"], name="transition_unique"),
            models.CheckConstraint(
                name="transition_adjacency_is_a_share",
                condition=models.Q(adjacency__gte=0, adjacency__lte=1),
            ),
            models.CheckConstraint(
                name="transition_priority_not_negative", condition=models.Q(priority__gte=0)
            ),
        ]

    @property
    def code(self) -> str:
        """Both stages, in the order of life: ``early-primary``."""
        return f"{self.stage_a.code}-{self.stage_b.code}"

    @property
    def title(self) -> str:
        """Both stages in the active language."""
        return f"{self.stage_a.title} – {self.stage_b.title}"


class Framework(models.Model):
    """A competence framework in one version, such as DigComp 3.0. Code: ``digcomp-3.0``."""

    code = models.SlugField(max_length=40, unique=True, allow_unicode=False)
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Competence(models.Model):
    """One competence or competence area of a framework version; areas have no parent."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="competences")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField(max_length=20)
    title_de = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    description_de = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    uri = models.URLField(blank=True, max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="competence_code_unique")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """The title in the active language; German where there is none."""
        return self.title_en if get_language() == "en" and self.title_en else self.title_de
