"""People who sign in."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from lms.accounts.enums import AccountKind, AgeBand, PauseReason
from lms.common.keys import new_key


class User(AbstractUser):
    """One account; e-mail is optional, a name is only what the person chose to print."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(
        max_length=10, choices=AccountKind.choices, default=AccountKind.PERSONAL
    )
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    display_name = models.CharField(_("Anzeigename"), max_length=80, blank=True)
    certificate_name = models.CharField(_("Name auf Zertifikaten"), max_length=120, blank=True)
    certificate_name_confirmed_at = models.DateTimeField(null=True, blank=True)
    # "" where nobody needs to know: seats of classes, and who was invited to work here.
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, blank=True)
    age_band_asked_at = models.DateTimeField(null=True, blank=True)
    # By the answers before the last one; kept so that steps are no quicker than a leap.
    adult_not_before = models.DateTimeField(null=True, blank=True)
    # Kept by ``actions.consent`` from the events; who is paused meets one page only.
    pause_reason = models.CharField(max_length=10, choices=PauseReason.choices, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    is_city_staff = models.BooleanField(_("Stadtverwaltung"), default=False)
    is_platform_admin = models.BooleanField(_("Plattformbetrieb"), default=False)
    is_data_protection_officer = models.BooleanField(_("Datenschutz"), default=False)
    # Set by membership and staff actions; sign-in reads only this field.
    requires_second_factor = models.BooleanField(default=False)
    language = models.CharField(_("Sprache"), max_length=12, blank=True)
    # Told that an unused account will go; asked by the person that it goes, and when.
    inactivity_notice_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)
    keeps_certificates = models.BooleanField(default=False)  # without a name, when it is erased

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", condition=~models.Q(email="")
            ),
            # A seat says nothing about who sits on it.
            models.CheckConstraint(
                name="user_seat_is_pseudonymous",
                condition=~models.Q(kind__in=["seat", "group"])
                | models.Q(
                    email="", display_name="", certificate_name="", age_band="", is_staff=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def is_pseudonymous(self) -> bool:
        """A seat of a class, or a group's account: nobody is behind it by name."""
        return self.kind in {AccountKind.SEAT, AccountKind.GROUP}

    @property
    def public_name(self) -> str:
        """What greets the person: the display name, else the user name."""
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The name Wagtail's admin shows."""
        return self.public_name

    def get_short_name(self) -> str:
        """The name Wagtail's admin shows where space is short."""
        return self.public_name


class PendingConfirmation(models.Model):
    """One address that waits for its code; begun again, the row is overwritten.

    ``target`` is the key of the course at which registration began, so that confirming on
    another device still ends enrolled in it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_confirmation"
    )
    email = models.EmailField(db_index=True)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    target = models.CharField(max_length=10, blank=True)


class RecoveryCode(models.Model):
    """One code that works once in place of the password: of a sheet, or drawn by a guardian."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    # Of a guardian's code; a printed sheet lasts.
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "code_hash"], name="recovery_code_unique")
        ]
