"""Choices of courses, questions, attempts, certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseState(models.TextChoices):
    """Whether learners meet a course."""

    PUBLISHED = "published", _("veröffentlicht")
    RETIRED = "retired", _("zurückgezogen")


class Level(models.TextChoices):
    """How much a course presumes."""

    BEGINNER = "beginner", _("Einstieg")
    INTERMEDIATE = "intermediate", _("Aufbau")
    ADVANCED = "advanced", _("Vertiefung")


class Mode(models.TextChoices):
    """Where a run takes place."""

    ONLINE = "online", _("online")
    ON_SITE = "on_site", _("vor Ort")
    BLENDED = "blended", _("online und vor Ort")


class RunKind(models.TextChoices):
    """Whether a run has dates."""

    SELF_PACED = "self_paced", _("jederzeit")
    DATED = "dated", _("mit Termin")
    SCHOOL_CLASS = "class", _("für eine Klasse")


class RunState(models.TextChoices):
    """Where a run stands; computed from its dates, never stored."""

    UPCOMING = "upcoming", _("Anmeldung beginnt bald")
    OPEN = "open", _("Anmeldung offen")
    RUNNING = "running", _("läuft")
    ENDED = "ended", _("beendet")


class EnrolmentState(models.TextChoices):
    """Where an enrolment stands."""

    ACTIVE = "active", _("läuft")
    COMPLETED = "completed", _("abgeschlossen")
    LEFT = "left", _("verlassen")


class QuestionType(models.TextChoices):
    """Kinds of questions; the server grades all but free texts (people do) and scales (nobody)."""

    SINGLE = "single", _("Eine Antwort")
    MULTIPLE = "multiple", _("Mehrere Antworten")
    TRUE_FALSE = "true_false", _("Richtig oder falsch")
    SHORT_TEXT = "short_text", _("Kurzer Text")
    NUMERIC = "numeric", _("Zahl")
    MATCHING = "matching", _("Zuordnung")
    ORDERING = "ordering", _("Reihenfolge")
    CLOZE = "cloze", _("Lückentext")
    IMAGE_CHOICE = "image_choice", _("Bildauswahl")
    FREE_TEXT = "free_text", _("Freier Text")
    SCALE = "scale", _("Skala ohne Wertung")


class AttemptState(models.TextChoices):
    """Where a quiz attempt stands."""

    OPEN = "open", _("offen")
    WAITING = "waiting", _("abgegeben, wird noch bewertet")
    SUBMITTED = "submitted", _("abgegeben")


class FeedbackTiming(models.TextChoices):
    """When a quiz says how each answer was."""

    ANSWER = "answer", _("nach jeder Antwort")
    SUBMISSION = "submission", _("nach der Abgabe")
    CLOSE = "close", _("erst ab einem Zeitpunkt")


class TimeAllowance(models.TextChoices):
    """How much time somebody has for a quiz with a time limit."""

    USUAL = "usual", _("wie alle")
    QUARTER = "quarter", _("ein Viertel mehr")
    HALF = "half", _("die Hälfte mehr")
    DOUBLE = "double", _("doppelt so viel")
    UNLIMITED = "unlimited", _("ohne Zeitgrenze")


class SignalKind(models.TextChoices):
    """What learners may tell the authors of a lesson; fixed words, because free ones tell who."""

    UNCLEAR = "unclear", _("Das verstehe ich nicht")
    MISTAKE = "mistake", _("Hier stimmt etwas nicht")
    BROKEN = "broken", _("Bild, Film, Ton oder Link geht nicht")
    MORE = "more", _("Ich möchte mehr Beispiele")


class CertificateKind(models.TextChoices):
    """What a certificate proves; the last two are papers for employers (``LEAVE_KINDS``)."""

    ATTENDANCE = "attendance", _("Teilnahmebescheinigung")
    ACHIEVEMENT = "achievement", _("Leistungsnachweis")
    LEAVE_REGISTRATION = "leave_registration", _("Anmeldebestätigung zur Bildungszeit")
    LEAVE_ATTENDANCE = "leave_attendance", _("Teilnahmebescheinigung zur Bildungszeit")


# Brandenburg's Bildungszeit: these say nothing about whether a course was finished.
LEAVE_KINDS = (CertificateKind.LEAVE_REGISTRATION, CertificateKind.LEAVE_ATTENDANCE)


class CertificateState(models.TextChoices):
    """Whether a certificate holds."""

    VALID = "valid", _("gültig")
    REVOKED = "revoked", _("widerrufen")
    REPLACED = "replaced", _("ersetzt")


class KeyUse(models.TextChoices):
    """What a key is for."""

    PROOF = "proof", _("Signatur in der Datei")
    TOKEN = "token", _("Signatur des Tokens")
    NAME = "name", _("Vergleich von Namen")


class RevocationReason(models.TextChoices):
    """Why a certificate was revoked (a class of reasons, shown in public)."""

    ERROR = "error", _("irrtümlich ausgestellt")
    DECEIT = "deceit", _("Täuschung")
    REQUEST = "request", _("auf Wunsch der Inhaberin oder des Inhabers")
    CANCELLED = "cancelled", _("abgemeldet oder abgesagt")
    OTHER = "other", _("anderer Grund")


class Facet(models.TextChoices):
    """By what the catalogue can be narrowed; the order is the order on the page."""

    STAGE = "stage", _("Bildungsbereich")
    FIELD = "field", _("Handlungsfeld")
    COMPETENCE = "competence", _("Kompetenzbereich")
    AUDIENCE = "audience", _("Für wen")
    LEVEL = "level", _("Niveau")
    EFFORT = "effort", _("Dauer")
    FORMAT = "format", _("Format")
    PLACE = "place", _("Ort")
    DATE = "date", _("Beginn")
    TIME = "time", _("Tageszeit")
    COST = "cost", _("Kosten")
    SEATS = "seats", _("Plätze")
    LANGUAGE = "language", _("Sprache")
    ACCESSIBILITY = "accessibility", _("Barrierefreiheit")
    PARTNER = "partner", _("Anbieter")


class Effort(models.TextChoices):
    """How long a course takes, in steps."""

    SHORT = "short", _("bis 1 Stunde")
    MEDIUM = "medium", _("1 bis 5 Stunden")
    LONG = "long", _("über 5 Stunden")
