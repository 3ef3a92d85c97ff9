"""Seats of a run: who waits for one, whom the team may reach, who was there."""

from django.conf import settings
from django.db import models

from courses.enums import Presence, RefusalReason, RequestState, RunKind
from courses.models.enrolment import Enrolment
from courses.models.run import Appointment, CourseRun
from lms.common.keys import new_key

OPEN_REQUESTS = (RequestState.ASKED, RequestState.WAITING, RequestState.OFFERED)


class SeatRequest(models.Model):
    """Somebody asks for a seat: waits for an approval or on the list, or holds an offer.

    Those who wait are served by ``queued_at`` and then ``pk``. An offer holds a seat
    (``CourseRun.seats_taken``) until ``offer_expires_at``.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seat_requests"
    )
    state = models.CharField(max_length=10, choices=RequestState.choices)
    # A missing prerequisite or age for which the person asks an exception, with why.
    needs_exception = models.BooleanField(default=False)
    note = models.TextField(max_length=1000, blank=True)
    team_name = models.CharField(max_length=80, blank=True)  # becomes the contact's name
    queued_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    # For who has no address to be told at; "" where nobody refused, or the run was cancelled.
    refusal_reason = models.CharField(max_length=12, choices=RefusalReason.choices, blank=True)

    class Meta:
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "user"],
                name="seat_request_one_open",
                condition=models.Q(state__in=["asked", "waiting", "offered"]),
            ),
            models.CheckConstraint(
                name="seat_request_offer_expires",
                condition=~models.Q(state="offered") | models.Q(offer_expires_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["run", "queued_at"],
                name="seat_request_queue",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["offer_expires_at"],
                name="seat_request_offers",
                condition=models.Q(state="offered"),
            ),
        ]

    @property
    def is_nameless(self) -> bool:
        """An exception where one learns at any time: who decides reads a label, no name."""
        return self.needs_exception and self.run.kind == RunKind.SELF_PACED

    @property
    def rests(self) -> bool:
        """Asked by an account that is paused or locked: nobody reads or answers it meanwhile."""
        is_going_on = self.user.is_active and not self.user.pause_reason
        return self.state == RequestState.ASKED and not is_going_on


class RunContact(models.Model):
    """What the team of a dated run may know of a person, until 60 days after its end."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Entered by the team, from a call or a sheet of paper: the person has no account of theirs.
    is_entered_by_team = models.BooleanField(default=False)


class Attendance(models.Model):
    """Whether somebody was at one appointment."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="attendances"
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    noted_at = models.DateTimeField()
    noted_by_key = models.CharField(max_length=10, blank=True)  # the person's own: by QR on site

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "enrolment"], name="attendance_once")
        ]
