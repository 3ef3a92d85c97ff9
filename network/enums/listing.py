"""Choices of offers, needs and their tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingKind(models.TextChoices):
    """Something provided, or something sought."""

    OFFER = "offer", _("Angebot")
    NEED = "need", _("Gesuch")


class ListingMode(models.TextChoices):
    """Where it can happen; unknown is empty."""

    ONLINE = "online", _("online")
    ON_SITE = "on_site", _("vor Ort")
    BOTH = "both", _("online und vor Ort")


class ListingState(models.TextChoices):
    """Where an offer or need stands."""

    DRAFT = "draft", _("Entwurf")
    ACTIVE = "active", _("aktiv")
    PAUSED = "paused", _("ruht")
    MATCHED = "matched", _("vermittelt")
    EXPIRED = "expired", _("abgelaufen")
    ARCHIVED = "archived", _("archiviert")


class TagGroup(models.TextChoices):
    """Sorts of tags a listing carries."""

    CATEGORY = "category", _("Kategorie")
    COMPETENCE = "competence", _("Kompetenz")
    FIELD = "field", _("Handlungsfeld")
    TARGET_GROUP = "target_group", _("Zielgruppe")


class TagState(models.TextChoices):
    """What is known of a tag that a listing does not carry."""

    SUGGESTED = "suggested", _("vorgeschlagen")
    DENIED = "denied", _("verneint")
