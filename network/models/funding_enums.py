"""Choices of funding programmes and applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FundingLevel(models.TextChoices):
    """Who stands behind a programme; several may."""

    EU = "eu", _("Europäische Union")
    FEDERAL = "federal", _("Bund")
    STATE = "state", _("Land Brandenburg")
    CITY = "city", _("Kommune")
    FOUNDATION = "foundation", _("Stiftung")


class Fund(models.TextChoices):
    """Where the money comes from."""

    ESF = "esf", _("ESF+")
    ERDF = "erdf", _("EFRE")
    JTF = "jtf", _("JTF")
    EAFRD = "eafrd", _("ELER")
    ERASMUS = "erasmus", _("Erasmus+")
    DIGITAL = "digital", _("DIGITAL")
    FEDERAL = "federal", _("Bundeshaushalt")
    STATE = "state", _("Landeshaushalt")
    OTHER = "other", _("Sonstige")


class FundingType(models.TextChoices):
    """What is given."""

    GRANT = "grant", _("Zuschuss")
    LOAN = "loan", _("Darlehen")
    GUARANTEE = "guarantee", _("Bürgschaft")
    PRIZE = "prize", _("Preisgeld")
    IN_KIND = "in_kind", _("Sachleistung")


class FinancingType(models.TextChoices):
    """How the grant is reckoned."""

    SHARE = "share", _("Anteilfinanzierung")
    GAP = "gap", _("Fehlbedarfsfinanzierung")
    FIXED = "fixed", _("Festbetrag")
    FULL = "full", _("Vollfinanzierung")


class Procedure(models.TextChoices):
    """How one applies."""

    ONE_STEP = "one_step", _("einstufig")
    TWO_STEP = "two_step", _("zweistufig, erst eine Skizze")
    COMPETITION = "competition", _("Wettbewerb")


class Effort(models.TextChoices):
    """How much work an application is, as experience says."""

    SMALL = "small", _("gering")
    MEDIUM = "medium", _("mittel")
    LARGE = "large", _("hoch")


class EligibleKind(models.TextChoices):
    """Sorts of applicants a programme names."""

    MUNICIPALITY = "municipality", _("Kommune")
    DISTRICT = "district", _("Kreis oder kreisfreie Stadt")
    SCHOOL = "school", _("Schule oder Schulträger")
    UNIVERSITY = "university", _("Hochschule")
    ADULT_EDUCATION = "adult_education", _("Einrichtung der Erwachsenenbildung")
    ASSOCIATION = "association", _("Verein")
    COMPANY = "company", _("Unternehmen")
    CHAMBER = "chamber", _("Kammer")
    INDIVIDUAL = "individual", _("Privatperson")


class Region(models.TextChoices):
    """Where something takes place, for the rules of programmes; each lies within the ones before.

    The codes stand in the rules (``region_in``) and in the funding territory.
    """

    EU = "eu", _("Europäische Union")
    GERMANY = "de", _("Deutschland")
    BRANDENBURG = "bb", _("Brandenburg")
    LUSATIA = "lausitz", _("Lausitz")
    COTTBUS = "cottbus", _("Cottbus/Chóśebuz")


class GrantState(models.TextChoices):
    """Where an application stands (``network.rules.funding.NEXT_STATES`` guards the ways)."""

    IDEA = "idea", _("Idee")
    DRAFT = "draft", _("in Arbeit")
    SUBMITTED = "submitted", _("eingereicht")
    APPROVED = "approved", _("bewilligt")
    REJECTED = "rejected", _("abgelehnt")
    REPORTING = "reporting", _("im Nachweis")
