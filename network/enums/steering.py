"""Choices of matching and planning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where a computation of all matches stands."""

    RUNNING = "running", _("läuft")
    FINISHED = "finished", _("fertig")
    FAILED = "failed", _("abgebrochen")


class MatchState(models.TextChoices):
    """What became of a suggestion."""

    NEW = "new", _("neu")
    SEEN = "seen", _("gesehen")
    SHORTLISTED = "shortlisted", _("für später")
    HIDDEN = "hidden", _("passt nicht")
    CONVERTED = "converted", _("angefragt")


class Outcome(models.TextChoices):
    """What somebody decided about a suggestion."""

    ACCEPTED = "accepted", _("angenommen")
    DECLINED = "declined", _("abgelehnt")
    LATER = "later", _("später")
    NO_ANSWER = "no_answer", _("keine Antwort")


class WeightState(models.TextChoices):
    """Whether a set of weights is in use."""

    CHALLENGER = "challenger", _("vorgeschlagen")
    ACTIVE = "active", _("in Gebrauch")
    RETIRED = "retired", _("abgelöst")


class Answer(models.TextChoices):
    """Answer to a question about a listing."""

    YES = "yes", _("Ja")
    NO = "no", _("Nein")
    UNKNOWN = "unknown", _("Weiß nicht")


class PlanState(models.TextChoices):
    """Whether a quarter's plan may still change."""

    DRAFT = "draft", _("Entwurf")
    LOCKED = "locked", _("festgeschrieben")


class Solving(models.TextChoices):
    """Where the exact computation of a plan stands."""

    IDLE = "idle", _("nicht begonnen")
    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("rechnet")
    DONE = "done", _("fertig")
    FAILED = "failed", _("fehlgeschlagen")
