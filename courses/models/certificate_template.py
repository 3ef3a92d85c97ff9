"""What a house says on its certificates in its own words."""

from django.db import models

from network.models import Partner

SENTENCE = 140  # letters before words in braces are filled in; what fits on the page
ROLE = 80


class CertificateTemplate(models.Model):
    """The words of a house for its certificates in one language; empty ones are the usual ones.

    The words themselves are copied into each certificate when it is issued.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="certificate_templates"
    )
    locale = models.CharField(max_length=12)
    # Around the printed name, for certificates of attendance and of achievement.
    before_attendance = models.CharField(max_length=SENTENCE, blank=True)
    after_attendance = models.CharField(max_length=SENTENCE, blank=True)
    before_achievement = models.CharField(max_length=SENTENCE, blank=True)
    after_achievement = models.CharField(max_length=SENTENCE, blank=True)
    closing = models.CharField(max_length=SENTENCE, blank=True)
    signatory_role = models.CharField(max_length=ROLE, blank=True)  # an office, no person
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "locale"], name="certificate_template_unique"
            ),
            # Half a sentence of one's own around the other half of the usual one says nothing.
            models.CheckConstraint(
                name="certificate_template_whole",
                condition=(
                    models.Q(before_attendance="", after_attendance="")
                    | ~models.Q(before_attendance="") & ~models.Q(after_attendance="")
                )
                & (
                    models.Q(before_achievement="", after_achievement="")
                    | ~models.Q(before_achievement="") & ~models.Q(after_achievement="")
                ),
            ),
        ]
