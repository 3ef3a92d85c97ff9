"""Files on their way to becoming drafts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.course import CoursePage
from lms.common.keys import new_key
from network.models import Partner


class ImportKind(models.TextChoices):
    """What the file becomes."""

    COURSE = "course", _("Kurs")
    LESSON = "lesson", _("Lektion")


class ImportState(models.TextChoices):
    """Where the import stands; the last two are final."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")
    FAILED = "failed", _("nicht möglich")


class ImportJob(models.Model):
    """One uploaded file; the file itself lies in the private folder until the state is final."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.WAITING
    )
    language = models.CharField(max_length=12)  # of the sentences below
    percent = models.PositiveSmallIntegerField(default=0)
    kept = models.CharField(max_length=300, blank=True)
    changed = models.JSONField(default=list)  # sentences on what is not as it was
    losses = models.JSONField(default=list)  # sentences on what did not come along
    error = models.CharField(max_length=500, blank=True)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True  # it uses no page, it only tells of one

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["partner", "created_at"], name="import_job_partner")]

    @property
    def is_final(self) -> bool:
        """Nothing will change any more."""
        return self.state in {ImportState.DONE, ImportState.FAILED}
