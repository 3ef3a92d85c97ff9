"""Learning paths: courses of several partners, one after the other or in free order."""

from django.db import models

from courses.enums import PathState
from courses.models.course import Course
from lms.common.keys import new_key
from network.models import Partner


class LearningPath(models.Model):
    """A way through courses of one or more partners; ``partner`` None: made by the city."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="paths"
    )
    state = models.CharField(max_length=10, choices=PathState.choices, default=PathState.DRAFT)
    is_ordered = models.BooleanField(default=True)
    language = models.CharField(max_length=12, default="de")  # first language; the fallback
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]


class PathText(models.Model):
    """What a path says about itself in one language."""

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120)
    summary = models.TextField(max_length=600, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "locale"], name="path_text_unique")]

    def __str__(self) -> str:
        return self.title


class PathStep(models.Model):
    """One course of a path, and why it comes here."""

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="path_steps")
    reasons = models.JSONField(default=dict)  # locale → one or two sentences
    # How the step goes on from the one before it, where the stage changes: locale → sentence.
    transitions = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["path", "position"], name="path_step_position"),
            models.UniqueConstraint(fields=["path", "course"], name="path_step_course"),
        ]


class PathAgreement(models.Model):
    """A partner whose course stands in a path says yes or no to it; None: not yet answered."""

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="agreements")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="path_agreements")
    agrees = models.BooleanField(null=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_key = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "partner"], name="path_agreement_once")
        ]
