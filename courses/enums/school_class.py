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
