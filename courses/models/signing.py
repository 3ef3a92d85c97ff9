"""The keys certificates are signed with; here stand their public halves only."""

from django.db import models

from courses.enums import KeyUse


class SigningKey(models.Model):
    """A key that signs, or once signed, certificates.

    The private half lies in a file outside database and repository. What was signed with a retired
    key still verifies by its row.
    """

    kid = models.CharField(max_length=80, unique=True)  # Multikey, or thumbprint after RFC 7638
    use = models.CharField(max_length=8, choices=KeyUse.choices)
    algorithm = models.CharField(max_length=10)  # as JOSE names it
    public = models.JSONField()  # JSON Web Key (RFC 7517)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["use"],
                name="signing_key_one_in_use",
                condition=models.Q(retired_at__isnull=True),
            ),
            models.CheckConstraint(
                name="signing_key_retired_after_created",
                condition=models.Q(retired_at__isnull=True)
                | models.Q(retired_at__gte=models.F("created_at")),
            ),
        ]
