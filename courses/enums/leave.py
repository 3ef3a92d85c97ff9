"""Choices around Bildungszeit, the educational leave of Brandenburg."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecognitionState(models.TextChoices):
    """What the ministry has said about a run; that a recognition is over follows from its days."""

    APPLIED = "applied", _("beantragt")
    RECOGNISED = "recognised", _("anerkannt")
    REFUSED = "refused", _("abgelehnt")


class Light(StrEnum):
    """How much time is left to apply for recognition; pages say it in words."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class LeaveAge(models.TextChoices):
    """Ages as coarse as a report needs them."""

    UNDER_30 = "age_under_30", _("unter 30 Jahre")
    UNDER_50 = "age_under_50", _("30 bis 49 Jahre")
    FROM_50 = "age_from_50", _("50 Jahre oder älter")


class LeaveGender(models.TextChoices):
    """As people call themselves."""

    FEMALE = "female", _("weiblich")
    MALE = "male", _("männlich")
    DIVERSE = "diverse", _("divers")


class LeaveQualification(models.TextChoices):
    """The highest training somebody has finished."""

    NONE = "no_training", _("keine abgeschlossene Ausbildung")
    VOCATIONAL = "vocational", _("Berufsausbildung")
    ACADEMIC = "academic", _("Hochschulabschluss")
