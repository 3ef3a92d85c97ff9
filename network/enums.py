"""Choices of the partner network."""

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


class DirectoryFacet(models.TextChoices):
    """By what the directory can be narrowed; the order is the order on the page."""

    STAGE = "stage", _("Bildungsbereich")
    FIELD = "field", _("Handlungsfeld")
    KIND = "kind", _("Art der Einrichtung")
    OFFERS = "offers", _("Bietet")
    SEEKS = "seeks", _("Sucht")
    COMPETENCE = "competence", _("Kompetenzbereich")
    TARGET_GROUP = "target_group", _("Zielgruppe")
    DISTRICT = "district", _("Ortsteil")
    REACH = "reach", _("Vor Ort, stadtweit, online")
    LANGUAGE = "language", _("Sprache")
    ACCESSIBILITY = "accessibility", _("Barrierefreiheit")
    FRESHNESS = "freshness", _("Stand der Angaben")


class ListingFacet(models.TextChoices):
    """By what offers and needs can be narrowed; the order is the order on the page."""

    KIND = "listing_kind", _("Angebot oder Gesuch")
    CATEGORY = "category", _("Kategorie")
    FIELD = "field", _("Handlungsfeld")
    COMPETENCE = "competence", _("Kompetenzbereich")
    TARGET_GROUP = "target_group", _("Zielgruppe")
    STAGE = "stage", _("Gewünschter Bildungsbereich")
    MODE = "mode", _("Form")
    DISTRICT = "district", _("Ortsteil")
    LANGUAGE = "language", _("Sprache")


class Reach(models.TextChoices):
    """Where a partner works; those without a place must never get lost on a map."""

    PLACE = "place", _("mit Adresse")
    CITY_WIDE = "city_wide", _("stadtweit")
    ONLINE = "online", _("nur online")
    NOWHERE = "nowhere", _("ohne Ort")


class Freshness(models.TextChoices):
    """Whether an organisation lately said that its entry still holds."""

    CONFIRMED = "confirmed", _("bestätigt")
    OPEN = "open", _("nicht bestätigt")
    PROVISIONAL = "provisional", _("vorläufig")


class TagGroup(models.TextChoices):
    """Sorts of tags a listing carries."""

    CATEGORY = "category", _("Kategorie")
    COMPETENCE = "competence", _("Kompetenz")
    FIELD = "field", _("Handlungsfeld")
    TARGET_GROUP = "target_group", _("Zielgruppe")


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


class TagState(models.TextChoices):
    """What is known of a tag that a listing does not carry."""

    SUGGESTED = "suggested", _("vorgeschlagen")
    DENIED = "denied", _("verneint")


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


class TaskKind(models.TextChoices):
    """What somebody has to mend in a partner's data."""

    CONTACT = "contact", _("Ansprechrolle klären")
    RADIUS = "radius", _("Umkreis prüfen")


class FreshnessStage(models.TextChoices):
    """What was done about an entry that has to be confirmed."""

    ASKED = "asked", _("nachgefragt")
    ARCHIVED = "archived", _("archiviert")


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


class Freshness(models.TextChoices):
    """How lately somebody said that an entry is true."""

    FRESH = "fresh", _("bestätigt")
    UNCONFIRMED = "unconfirmed", _("nicht bestätigt")
    HIDDEN = "hidden", _("ausgeblendet, weil nicht bestätigt")


class HideableField(models.TextChoices):
    """Facts of a partner that may be shown to fewer than the whole entry."""

    CONTACT_MAILBOX = "contact_mailbox", _("Funktionspostfach")
    CONTACT_PHONE = "contact_phone", _("Telefon der Stelle")
    CONTACT_ROLE = "contact_role", _("Ansprechrolle")
    WEBSITE = "website", _("Website")
    SIZE = "size", _("Größe")
    LEGAL_FORM = "legal_form", _("Rechtsform")
    CAPACITY = "capacity", _("Neue Kooperationen im Quartal")


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
