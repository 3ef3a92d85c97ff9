"""Proof of attendance or achievement."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date

from courses.enums import CertificateKind, CertificateState, RevocationReason
from courses.models.enrolment import Enrolment
from lms.common.keys import new_code, new_key, new_salt


class Achievement(models.Model):
    """What certificates state alike, described under one address for as long as they exist.

    Neither the course nor the house has to exist any more; it names no person.
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of ``facts``
    issuer_key = models.CharField(max_length=10)  # survives the house
    facts = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["issuer_key"], name="achievement_issuer")]


class StatusList(models.Model):
    """A list with a bit for each certificate of a house; another begins when one is full."""

    issuer_key = models.CharField(max_length=10)
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer_key", "number"], name="status_list_number")
        ]


class Certificate(models.Model):
    """One certificate: the register row is the ledger, the PDF is made from ``facts`` alone."""

    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, related_name="certificates"
    )
    enrolment_key = models.CharField(max_length=10)  # survives the enrolment
    kind = models.CharField(max_length=20, choices=CertificateKind.choices)
    state = models.CharField(
        max_length=10, choices=CertificateState.choices, default=CertificateState.VALID
    )
    holder_name = models.CharField(max_length=120, blank=True)  # "" of minors and guests
    name_hash = models.CharField(max_length=64, blank=True)  # keyed, where no name is kept
    facts = models.JSONField()  # everything the certificate prints, frozen at issue
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="certificates"
    )
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="certificates"
    )
    status_index = models.PositiveIntegerField()
    salt = models.CharField(max_length=22, default=new_salt, editable=False)  # of both hashes
    credential = models.TextField(blank=True)  # signed JSON; "" where the name is not kept
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # revoked or replaced
    revocation_reason = models.CharField(
        max_length=10, choices=RevocationReason.choices, blank=True
    )
    replaced_by = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    reason = models.CharField(max_length=300, blank=True)  # of an issue by hand; not public
    pdf_name = models.CharField(max_length=200, blank=True)  # in the private storage
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment_key", "kind"],
                name="certificate_one_valid",
                condition=models.Q(state="valid"),
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="certificate_status_place"
            ),
            models.CheckConstraint(
                name="certificate_ended_has_date",
                condition=models.Q(state="valid") | models.Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="certificate_name_or_hash",
                condition=models.Q(holder_name="") | models.Q(name_hash=""),
            ),
        ]

    @property
    def valid_until(self) -> date | None:
        """The last day on which it holds; None: for ever."""
        return parse_date(self.facts.get("valid_until", ""))

    @property
    def is_expired(self) -> bool:
        """Whether its time is over; the row stays as it is."""
        until = self.valid_until
        return until is not None and until < timezone.localdate()


class CertificateReview(models.Model):
    """A certificate whose basis changed afterwards; it holds until a person decides."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reviews")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                name="certificate_one_open_review",
                condition=models.Q(decided_at__isnull=True),
            )
        ]
