"""Choices of runs: ways in, seats, appointments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entrance(models.TextChoices):
    """How people come into a run by themselves; classes and the team always can bring them."""

    OPEN = "open", _("offen für alle")
    APPROVAL = "approval", _("mit Zusage des Teams")
    KEY = "key", _("mit Schlüssel oder Einladungslink")
    VOUCHER = "voucher", _("mit Gutschein")
    CLOSED = "closed", _("nur über Klasse oder Team")


class Origin(models.TextChoices):
    """Through which entrance an enrolment came."""

    SELF = "self", _("selbst")
    APPROVAL = "approval", _("Zusage")
    KEY = "key", _("Schlüssel")
    VOUCHER = "voucher", _("Gutschein")
    WAITING = "waiting", _("Warteliste")
    SCHOOL_CLASS = "class", _("Klasse")
    TEAM = "team", _("Team")


class LeftReason(models.TextChoices):
    """Why an enrolment ended before the course did."""

    OWN = "own", _("selbst verlassen")
    TEAM = "team", _("vom Team ausgetragen")
    CANCELLED = "cancelled", _("Termin abgesagt")
    CLASS = "class", _("nicht mehr in der Klasse")
    ERASED = "erased", _("Konto gelöscht")


class RequestState(models.TextChoices):
    """Where a request for a seat stands."""

    ASKED = "asked", _("wartet auf Zusage")
    WAITING = "waiting", _("auf der Warteliste")
    OFFERED = "offered", _("Platz angeboten")
    ACCEPTED = "accepted", _("eingeschrieben")
    REFUSED = "refused", _("abgelehnt")
    EXPIRED = "expired", _("Angebot abgelaufen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class Presence(models.TextChoices):
    """Whether somebody was at an appointment."""

    PRESENT = "present", _("anwesend")
    EXCUSED = "excused", _("entschuldigt")
    ABSENT = "absent", _("abwesend")


class RefusalReason(models.TextChoices):
    """Why a team refuses somebody; fixed words, because free ones tell of people."""

    AUDIENCE = "audience", _("Das Angebot richtet sich an andere.")
    REQUIREMENTS = "requirements", _("Die Voraussetzungen sind noch nicht erfüllt.")
    AGE = "age", _("Das Alter passt nicht zu diesem Angebot.")
    OTHER_RUN = "other_run", _("Ein anderes Angebot passt besser.")
    FULL = "full", _("Alle Plätze sind vergeben.")


class Cost(models.TextChoices):
    """Whether a run costs something."""

    FREE = "free", _("kostenlos")
    PAID = "paid", _("mit Preis")


class DayTime(models.TextChoices):
    """When people meet."""

    DAY = "day", _("werktags tagsüber")
    EVENING = "evening", _("werktags abends")
    WEEKEND = "weekend", _("am Wochenende")


class Seats(models.TextChoices):
    """How full a run is; how many people are in it is nobody's business.

    ``LIMITED`` marks courses in which seats can run out; nobody chooses it.
    """

    FREE = "free", _("Plätze frei")
    FEW = "few", _("noch wenige Plätze frei")
    WAITING = "waiting", _("Warteliste")
    NONE = "none", _("ausgebucht")
    LIMITED = "limited", _("begrenzt")
