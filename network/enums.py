"""Choices of the partner network."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does for a partner."""

    AUTHOR = "author", _("Autorin/Autor")
    REVIEWER = "reviewer", _("Prüfung")
    LEAD = "lead", _("Klassenleitung")
    ADMIN = "admin", _("Verwaltung")


class PartnerKind(models.TextChoices):
    """What sort of organisation a partner is."""

    DAY_NURSERY = "day_nursery", _("Kita")
    AFTER_SCHOOL = "after_school", _("Hort")
    PRIMARY_SCHOOL = "primary_school", _("Grundschule")
    SECONDARY_SCHOOL = "secondary_school", _("Ober- oder Gesamtschule")
    GRAMMAR_SCHOOL = "grammar_school", _("Gymnasium")
    SPECIAL_SCHOOL = "special_school", _("Förderschule")
    VOCATIONAL_COLLEGE = "vocational_college", _("Oberstufenzentrum")
    UNIVERSITY = "university", _("Hochschule oder Institut")
    ADULT_EDUCATION = "adult_education", _("Volkshochschule oder Weiterbildung")
    LIBRARY = "library", _("Bibliothek")
    ASSOCIATION = "association", _("Verein oder Initiative")
    YOUTH_CLUB = "youth_club", _("Jugendclub")
    SENIOR_CLUB = "senior_club", _("Seniorentreff")
    FAMILY_CENTRE = "family_centre", _("Familienzentrum")
    SMALL_COMPANY = "small_company", _("Kleines oder mittleres Unternehmen")
    LARGE_COMPANY = "large_company", _("Großes Unternehmen")
    CHAMBER = "chamber", _("Kammer oder Verband")
    AUTHORITY = "authority", _("Amt oder Behörde")
    HEALTH = "health", _("Klinik oder Pflege")
    MUSEUM = "museum", _("Museum oder Kultur")


class PartnerState(models.TextChoices):
    """Whether the public sees a partner."""

    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")
    ARCHIVED = "archived", _("archiviert")


class DirectoryFacet(models.TextChoices):
    """By what the directory can be narrowed; the order is the order on the page."""

    STAGE = "stage", _("Bildungsbereich")
    FIELD = "field", _("Handlungsfeld")
    KIND = "kind", _("Art der Einrichtung")
    DISTRICT = "district", _("Ortsteil")
