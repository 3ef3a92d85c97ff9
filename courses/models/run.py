"""Offerings of a course: when, where, for how many, and who looks after them."""

from django.conf import settings
from django.db import models

from courses.enums import Entrance, Mode, RunKind
from courses.models.course import Course
from lms.common.keys import new_key
from network.models import Place

WITHDRAWAL_LENGTH = 6000  # letters; the model text of the law with its form has about 3,500


class CourseRun(models.Model):
    """One dated or self-paced offering; ``rules.run_state`` computes its state from the dates."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=12, choices=RunKind.choices, default=RunKind.SELF_PACED)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    # The class a run of kind "class" is for; such a run is never shown in public.
    school_class = models.ForeignKey(
        "courses.SchoolClass", on_delete=models.PROTECT, null=True, blank=True, related_name="runs"
    )
    enrol_from = models.DateTimeField(null=True, blank=True)
    enrol_until = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Until when learners may still read after the end; None: for ever.
    access_until = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Berlin")  # of its appointments
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    room = models.CharField(max_length=120, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)  # beside what the place says
    price_text = models.CharField(max_length=120, blank=True)  # "" means free of charge
    # What the provider tells consumers about taking back a booking; none without a price.
    withdrawal_text = models.TextField(max_length=WITHDRAWAL_LENGTH, blank=True)
    booking_url = models.URLField(blank=True)  # the provider's own booking: nobody enrols here
    entrance = models.CharField(max_length=10, choices=Entrance.choices, default=Entrance.OPEN)
    entry_code = models.CharField(max_length=20, blank=True)  # shared by the team, may be renewed
    minimum = models.PositiveIntegerField(null=True, blank=True)  # people it takes to take place
    capacity = models.PositiveIntegerField(null=True, blank=True)  # None: no limit
    # People enrolled and not gone, and seats offered to the waiting list and not yet answered.
    seats_taken = models.PositiveIntegerField(default=0)
    has_waiting_list = models.BooleanField(default=True)
    offer_hours = models.PositiveSmallIntegerField(default=48)  # so long an offered seat is held
    # Share of appointments (0..1) one must have attended to finish; None: attendance counts not.
    required_attendance = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # rises with each change (RFC 5545 SEQUENCE)
    changed_at = models.DateTimeField(null=True, blank=True)  # when ``sequence`` last rose
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="run_seats_within_capacity",
                condition=models.Q(capacity__isnull=True)
                | models.Q(seats_taken__lte=models.F("capacity")),
            ),
            models.CheckConstraint(
                name="run_ends_after_start",
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="run_access_after_end",
                condition=models.Q(access_until__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(access_until__gte=models.F("ends_at")),
            ),
            models.CheckConstraint(
                name="run_class_only_of_its_kind",
                condition=models.Q(kind="class", school_class__isnull=False)
                | (~models.Q(kind="class") & models.Q(school_class__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["course"],
                name="run_one_self_paced",
                condition=models.Q(kind="self_paced"),
            ),
            models.UniqueConstraint(
                fields=["course", "school_class"],
                name="run_one_per_class",
                condition=models.Q(kind="class"),
            ),
            models.UniqueConstraint(
                fields=["entry_code"],
                name="run_entry_code_unique",
                condition=~models.Q(entry_code=""),
            ),
        ]

    @property
    def has_free_seat(self) -> bool:
        """Tell whether a seat is free; only the database, when it is taken, decides."""
        return self.capacity is None or self.seats_taken < self.capacity


class RunTeamMember(models.Model):
    """Somebody who looks after the people of one run: grades their texts, sees where they are."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="run_team_once")]


class Appointment(models.Model):
    """One date of a run. ``key`` is its lasting part of the iCal UID."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="appointments")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(  # None: that of the run
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    room = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]


class CalendarToken(models.Model):
    """The secret in the address of somebody's calendar of appointments; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_tokens"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="calendar_token_one_valid",
                condition=models.Q(revoked_at__isnull=True),
            )
        ]


class VoucherBatch(models.Model):
    """Vouchers that a partner gave out for one run."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="voucher_batches")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    label = models.CharField(max_length=80)  # such as "Bibliothek, Herbst"; no person
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by_key = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["-pk"]


class Voucher(models.Model):
    """One voucher; good for one seat, once. Only the keyed hash of its code is kept."""

    batch = models.ForeignKey(VoucherBatch, on_delete=models.CASCADE, related_name="vouchers")
    code_hash = models.CharField(max_length=64, unique=True)
    redeemed_at = models.DateTimeField(null=True, blank=True)
    enrolment = models.OneToOneField(
        "courses.Enrolment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="voucher",
    )
