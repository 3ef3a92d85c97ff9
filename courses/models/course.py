"""What is taught, and the index tables the catalogue reads."""

from django.db import models

from courses.enums import CourseState, Level
from lms.common.keys import new_key
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    Subject,
    TargetGroup,
)
from network.models import Partner


class Course(models.Model):
    """What is taught: lasting, language-free. Written by publishing only."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    source_key = models.UUIDField(unique=True)  # the page's translation_key
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="courses")
    stages = models.ManyToManyField(EducationStage, related_name="courses", blank=True)
    action_fields = models.ManyToManyField(ActionField, related_name="courses", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="courses", blank=True)
    subjects = models.ManyToManyField(Subject, related_name="courses", blank=True)
    accessibility = models.ManyToManyField(AccessibilityFeature, blank=True)
    language = models.CharField(max_length=12)  # first language; the fallback
    languages = models.JSONField(default=list)  # codes of all languages it can be taken in
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.BEGINNER)
    effort_minutes = models.PositiveIntegerField(default=0)
    licence = models.CharField(max_length=40, default="CC-BY-SA-4.0")  # SPDX identifier
    # What it was made from, the first source first: title, provider, address, licence (SPDX),
    # copied_on (ISO date).
    origins = models.JSONField(default=list, blank=True)
    # Confirmed bridges to and from it, ready to be shown (courses.queries.bridges.compiled).
    bridges = models.JSONField(default=list, blank=True)
    image_url = models.CharField(max_length=300, blank=True)
    image_width = models.PositiveSmallIntegerField(default=0)
    image_height = models.PositiveSmallIntegerField(default=0)
    # Completion rule: share of required lessons, and whether every quiz that counts must be passed.
    required_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)  # 0..1
    requires_quizzes = models.BooleanField(default=True)
    certificate_months = models.PositiveSmallIntegerField(default=0)  # 0: holds for ever
    # Years one must be old to enrol (0, 14, 16 or 18: nobody's age is known more exactly).
    minimum_age = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=CourseState.choices, default=CourseState.PUBLISHED
    )
    content_version = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="course_required_share_range",
                condition=models.Q(required_share__gte=0, required_share__lte=1),
            ),
            models.CheckConstraint(
                name="course_minimum_age_known", condition=models.Q(minimum_age__in=[0, 14, 16, 18])
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CourseText(models.Model):
    """What a course says about itself in one language."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)
    description_html = models.TextField(blank=True)
    goals = models.JSONField(default=list)  # sentences
    prerequisites = models.TextField(blank=True)
    accessibility_notes = models.TextField(blank=True)
    image_alt = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "locale"], name="course_text_unique")
        ]

    def __str__(self) -> str:
        return self.title


class CourseProvider(models.Model):
    """A partner that provides a course together with the leading one."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="providers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="co_courses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "partner"], name="course_provider_unique")
        ]


class CourseCompetence(models.Model):
    """A competence a course teaches, with its proficiency level 1..8 (0: unstated)."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "competence"], name="course_competence_unique"
            )
        ]


class CoursePrerequisite(models.Model):
    """What one must have done before: another course, or a competence at a level."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites")
    required_course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    competence = models.ForeignKey(
        Competence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(default=0)  # 1..8, of the competence

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "required_course"],
                name="prerequisite_course_once",
                condition=models.Q(required_course__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["course", "competence"],
                name="prerequisite_competence_once",
                condition=models.Q(competence__isnull=False),
            ),
            models.CheckConstraint(
                name="prerequisite_is_one_thing",
                condition=models.Q(required_course__isnull=False, competence__isnull=True)
                | models.Q(required_course__isnull=True, competence__isnull=False),
            ),
        ]


class CourseFacet(models.Model):
    """One facet value of one course; all facet counts are one grouped query over this table."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "facet", "value"], name="course_facet_unique")
        ]
        indexes = [models.Index(fields=["facet", "value"], name="course_facet_value")]


class CourseTerm(models.Model):
    """One normalised word of a course's texts; the search index, the same on both databases."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=40)
    word = models.CharField(max_length=60)  # as it was first written, for "did you mean"
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "term"], name="course_term_unique")
        ]
        indexes = [models.Index(fields=["term"], name="course_term_term")]


class CatalogueVersion(models.Model):
    """One row that changes with the catalogue; what is kept in memory carries its stamp.

    The stamp is random, so that a restored database never meets memories of another one.
    """

    number = models.PositiveIntegerField(default=0)
    stamp = models.CharField(max_length=10, default=new_key)
