"""Choices about people: ages, consents, guardians, mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """What stands behind an account."""

    PERSONAL = "personal", _("persönliches Konto")
    SEAT = "seat", _("Platz einer Klasse")
    GROUP = "group", _("Konto einer Kita-Gruppe")
    GUEST = "guest", _("ohne eigenes Konto angemeldet")


class AgeBand(models.TextChoices):
    """How old somebody is, as exactly as anybody needs to know."""

    UNDER_14 = "under_14", _("unter 14")
    FROM_14 = "14_15", _("14 oder 15")
    FROM_16 = "16_17", _("16 oder 17")
    ADULT = "adult", _("18 oder älter")


class PauseReason(models.TextChoices):
    """Why an account waits; its owner can read what to do and nothing else."""

    CONSENT_MISSING = "missing", _("Eine Einwilligung fehlt noch.")
    CONSENT_REFUSED = "refused", _("Die Einwilligung wurde abgelehnt.")
    CONSENT_WITHDRAWN = "withdrawn", _("Die Einwilligung wurde widerrufen.")
    TEXT_CHANGED = "text", _("Der Text der Einwilligung hat sich geändert.")
    AGE_UNKNOWN = "age", _("Die jährliche Frage nach dem Alter ist offen.")


class Purpose(models.TextChoices):
    """What one may agree to; each has texts of its own and is never ticked beforehand."""

    ACCOUNT = "account", _("Konto und Lernstand")
    DIGEST = "digest", _("Neue Kurse per E-Mail")
    NAME = "name", _("Name auf der Prüfseite von Zertifikaten")


class Party(models.TextChoices):
    """Who agrees."""

    PERSON = "person", _("die Person selbst")
    GUARDIAN = "guardian", _("sorgeberechtigte Person")


class Decision(models.TextChoices):
    """What somebody decided about a purpose."""

    GIVEN = "given", _("erteilt")
    REFUSED = "refused", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("widerrufen")


class Method(models.TextChoices):
    """How a decision reached us."""

    ONLINE = "online", _("im Konto")
    LINK = "link", _("über Link oder Code")
    PAPER = "paper", _("auf Papier")


class MailKind(models.TextChoices):
    """Mails one may switch off; what concerns an own seat or account always comes."""

    REMINDER = "reminder", _("Erinnerungen an Termine und Fristen")
    ANNOUNCEMENT = "announcement", _("Mitteilungen meiner Kurse")
    ANSWER = "answer", _("Antworten auf meine Fragen")
    DIGEST = "digest", _("Neue Kurse, einmal im Monat")
    TASKS = "tasks", _("Aufgaben in meinem Haus")


class CaseKind(models.TextChoices):
    """What somebody without an account asks the office for."""

    EXPORT = "export", _("Auskunft")
    CORRECTION = "correction", _("Berichtigung")
    ERASURE = "erasure", _("Löschung")
    RESTRICTION = "restrict", _("Einschränkung der Verarbeitung")
    OBJECTION = "objection", _("Widerspruch")
