"""Classes and groups: pseudonymous seats a lead gives to people without asking who they are."""

from django.conf import settings
from django.db import models

from courses.enums import ClassKind, LeadRole, Presence
from courses.models.course import Course
from courses.models.lesson import Lesson
from courses.models.quiz import Quiz
from lms.common.keys import new_key
from network.models import Partner


class SchoolClass(models.Model):
    """A class or group in a partner's name. It ends with ``ends_on`` and goes 60 days later."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="classes")
    kind = models.CharField(max_length=12, choices=ClassKind.choices, default=ClassKind.SCHOOL)
    title = models.CharField(max_length=60)  # such as "7b"
    ends_on = models.DateField()  # last day of the school year
    # Secret of the sheet that makes a device one of this class (keyed hash, ≥ 60 bit).
    device_hash = models.CharField(max_length=64, unique=True)
    # Code with which people take a free seat; "" while closed.
    joining_hash = models.CharField(max_length=64, blank=True)
    joining_expires_at = models.DateTimeField(null=True, blank=True)
    # Until then a card's QR signs in alone; the lead opens the class for a lesson.
    open_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)  # of the end
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["joining_hash"],
                name="class_joining_unique",
                condition=~models.Q(joining_hash=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_adult(self) -> bool:
        """Its people are addressed as adults, and have no guardians."""
        return self.kind == ClassKind.ADULTS


class ClassLead(models.Model):
    """Who looks after a class; exactly one answers for it."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="leads")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="led_classes"
    )
    role = models.CharField(max_length=10, choices=LeadRole.choices, default=LeadRole.LEAD)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_class", "user"], name="class_lead_once"),
            models.UniqueConstraint(
                fields=["school_class"],
                name="class_one_lead",
                condition=models.Q(role="lead"),
            ),
        ]


class ClassGroup(models.Model):
    """Some seats of a class that get the same to do."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(max_length=60)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school_class", "title"], name="class_group_unique")
        ]


class ClassSeat(models.Model):
    """One pseudonymous place in a class: an account with an alias, a card and a picture code."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="seats")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seat"
    )
    alias = models.CharField(max_length=60)  # drawn by the system, such as "Mutiger Biber 47"
    symbol = models.CharField(max_length=30)  # name of the picture beside the alias
    card_hash = models.CharField(max_length=64, unique=True)  # secret of the card's QR, ≥ 60 bit
    picture_hash = models.CharField(max_length=64)  # pictures in their order, keyed by class
    groups = models.ManyToManyField(ClassGroup, related_name="seats", blank=True)
    created_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # progress went to an own account
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_class", "alias"], name="class_seat_alias"),
            models.UniqueConstraint(
                fields=["school_class", "picture_hash"], name="class_seat_picture"
            ),
        ]


class Assignment(models.Model):
    """What a class, a group or one seat is to do: a course, one lesson or one test, by a date.

    Without ``group`` and ``seat`` it is for the whole class; ``lesson`` and ``quiz`` narrow it.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.CASCADE, related_name="assignments"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assignments")
    run = models.ForeignKey(
        "courses.CourseRun", on_delete=models.PROTECT, related_name="assignments"
    )
    lesson = models.ForeignKey(
        Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        ClassGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    seat = models.ForeignKey(
        ClassSeat, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="assignment_group_or_seat",
                condition=models.Q(group__isnull=True) | models.Q(seat__isnull=True),
            )
        ]


class ClassMeeting(models.Model):
    """A day on which a group of adults met, whatever they learn there."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    label = models.CharField(max_length=60, blank=True)  # such as "Vormittag"; no person
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "held_on", "label"], name="class_meeting_once"
            )
        ]


class ClassPresence(models.Model):
    """Whether one seat was at a meeting of its class."""

    meeting = models.ForeignKey(ClassMeeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(ClassSeat, on_delete=models.CASCADE, related_name="presences")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="class_presence_once")
        ]
