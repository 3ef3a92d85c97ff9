"""Choices of classes and groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClassKind(models.TextChoices):
    """What kind of group a class lead looks after."""

    SCHOOL = "school", _("Schulklasse")
    KINDERGARTEN = "kindergarten", _("Kita-Gruppe")
    ADULTS = "adults", _("Gruppe Erwachsener")


class LeadRole(models.TextChoices):
    """Who looks after a class: one answers for it, others help."""

    LEAD = "lead", _("Leitung")
    CO_LEAD = "co_lead", _("Mitleitung")


class PathState(models.TextChoices):
    """Where a learning path stands."""

    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")
    ENDED = "ended", _("beendet")


class Picture(models.TextChoices):
    """The pictures of a card's code; each is drawn in ``class-pictures.svg`` under its value."""

    APPLE = "apple", _("Apfel")
    BALL = "ball", _("Ball")
    BELL = "bell", _("Glocke")
    BOOK = "book", _("Buch")
    CAR = "car", _("Auto")
    FLOWER = "flower", _("Blume")
    HAT = "hat", _("Hut")
    HEART = "heart", _("Herz")
    HOUSE = "house", _("Haus")
    KEY = "key", _("Schlüssel")
    MOON = "moon", _("Mond")
    SHIP = "ship", _("Schiff")
    STAR = "star", _("Stern")
    SUN = "sun", _("Sonne")
    TREE = "tree", _("Baum")
    UMBRELLA = "umbrella", _("Schirm")
