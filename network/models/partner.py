"""Organisations of the network, their places and their published texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, Competence, District, EducationStage, TargetGroup
from network.enums import LegalForm, PartnerKind, PartnerState, Size, Source, Visibility


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
    competences = models.ManyToManyField(Competence, blank=True, related_name="partners")
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="partners")
    languages = models.JSONField(_("Sprachen"), default=list, blank=True)  # codes such as "de"
    legal_form = models.CharField(
        _("Rechtsform"), max_length=20, choices=LegalForm.choices, blank=True
    )
    is_nonprofit = models.BooleanField(_("gemeinnützig"), null=True, blank=True)  # None: unknown
    size = models.CharField(_("Größe"), max_length=10, choices=Size.choices, blank=True)
    # New cooperations a quarter; None: not stated.
    capacity = models.PositiveSmallIntegerField(
        _("Neue Kooperationen im Quartal"), null=True, blank=True
    )
    # Said no for want of capacity; holds until the house confirms its profile again.
    full_since = models.DateTimeField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(_("Umkreis (km)"), null=True, blank=True)
    # So many offers and needs may be active at once; courses do not count.
    listing_limit = models.PositiveSmallIntegerField(_("Höchstzahl aktiver Einträge"), default=12)
    is_online_only = models.BooleanField(_("nur online"), default=False)
    is_city_wide = models.BooleanField(_("stadtweit"), default=False)
    contact_role = models.CharField(_("Ansprechrolle"), max_length=80, blank=True)  # no person
    contact_phone = models.CharField(_("Telefon der Stelle"), max_length=40, blank=True)
    visibility = models.CharField(
        _("Sichtbar für"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )
    # Fields shown to fewer than the whole entry: {"contact_phone": "network"}.
    field_visibility = models.JSONField(default=dict, blank=True)
    takes_part_in_matching = models.BooleanField(_("nimmt an der Vermittlung teil"), default=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.STAFF)
    source_url = models.URLField(_("Quelle"), blank=True)
    import_key = models.CharField(max_length=80, blank=True)  # of an exchanged file
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirm_due = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # rises with each change of the facts
    state = models.CharField(
        max_length=12, choices=PartnerState.choices, default=PartnerState.PUBLISHED
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
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"],
                name="partner_import_key_unique",
                condition=~models.Q(import_key=""),
            )
        ]

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
    accessibility_features = models.JSONField(default=list, blank=True)  # values of PlaceFeature
    latitude = models.FloatField(_("Breite"), null=True, blank=True)  # WGS 84, degrees
    longitude = models.FloatField(_("Länge"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
