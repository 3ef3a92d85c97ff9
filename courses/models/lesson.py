"""Teaching order and the rendered body of lessons."""

from django.db import models

from courses.models.course import Course
from lms.common.keys import new_key


class Section(models.Model):
    """A named group of lessons. ``titles`` maps a locale to the title."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "position"], name="section_position_unique")
        ]


class Lesson(models.Model):
    """One step of a course. Retired, never deleted: progress points at it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons"
    )
    source_key = models.UUIDField()  # the page's translation_key
    slug = models.SlugField(max_length=120)
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=0)
    is_required = models.BooleanField(default=True)
    is_open = models.BooleanField(default=False)  # may be tried without an account
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            # A page moved to another course leaves its row, and everybody's progress, behind.
            models.UniqueConstraint(fields=["course", "source_key"], name="lesson_source_unique"),
            models.UniqueConstraint(
                fields=["course", "slug"],
                name="lesson_slug_unique",
                condition=models.Q(retired_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class LessonContent(models.Model):
    """The body of a lesson in one language, rendered once at publishing.

    ``segments`` is a list of ``{"kind": "html", "html": str}``, ``{"kind": "quiz", "quiz": source
    key}`` and ``{"kind": "reflection", "block": uuid, "prompt": str}``. ``toc`` is a list of
    ``[anchor, text]``.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="contents")
    locale = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    segments = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "locale", "version"], name="lesson_content_unique"
            )
        ]


class LessonFile(models.Model):
    """A file, sound or film of a lesson; served only after the lesson's own check."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    source_key = models.CharField(max_length=60)  # document id and role within the lesson
    storage_name = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "source_key"], name="lesson_file_source_unique"
            )
        ]
