"""How organisations come in: claims of listed ones, applications of new ones."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from network.enums import ApplicationState, ClaimState, PartnerKind
from network.models.partner import Partner


class ClaimRequest(models.Model):
    """A person asks to act for a provisional partner; its mailbox proves it, the city approves."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    state = models.CharField(max_length=10, choices=ClaimState.choices, default=ClaimState.ASKED)
    token_hash = models.CharField(max_length=64, blank=True)  # empty once it was used
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"],
                name="claim_open_unique",
                condition=models.Q(state__in=["asked", "proven"]),
            ),
            models.UniqueConstraint(
                fields=["token_hash"],
                name="claim_token_unique",
                condition=~models.Q(token_hash=""),
            ),
        ]

    @property
    def claimant(self) -> str:
        """Who asks, so that whoever agrees knows to whom: display name and e-mail address."""
        name, email = self.user.public_name, self.user.email
        return f"{name} ({email})" if email else name


class PartnerApplication(models.Model):
    """An organisation asks to take part, without an account; staff see it once its mailbox did."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(_("Name"), max_length=150)
    kind = models.CharField(_("Art"), max_length=20, choices=PartnerKind.choices)
    mailbox = models.EmailField(_("Funktionspostfach"))
    website = models.URLField(_("Website"), blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postal_code = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    text = models.TextField(_("Was möchten Sie einbringen?"), max_length=2000, blank=True)
    language = models.CharField(max_length=12, default="de")  # of the mails
    state = models.CharField(
        max_length=12, choices=ApplicationState.choices, default=ApplicationState.UNCONFIRMED
    )
    token_hash = models.CharField(max_length=64, blank=True)  # empty once it was used
    partner = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="application_token_unique",
                condition=~models.Q(token_hash=""),
            )
        ]

    def __str__(self) -> str:
        return self.name
