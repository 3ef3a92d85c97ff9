"""What team and learners of a run tell one another; never learners among themselves."""

from django.conf import settings
from django.db import models

from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson
from courses.models.run import CourseRun
from lms.common.keys import new_key


class Announcement(models.Model):
    """What the team of a run, or the lead of its class, tells everybody in it."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="announcements")
    subject = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    is_mailed = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]


class LessonQuestion(models.Model):
    """A learner asks the team about a lesson. Authors read what was asked, never by whom."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="questions")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    # From a class nothing reaches anybody but its lead until the lead lets it.
    released_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["asked_at", "pk"]
