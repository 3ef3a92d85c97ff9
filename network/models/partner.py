"""Organisations of the network, their places and their published texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, District, EducationStage
from network.enums import PartnerKind, PartnerState


class Partner(models.Model):
    """One organisation: kindergarten, school, university, library, company, office."""

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    slug = models.SlugField(_("Kurzadresse"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=150)
    kind = models.CharField(_("Art"), max_length=20, choices=PartnerKind.choices)
    website = models.URLField(_("Website"), blank=True)
    contact_mailbox = models.EmailField(_("Funktionspostfach"), blank=True)  # a role, no person
    stages = models.ManyToManyField(EducationStage, blank=True, related_name="partners")
    action_fields = models.ManyToManyField(ActionField, blank=True, related_name="partners")
    state = models.CharField(
        max_length=10, choices=PartnerState.choices, default=PartnerState.PUBLISHED
    )
    # May the partner's own reviewers approve? Otherwise city staff do.
    may_self_approve = models.BooleanField(_("darf selbst freigeben"), default=False)
    # A ready-made rendition; the network never renders images itself.
    logo_url = models.CharField(max_length=300, blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)
    logo_alt = models.CharField(max_length=200, blank=True)
    # The same quite small, as a data: address: a list of cards costs no request per partner.
    logo_mark = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PartnerText(models.Model):
    """What the partner's published page says, per language, compiled like a lesson body."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=12)
    summary = models.CharField(max_length=300, blank=True)
    html = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "locale"], name="partner_text_unique")
        ]


class Place(models.Model):
    """One address of a partner and what makes it accessible."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("Bezeichnung"), max_length=120)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postal_code = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, default="Cottbus/Chóśebuz")
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    accessibility = models.CharField(_("Barrierefreiheit"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
