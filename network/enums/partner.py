"""Choices of partners: what they are, who acts for them, how they come in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does for a partner."""

    AUTHOR = "author", _("Autorin/Autor")
    REVIEWER = "reviewer", _("Prüfung")
    LEAD = "lead", _("Klassenleitung")
    ADMIN = "admin", _("Verwaltung")


class PartnerKind(models.TextChoices):
    """What sort of organisation a partner is."""

    DAY_NURSERY = "day_nursery", _("Kita")
    AFTER_SCHOOL = "after_school", _("Hort")
    PRIMARY_SCHOOL = "primary_school", _("Grundschule")
    SECONDARY_SCHOOL = "secondary_school", _("Ober- oder Gesamtschule")
    GRAMMAR_SCHOOL = "grammar_school", _("Gymnasium")
    SPECIAL_SCHOOL = "special_school", _("Förderschule")
    VOCATIONAL_COLLEGE = "vocational_college", _("Oberstufenzentrum")
    UNIVERSITY = "university", _("Hochschule oder Institut")
    ADULT_EDUCATION = "adult_education", _("Volkshochschule oder Weiterbildung")
    LIBRARY = "library", _("Bibliothek")
    ASSOCIATION = "association", _("Verein oder Initiative")
    YOUTH_CLUB = "youth_club", _("Jugendclub")
    SENIOR_CLUB = "senior_club", _("Seniorentreff")
    FAMILY_CENTRE = "family_centre", _("Familienzentrum")
    SMALL_COMPANY = "small_company", _("Kleines oder mittleres Unternehmen")
    LARGE_COMPANY = "large_company", _("Großes Unternehmen")
    CHAMBER = "chamber", _("Kammer oder Verband")
    AUTHORITY = "authority", _("Amt oder Behörde")
    HEALTH = "health", _("Klinik oder Pflege")
    MUSEUM = "museum", _("Museum oder Kultur")


class PartnerState(models.TextChoices):
    """Whether the public sees a partner."""

    DRAFT = "draft", _("Entwurf")
    IN_REVIEW = "in_review", _("wird geprüft")
    PUBLISHED = "published", _("veröffentlicht")
    PROVISIONAL = "provisional", _("vorläufig")  # listed by the city, not yet claimed
    ARCHIVED = "archived", _("archiviert")


class LegalForm(models.TextChoices):
    """What an organisation is in law; funding rules ask for it."""

    MUNICIPAL = "municipal", _("Kommune oder kommunale Einrichtung")
    PUBLIC_BODY = "public_body", _("Körperschaft oder Anstalt des öffentlichen Rechts")
    ASSOCIATION = "association", _("Eingetragener Verein")
    FOUNDATION = "foundation", _("Stiftung")
    NONPROFIT_COMPANY = "nonprofit_company", _("Gemeinnützige Gesellschaft")
    COMPANY = "company", _("Unternehmen")
    COOPERATIVE = "cooperative", _("Genossenschaft")
    CHURCH = "church", _("Kirchlicher Träger")
    OTHER = "other", _("Andere Rechtsform")


class Size(models.TextChoices):
    """How big an organisation is, roughly."""

    SMALL = "small", _("klein (unter 10 Beschäftigte)")
    MEDIUM = "medium", _("mittel (10 bis 99)")
    LARGE = "large", _("groß (ab 100)")


class Visibility(models.TextChoices):
    """Who may see something of the network; each includes the ones before it."""

    PUBLIC = "public", _("alle")
    NETWORK = "network", _("Partner des Netzwerks")
    STAFF = "staff", _("nur Koordination")


class Source(models.TextChoices):
    """Where an entry comes from."""

    SELF = "self", _("von der Einrichtung")
    IMPORT = "import", _("eingelesen")
    STAFF = "staff", _("von der Stadtverwaltung")
    COURSE = "course", _("aus einem veröffentlichten Kurs")


class PlaceFeature(models.TextChoices):
    """What makes a place accessible."""

    STEP_FREE = "step_free", _("stufenlos")
    LIFT = "lift", _("Aufzug")
    ACCESSIBLE_TOILET = "accessible_toilet", _("barrierefreie Toilette")
    ACCESSIBLE_PARKING = "accessible_parking", _("Parkplatz für Menschen mit Behinderung")
    INDUCTION_LOOP = "induction_loop", _("Höranlage")
    TACTILE_GUIDES = "tactile_guides", _("tastbares Leitsystem")
    QUIET_ROOM = "quiet_room", _("Ruheraum")
    PUBLIC_TRANSPORT = "public_transport", _("Haltestelle in der Nähe")


class HideableField(models.TextChoices):
    """Facts of a partner that may be shown to fewer than the whole entry."""

    CONTACT_MAILBOX = "contact_mailbox", _("Funktionspostfach")
    CONTACT_PHONE = "contact_phone", _("Telefon der Stelle")
    CONTACT_ROLE = "contact_role", _("Ansprechrolle")
    WEBSITE = "website", _("Website")
    SIZE = "size", _("Größe")
    LEGAL_FORM = "legal_form", _("Rechtsform")
    CAPACITY = "capacity", _("Neue Kooperationen im Quartal")


class TaskKind(models.TextChoices):
    """What somebody has to mend in a partner's data."""

    CONTACT = "contact", _("Ansprechrolle klären")
    RADIUS = "radius", _("Umkreis prüfen")


class FreshnessStage(models.TextChoices):
    """What was done about an entry that has to be confirmed."""

    ASKED = "asked", _("nachgefragt")
    ARCHIVED = "archived", _("archiviert")


class Freshness(models.TextChoices):
    """How lately somebody said that an entry is true."""

    FRESH = "fresh", _("bestätigt")
    UNCONFIRMED = "unconfirmed", _("nicht bestätigt")
    HIDDEN = "hidden", _("ausgeblendet, weil nicht bestätigt")


class ClaimState(models.TextChoices):
    """Where a person's wish to act for a listed organisation stands."""

    ASKED = "asked", _("wartet auf das Postfach")
    PROVEN = "proven", _("wartet auf die Stadtverwaltung")
    APPROVED = "approved", _("angenommen")
    DECLINED = "declined", _("abgelehnt")


class ApplicationState(models.TextChoices):
    """Where an organisation's wish to take part stands."""

    UNCONFIRMED = "unconfirmed", _("wartet auf das Postfach")
    WAITING = "waiting", _("wartet auf die Stadtverwaltung")
    ACCEPTED = "accepted", _("aufgenommen")
    DECLINED = "declined", _("abgelehnt")
