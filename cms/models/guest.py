"""Who from a co-providing partner writes at one course."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from cms.models.course import CoursePage
from lms.common.keys import new_key


class CourseGuest(models.Model):
    """An invitation to write at one course, and after its acceptance the right to.

    Until then only the address stands here, whoever it belongs to; afterwards only the person.
    The right itself is derived (``cms.authoring.guests``).
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    page = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="guests")
    email = models.EmailField(blank=True)  # in small letters; empty once accepted
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField()

    objects: ClassVar[models.Manager["CourseGuest"]]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "email"],
                name="course_guest_email_unique",
                condition=~models.Q(email=""),
            ),
            models.UniqueConstraint(
                fields=["page", "user"],
                name="course_guest_user_unique",
                condition=models.Q(user__isnull=False),
            ),
        ]
