"""Choices of the directory: by what it can be narrowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DirectoryFacet(models.TextChoices):
    """By what the directory can be narrowed; the order is the order on the page."""

    STAGE = "stage", _("Bildungsbereich")
    FIELD = "field", _("Handlungsfeld")
    KIND = "kind", _("Art der Einrichtung")
    OFFERS = "offers", _("Bietet")
    SEEKS = "seeks", _("Sucht")
    COMPETENCE = "competence", _("Kompetenzbereich")
    TARGET_GROUP = "target_group", _("Zielgruppe")
    DISTRICT = "district", _("Ortsteil")
    REACH = "reach", _("Vor Ort, stadtweit, online")
    LANGUAGE = "language", _("Sprache")
    ACCESSIBILITY = "accessibility", _("Barrierefreiheit")
    FRESHNESS = "freshness", _("Stand der Angaben")


class ListingFacet(models.TextChoices):
    """By what offers and needs can be narrowed; the order is the order on the page."""

    KIND = "listing_kind", _("Angebot oder Gesuch")
    CATEGORY = "category", _("Kategorie")
    FIELD = "field", _("Handlungsfeld")
    COMPETENCE = "competence", _("Kompetenzbereich")
    TARGET_GROUP = "target_group", _("Zielgruppe")
    STAGE = "stage", _("Gewünschter Bildungsbereich")
    MODE = "mode", _("Form")
    DISTRICT = "district", _("Ortsteil")
    LANGUAGE = "language", _("Sprache")


class Reach(models.TextChoices):
    """Where a partner works; those without a place must never get lost on a map."""

    PLACE = "place", _("mit Adresse")
    CITY_WIDE = "city_wide", _("stadtweit")
    ONLINE = "online", _("nur online")
    NOWHERE = "nowhere", _("ohne Ort")


class EntryState(models.TextChoices):
    """Whether an organisation lately said that its entry still holds."""

    CONFIRMED = "confirmed", _("bestätigt")
    OPEN = "open", _("nicht bestätigt")
    PROVISIONAL = "provisional", _("vorläufig")
