"""Choices of cooperations: states, consents, reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CooperationState(models.TextChoices):
    """Where a cooperation stands (network.rules.NEXT_STATES guards the ways)."""

    PROPOSED = "proposed", _("vorgeschlagen")
    REQUESTED = "requested", _("angefragt")
    IN_TALKS = "in_talks", _("im Gespräch")
    AGREED = "agreed", _("vereinbart")
    RUNNING = "running", _("läuft")
    PAUSED = "paused", _("pausiert")
    COMPLETED = "completed", _("abgeschlossen")
    DECLINED = "declined", _("abgelehnt")
    NO_ANSWER = "no_answer", _("keine Antwort")
    DISCARDED = "discarded", _("verworfen")
    CANCELLED = "cancelled", _("abgebrochen")


class CooperationOrigin(models.TextChoices):
    """How a cooperation came about."""

    SUGGESTION = "suggestion", _("Vorschlag")
    MANUAL = "manual", _("von Hand")
    MEETING = "meeting", _("Netzwerktreffen")
    IMPORT = "import", _("eingelesen")


class CooperationRole(models.TextChoices):
    """What a partner is in a cooperation."""

    LEAD = "lead", _("federführend")
    PARTNER = "partner", _("Partner")
    APPLICANT = "applicant", _("Antragsteller")
    ASSOCIATED = "associated", _("assoziiert")


class Consent(models.TextChoices):
    """Whether a partner agreed."""

    OPEN = "open", _("offen")
    GIVEN = "given", _("zugestimmt")
    REFUSED = "refused", _("abgelehnt")


class DeclineReason(models.TextChoices):
    """Why somebody said no; each leads to what mends the data."""

    TIME = "time", _("passt zeitlich nicht")
    CAPACITY = "capacity", _("keine Kapazität")
    TARGET_GROUP = "target_group", _("andere Zielgruppe")
    TOPIC = "topic", _("anderes Thema")
    DISTANCE = "distance", _("zu weit entfernt")
    PRESENT = "present", _("haben wir schon")
    CONTACT = "contact", _("Ansprechrolle unklar")
    OTHER = "other", _("anderer Grund")


class EventKind(models.TextChoices):
    """Sorts of entries in the timeline of a cooperation."""

    STATE = "state", _("Status")
    CONSENT = "consent", _("Zustimmung")
    NOTE = "note", _("Notiz")
    MAIL = "mail", _("E-Mail")
    FILE = "file", _("Datei")
    MEETING = "meeting", _("Treffen")
    EDIT = "edit", _("Änderung")
